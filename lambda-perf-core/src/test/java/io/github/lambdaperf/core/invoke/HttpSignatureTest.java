package io.github.lambdaperf.core.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.scenario.HttpSpec;
import io.github.lambdaperf.core.signature.SigV4Signer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
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
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** AWS's own signer is the judge. */
class HttpSignatureTest {
    private static final AwsBasicCredentials CREDENTIALS =
            AwsBasicCredentials.create("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG");
    private static final Instant NOW = Instant.parse("2026-11-23T07:15:30Z");
    private static final URI BASE = URI.create("https://a1b2c3.execute-api.eu-west-1.amazonaws.com/prod");

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.strings()
                .withChars("ab1-._~!$&'()*+,;=:@ é%/")
                .ofMaxLength(20)
                .map(text -> "/" + text.replace("${", "$"));
    }

    @Provide
    Arbitrary<Map<String, String>> queries() {
        Arbitrary<String> texts = Arbitraries.strings()
                .withChars("abA1-._~!$&'()*+,;=:@/ é%")
                .ofMinLength(1)
                .ofMaxLength(8);
        return Arbitraries.maps(texts, texts.map(text -> text.replace("${", "$")))
                .ofMaxSize(4);
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void everySignatureIsTheSdks(
            @ForAll("paths") String path,
            @ForAll("queries") Map<String, String> query,
            @ForAll byte[] body,
            @ForAll boolean url) {
        HttpSpec spec = new HttpSpec(
                null,
                url ? HttpSpec.Api.URL : HttpSpec.Api.REST,
                null,
                "prod",
                "POST",
                path,
                query,
                List.of(),
                HttpSpec.Auth.IAM,
                Duration.ofSeconds(1));
        HttpTarget target = new HttpTarget(BASE, spec, "eu-west-1", 0, 1, name -> null, null, null);
        HttpWire.Rendered rendered = new HttpWire(target).render(null);
        SigV4Signer signer =
                new SigV4Signer("eu-west-1", target.service(), "POST", "/", "", Map.of("host", target.authority()));

        SigV4Signer.Signature ours = signer.sign(
                CREDENTIALS,
                NOW,
                body,
                List.of(Map.entry("content-type", "application/json")),
                rendered.canonicalPath(),
                rendered.canonicalQuery());

        assertThat(ours.authorization().toString())
                .as(rendered.line())
                .isEqualTo(sdk(rendered.line(), body, target.service()));
    }

    private static String sdk(String line, byte[] body, String service) {
        int mark = line.indexOf('?');
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .protocol("https")
                .host(BASE.getHost())
                .encodedPath(mark < 0 ? line : line.substring(0, mark))
                .putHeader("Content-Type", "application/json");
        if (mark >= 0) {
            for (String parameter : line.substring(mark + 1).split("&")) {
                String[] pair = parameter.split("=", 2);
                request.putRawQueryParameter(
                        URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
            }
        }
        return AwsV4HttpSigner.create()
                .sign(r -> r.identity(CREDENTIALS)
                        .request(request.build())
                        .payload(ContentStreamProvider.fromInputStream(new ByteArrayInputStream(body)))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, true)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC)))
                .request()
                .firstMatchingHeader("Authorization")
                .orElseThrow();
    }

    @Test
    void theRegionStandsInTheNameOfTheHost() {
        assertThat(HttpTarget.regionOf(BASE)).contains("eu-west-1");
        assertThat(HttpTarget.regionOf(URI.create("https://abc123.lambda-url.us-east-2.on.aws/")))
                .contains("us-east-2");
        assertThat(HttpTarget.regionOf(URI.create("https://api.example.com/prod")))
                .isEmpty();
    }
}
