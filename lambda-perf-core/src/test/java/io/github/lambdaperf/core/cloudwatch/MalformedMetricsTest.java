package io.github.lambdaperf.core.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.sun.net.httpserver.HttpServer;
import io.github.lambdaperf.core.analyze.WaitClock;
import io.github.lambdaperf.core.record.AnalysisRecord.QueryRecord;
import io.github.lambdaperf.core.record.FunctionRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** AWS's own client against answers of CloudWatch that are none (rpc-v2-cbor): an error in the record, nothing else. */
class MalformedMetricsTest {
    private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());
    private static final FunctionRecord FUNCTION = new FunctionRecord(
            "orders",
            "arn:aws:lambda:eu-west-1:1:function:orders",
            "$LATEST",
            "h",
            null,
            null,
            "/aws/lambda/orders",
            "Text",
            10_000,
            512);

    private static HttpServer server;
    private static CloudWatchClient client;
    private static volatile int status;
    private static volatile byte[] body;

    @BeforeAll
    static void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/cbor");
            exchange.getResponseHeaders().add("smithy-protocol", "rpc-v2-cbor");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        client = CloudWatchClient.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
                .httpClientBuilder(Apache5HttpClient.builder())
                .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    @AfterAll
    static void close() {
        client.close();
        server.stop(0);
    }

    @BeforeEach
    void answerNothing() {
        status = 200;
        body = new byte[0];
    }

    private QueryRecord read() throws InterruptedException {
        Instant now = Instant.now();
        return new RunMetrics(client, WaitClock.SYSTEM, message -> {})
                .read(FUNCTION, new FunctionLimits(10_000, 1000, 900), now.minusSeconds(60), now, 10, now);
    }

    private static byte[] cbor(Object tree) throws IOException {
        return CBOR.writeValueAsBytes(tree);
    }

    /** Cut off, of another type, or no CBOR at all. */
    @ParameterizedTest
    @ValueSource(strings = {"a1", "ff", "a17144617461", "9f", "07", "bf714d6574726963446174615265", "3c68746d6c3e"})
    void whatIsNoCborIsToldAsSuch(String hex) throws Exception {
        body = HexFormat.of().parseHex(hex);

        assertThat(read().error())
                .startsWith("CloudWatch gave an answer that makes no sense (")
                .endsWith("): look for a proxy that changes answers, or run again");
        assertThat(read().rows()).isEmpty();
    }

    @Test
    void anAnswerThatIsCutOffIsSurvived() throws Exception {
        byte[] whole = cbor(Map.of(
                "MetricDataResults",
                List.of(Map.of("Id", "m0", "Label", "x", "StatusCode", "Complete", "Values", List.of(3.0)))));
        for (int length = 1; length < whole.length; length += 4) {
            body = Arrays.copyOf(whole, length);
            assertThat(read().error())
                    .as("cut at %d of %d", length, whole.length)
                    .isNotBlank();
        }
        body = whole;
        assertThat(read().error()).isNull();
    }

    @Test
    void resultsThatWereNotAskedForAreAnErrorOfTheAnswer() throws Exception {
        for (String id : List.of("m999", "x", "", "m-1")) {
            body = cbor(Map.of("MetricDataResults", List.of(Map.of("Id", id, "Values", List.of(3.0)))));
            assertThat(read().error())
                    .as(id)
                    .isEqualTo("CloudWatch gave an answer that makes no sense (a result with the id '" + id
                            + "', which was not asked for): look for a proxy that changes answers, or run again");
        }
        body = cbor(Map.of("MetricDataResults", List.of(Map.of("Values", List.of(3.0)))));
        assertThat(read().error()).contains("a result with the id 'null'");
    }

    @Test
    void valuesOfAnotherTypeAreToldAsSuch() throws Exception {
        for (Object values : List.of("three", 7, List.of("three"), Map.of("a", 1))) {
            body = cbor(Map.of("MetricDataResults", List.of(Map.of("Id", "m0", "Values", values))));
            assertThat(read().error()).as("%s", values).isNotBlank();
        }
    }

    @Test
    void anErrorWithItsNameAndOneWithout() throws Exception {
        status = 403;
        body = cbor(Map.of("__type", "com.amazonaws#AccessDeniedException", "message", "not authorized"));
        assertThat(read().error()).isEqualTo("CloudWatch denied the call: not authorized");
        body = cbor(Map.of("__type", "com.amazonaws#ExpiredTokenException", "message", "expired"));
        assertThat(read().error())
                .isEqualTo("CloudWatch denied the call: expired: the credentials have expired: renew them (aws sso"
                        + " login, or a new session token) and run again");
        status = 503;
        body = "<html>Service Unavailable</html>".getBytes(StandardCharsets.US_ASCII);
        assertThat(read().error())
                .startsWith("CloudWatch answered HTTP 503")
                .endsWith("; it is the service's own failure: run again later");
    }
}
