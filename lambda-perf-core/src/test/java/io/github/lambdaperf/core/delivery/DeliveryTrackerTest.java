package io.github.lambdaperf.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.AwsSettings;
import io.github.lambdaperf.core.record.DeliveryRecord;
import io.github.lambdaperf.core.scenario.ExpectSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryTrackerTest {
    private static final String MARK = "lambda-perf/run.0/0";

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean read = new AtomicBoolean();
    private HttpServer server;
    private URI endpoint;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** The only message ends when the account has been read, and before the queue is. */
    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String answer;
        if (exchange.getRequestURI().getPath().equals("/_aws/handled")) {
            answer = over.get() && exchange.getRequestURI().getQuery().equals("from=0")
                    ? "{\"next\":1,\"handled\":[{\"mark\":\"" + MARK + "\",\"success\":false,\"givenUp\":true,"
                            + "\"attempts\":3,\"invocations\":3,\"atMicros\":1}]}"
                    : "{\"next\":" + (over.get() ? 1 : 0) + ",\"handled\":[]}";
        } else {
            over.set(true);
            answer = read.getAndSet(true)
                    ? "{}"
                    : "{\"Messages\":[{\"MessageId\":\"m\",\"ReceiptHandle\":\"r\",\"Body\":\"" + MARK
                            + "\",\"MD5OfBody\":\"" + md5(MARK) + "\"}]}";
        }
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aMessageThatEndsWhileItIsLookedForIsSeenWhole() throws Exception {
        SentMessages messages = new SentMessages();
        messages.accepted(messages.add(-1, 0), null);
        Route route = new Route(
                endpoint,
                "default",
                null,
                List.of(new Route.Outlet(Route.Kind.ON_FAILURE, endpoint + "/000000000000/failures", "arn")));
        DeliveryRecord delivery;
        try (AwsSession session = new AwsSession(
                        new AwsSettings(Optional.of(endpoint), Optional.of("us-east-1"), Optional.empty()));
                DeliveryTracker tracker = new DeliveryTracker(
                        ReconciliationTest.scenario(ReconciliationTest.sqs(), new ExpectSpec(0, 0, 0, Map.of())),
                        messages,
                        route,
                        session,
                        null,
                        "run.0",
                        true,
                        (milliseconds, at) -> {})) {
            tracker.start(0);
            delivery = tracker.finish(Duration.ofSeconds(5), () -> false);
        }

        assertThat(messages.get(0).onFailure()).isTrue();
        assertThat(messages.get(0).retries()).isEqualTo(2);
        assertThat(delivery.retries()).isEqualTo(2);
    }
}
