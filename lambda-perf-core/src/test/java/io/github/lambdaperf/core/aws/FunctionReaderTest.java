package io.github.lambdaperf.core.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.record.FunctionRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

class FunctionReaderTest {
    private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:orders:live";
    private static final String CONFIGURATION = """
            {"FunctionName":"orders","FunctionArn":"%s","Runtime":"java21","Handler":"com.example.Orders","CodeSize":1234,\
            "Timeout":15,"MemorySize":1024,"LastModified":"2026-11-01T10:00:00.000+0000","CodeSha256":"abc=","Version":"7",\
            "TracingConfig":{"Mode":"Active"},"PackageType":"Zip","Architectures":["arm64"],"EphemeralStorage":{"Size":1024},\
            "SnapStart":{"ApplyOn":"PublishedVersions","OptimizationStatus":"On"},\
            "RuntimeVersionConfig":{"RuntimeVersionArn":"arn:aws:lambda:us-east-1::runtime:1"},\
            "LoggingConfig":{"LogFormat":"JSON","ApplicationLogLevel":"INFO","SystemLogLevel":"INFO","LogGroup":"/orders"}}""".formatted(ARN);
    private static final DeployedFunction EXPECTED = new DeployedFunction(
            new FunctionRecord(
                    "orders",
                    ARN,
                    "7",
                    "com.example.Orders",
                    "abc=",
                    "arn:aws:lambda:us-east-1::runtime:1",
                    "/orders",
                    "JSON",
                    15_000,
                    1024,
                    "Active"),
            new Environment("aws", "us-east-1", "arm64", 1024, "java21", "Zip", true, 0, ""));
    private static final String LEAST =
            "{\"FunctionName\":\"f\",\"FunctionArn\":\"arn\",\"Handler\":\"h\",\"Version\":\"$LATEST\","
                    + "\"Timeout\":3,\"MemorySize\":128,\"CodeSha256\":\"x\"}";

    private record Received(String path, String agent, boolean signedAsBySdk) {}

    private final List<Received> received = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        received.add(new Received(
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestHeaders().getFirst("User-Agent"),
                expectedSignature(exchange).equals(exchange.getRequestHeaders().getFirst("Authorization"))));
        String answer = answers.size() > 1 ? answers.remove(0) : answers.get(0);
        byte[] body = answer.substring(answer.indexOf(' ') + 1).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, answer.indexOf(' '))), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String expectedSignature(HttpExchange exchange) {
        String date = exchange.getRequestHeaders().getFirst("X-Amz-Date");
        Instant time = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .parse(date, Instant::from);
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(endpoint())
                .encodedPath(exchange.getRequestURI().getRawPath())
                .build();
        return AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(AwsBasicCredentials.create("local", "local"))
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "lambda")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC)))
                .request()
                .firstMatchingHeader("Authorization")
                .orElseThrow();
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private AwsSession session(InvokeClient client) {
        return new AwsSession(
                new AwsSettings(Optional.of(endpoint()), Optional.of("us-east-1"), Optional.empty(), client));
    }

    private DeployedFunction read(InvokeClient client) {
        try (AwsSession session = session(client)) {
            return FunctionReader.read(session, "orders:live", "aws", "");
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsTheConfigurationAsItIs(InvokeClient client) {
        answers.add("200 " + CONFIGURATION);

        assertThat(read(client)).isEqualTo(EXPECTED);
        assertThat(received).hasSize(1);
        assertThat(received.get(0).path()).isEqualTo("/2015-03-31/functions/orders%3Alive/configuration");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotSaidIsLambdasDefault(InvokeClient client) {
        answers.add("200 " + LEAST);

        assertThat(read(client))
                .isEqualTo(new DeployedFunction(
                        new FunctionRecord(
                                "f", "arn", "$LATEST", "h", "x", null, "/aws/lambda/f", "Text", 3_000, 512, null),
                        new Environment("aws", "us-east-1", "x86_64", 128, "image", "Zip", false, 0, "")));
    }

    @Test
    void onePlainSignedCallIsEnough() {
        answers.add("200 " + CONFIGURATION);

        read(InvokeClient.AUTO);

        assertThat(received)
                .containsExactly(
                        new Received("/2015-03-31/functions/orders%3Alive/configuration", "lambda-perf", true));
    }

    @Test
    void theSdkAsksAgainWhereTheFirstAnswerIsNoGoodOne() {
        answers.add("503 busy");
        answers.add("200 " + CONFIGURATION);

        assertThat(read(InvokeClient.AUTO)).isEqualTo(EXPECTED);
        assertThat(received).hasSize(2);
        assertThat(received.get(1).agent()).contains("aws-sdk-java/2");
    }

    @Test
    void whatIsWrongIsToldAsTheSdkTellsIt() {
        answers.add("404 {\"Type\":\"User\",\"Message\":\"Function not found\"}");

        assertThatThrownBy(() -> read(InvokeClient.AUTO))
                .isInstanceOf(PerfException.class)
                .hasMessageContaining("404");
    }

    @Test
    void whatIsNoConfigurationIsNotTakenForOne() {
        answers.add("200 {}");
        answers.add("200 " + CONFIGURATION);

        assertThat(read(InvokeClient.AUTO)).isEqualTo(EXPECTED);
    }

    @ParameterizedTest
    @EnumSource
    void tagsAreThoseOfTheFunctionWithoutItsVersion(InvokeClient client) {
        answers.add("200 {\"Tags\":{\"team\":\"checkout\"}}");
        List<String> messages = new ArrayList<>();

        try (AwsSession session = session(client)) {
            assertThat(FunctionReader.tag(session, ARN, "team", messages::add)).isEqualTo("checkout");
            assertThat(FunctionReader.tag(session, ARN, "other", messages::add)).isNull();
        }
        assertThat(messages).isEmpty();
        assertThat(received.get(0).path())
                .isEqualTo("/2017-03-31/tags/arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3Aorders");
    }
}
