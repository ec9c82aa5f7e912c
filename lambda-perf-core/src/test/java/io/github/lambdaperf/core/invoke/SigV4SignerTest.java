package io.github.lambdaperf.core.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.scenario.InvokeSpec;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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

    @Property(tries = 300)
    void everySignatureIsTheSdks(
            @ForAll("functions") String function,
            @ForAll("qualifiers") String qualifier,
            @ForAll byte[] payload,
            @ForAll boolean tail,
            @ForAll boolean token,
            @ForAll boolean event) {
        AwsCredentials credentials = token
                ? AwsSessionCredentials.create("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG", "FQoGZXIvYXdzE//token==")
                : AwsBasicCredentials.create("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG");
        InvokeWire wire = new InvokeWire(new InvokeTarget(
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
        SigV4Signer signer =
                new SigV4Signer("eu-west-1", "lambda", "POST", wire.path(), wire.query(), wire.signedHeaders());
        Instant now = Instant.parse("2026-11-23T07:15:30Z");

        SigV4Signer.Signature ours = signer.sign(credentials, now, payload, tail ? InvokeWire.LOG_TAIL : List.of());

        assertThat(signer.sign(credentials, now, payload, tail ? InvokeWire.LOG_TAIL : List.of()))
                .as("signing twice gives the same")
                .isEqualTo(ours);
        assertThat(ours.authorization()).isEqualTo(sdk(wire, credentials, now, payload, tail));
    }

    private static String sdk(InvokeWire wire, AwsCredentials credentials, Instant now, byte[] payload, boolean tail) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .protocol("http")
                .host(wire.host())
                .port(wire.port())
                .encodedPath(wire.path());
        for (Map.Entry<String, String> header : wire.fixedHeaders().entrySet()) {
            request.putHeader(header.getKey(), header.getValue());
        }
        if (tail) {
            request.putHeader("X-Amz-Log-Type", "Tail");
        }
        if (!wire.query().isEmpty()) {
            String encoded = wire.query().substring("Qualifier=".length());
            request.putRawQueryParameter(
                    "Qualifier", java.net.URLDecoder.decode(encoded, java.nio.charset.StandardCharsets.UTF_8));
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
