package io.github.lambdaperf.core.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/** AWS's own signer is the judge. */
class SigV4SignerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T07:15:30Z");
    private static final String TOKEN = "FQoGZXIvYXdzE//token==";
    /** What a signature adds, and the length, which nobody signs. */
    private static final Set<String> ADDED =
            Set.of("authorization", "x-amz-date", "x-amz-content-sha256", "x-amz-security-token", "content-length");

    @Provide
    Arbitrary<String> functions() {
        return Arbitraries.of(
                "orders",
                "orders:live",
                "arn:aws:lambda:eu-west-1:123456789012:function:orders",
                "arn:aws:lambda:eu-west-1:123456789012:function:orders:$LATEST",
                "123456789012:function:a_b-c");
    }

    @Provide
    Arbitrary<String> qualifiers() {
        return Arbitraries.of("", "live", "$LATEST", "42", "a b*~");
    }

    @Test
    void aLargePayloadGoesOutWhole() {
        AwsCredentials credentials = AwsBasicCredentials.create("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG");
        byte[] payload = new byte[300_000];
        Arrays.fill(payload, (byte) 'x');
        InvokeHead head = new InvokeHead(wire("orders", "", false, credentials), "eu-west-1", Map.of());

        FullHttpRequest sent = decoded(head.request(payload, credentials, NOW, UnpooledByteBufAllocator.DEFAULT));

        assertThat(ByteBufUtil.getBytes(sent.content())).isEqualTo(payload);
        sent.release();
    }

    @Test
    void credentialsCannotAddAHeader() {
        AwsCredentials credentials = AwsBasicCredentials.create("AKID\r\nX-Evil: 1", "secret");
        InvokeHead head = new InvokeHead(wire("orders", "", false, credentials), "eu-west-1", Map.of());

        assertThatThrownBy(() -> head.request(new byte[0], credentials, NOW, UnpooledByteBufAllocator.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the credentials hold a character that no header may, such as a line's end");
    }

    @Property(tries = 300)
    void everySignatureIsTheSdks(
            @ForAll("functions") String function,
            @ForAll("qualifiers") String qualifier,
            @ForAll byte[] payload,
            @ForAll boolean tail,
            @ForAll boolean token,
            @ForAll boolean event) {
        AwsCredentials credentials = token
                ? AwsSessionCredentials.create("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG", TOKEN)
                : AwsBasicCredentials.create("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG");
        InvokeWire wire = wire(function, qualifier, event, credentials);
        InvokeHead head = new InvokeHead(wire, "eu-west-1", tail ? InvokeWire.LOG_TAIL : Map.of());

        for (Instant now : List.of(NOW, NOW, NOW.plusSeconds(1), NOW.plus(Duration.ofDays(1)))) {
            FullHttpRequest sent = decoded(head.request(payload, credentials, now, UnpooledByteBufAllocator.DEFAULT));
            assertThat(ByteBufUtil.getBytes(sent.content())).isEqualTo(payload);
            assertThat(sent.method().name()).isEqualTo("POST");
            assertThat(sent.headers().get("X-Amz-Log-Type")).isEqualTo(tail ? "Tail" : null);
            assertThat(sent.headers().get("X-Amz-Security-Token")).isEqualTo(token ? TOKEN : null);
            assertThat(sent.headers().get("Authorization")).isEqualTo(sdk(sent, credentials, now, payload));
            sent.release();
        }
    }

    private static InvokeWire wire(String function, String qualifier, boolean event, AwsCredentials credentials) {
        return new InvokeWire(new InvokeTarget(
                URI.create("http://127.0.0.1:4566"),
                "eu-west-1",
                function,
                qualifier.isEmpty() ? null : qualifier,
                event ? InvokeSpec.Type.EVENT : InvokeSpec.Type.REQUEST_RESPONSE,
                null,
                null,
                Duration.ofSeconds(1),
                1,
                StaticCredentialsProvider.create(credentials)));
    }

    private static FullHttpRequest decoded(ByteBuf bytes) {
        EmbeddedChannel server = new EmbeddedChannel(new HttpRequestDecoder(), new HttpObjectAggregator(1 << 20));
        server.writeInbound(bytes);
        return server.readInbound();
    }

    /** The signature that the SDK gives to what was sent. */
    private static String sdk(FullHttpRequest sent, AwsCredentials credentials, Instant now, byte[] payload) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://" + sent.headers().get("Host") + sent.uri()));
        for (Map.Entry<String, String> header : sent.headers()) {
            if (!ADDED.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                request.putHeader(header.getKey(), header.getValue());
            }
        }
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(r -> r.identity(credentials)
                        .request(request.build())
                        .payload(ContentStreamProvider.fromInputStream(new ByteArrayInputStream(payload)))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "lambda")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, true)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)));
        return signed.request().firstMatchingHeader("Authorization").orElseThrow();
    }
}
