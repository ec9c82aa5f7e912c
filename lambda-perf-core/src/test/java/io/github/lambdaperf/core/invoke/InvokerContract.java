package io.github.lambdaperf.core.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.scenario.InvokeSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What every invoker sends and makes of what comes back. */
@Timeout(60)
abstract class InvokerContract {
    private static final byte[] PAYLOAD = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    /** An invoker of the target, on the test's own endpoint. */
    abstract FunctionInvoker open(InvokeTarget target);

    FunctionInvoker invoker(URI endpoint, Duration readTimeout, int maxConnections) {
        return open(new InvokeTarget(
                endpoint,
                "eu-west-1",
                "orders",
                "live",
                InvokeSpec.Type.REQUEST_RESPONSE,
                "e30=",
                "tenant-1",
                readTimeout,
                maxConnections,
                StaticCredentialsProvider.create(AwsSessionCredentials.create("AKID", "secret", "token"))));
    }

    static InvokeResponse invoke(FunctionInvoker invoker) throws Exception {
        CompletableFuture<InvokeResponse> response = new CompletableFuture<>();
        invoker.invoke(new InvokeRequest(PAYLOAD, true), response::complete);
        return response.get(30, TimeUnit.SECONDS);
    }

    private InvokeResponse once(ScriptedServer.Script script) throws Exception {
        try (ScriptedServer server = new ScriptedServer(script);
                FunctionInvoker invoker = invoker(server.endpoint(), Duration.ofSeconds(20), 10)) {
            return invoke(invoker);
        }
    }

    private InvokeResponse answered(int status, String headers, String body) throws Exception {
        return once((number, request, out, socket) -> {
            out.write(ScriptedServer.answer(status, headers, body));
            return true;
        });
    }

    @Test
    void sendsWhatAwsExpectsAndReadsWhatAwsAnswers() throws Exception {
        String tail = Base64.getEncoder()
                .encodeToString("REPORT RequestId: r-1\tDuration: 1.00 ms\n".getBytes(StandardCharsets.UTF_8));
        try (ScriptedServer server = new ScriptedServer((number, request, out, socket) -> {
                    out.write(ScriptedServer.answer(
                            200,
                            "X-Amz-Executed-Version: 7\r\nX-Amz-Log-Result: " + tail
                                    + "\r\nX-Amzn-Trace-Id: Root=1-2-3\r\n",
                            "{\"ok\":true}"));
                    return true;
                });
                FunctionInvoker invoker = invoker(server.endpoint(), Duration.ofSeconds(20), 10)) {
            InvokeResponse first = invoke(invoker);

            assertThat(first.outcome()).isEqualTo(InvokeOutcome.SUCCESS);
            assertThat(first.requestId()).isEqualTo("r-1");
            assertThat(first.executedVersion()).isEqualTo("7");
            assertThat(first.logTail()).isEqualTo("REPORT RequestId: r-1\tDuration: 1.00 ms\n");
            assertThat(first.traceId()).isEqualTo("Root=1-2-3");
            assertThat(new String(first.payload(), StandardCharsets.UTF_8)).isEqualTo("{\"ok\":true}");
            assertThat(first.completedNanos()).isGreaterThanOrEqualTo(first.sentNanos());
            assertThat(invoker.bytesSent()).isPositive();
            assertThat(invoker.bytesReceived()).isPositive();
            String request = server.requests().get(0);
            assertThat(request)
                    .startsWith("POST /2015-03-31/functions/orders/invocations?Qualifier=live HTTP/1.1\r\n")
                    .contains("X-Amz-Log-Type: Tail\r\n")
                    .contains("X-Amz-Client-Context: e30=\r\n")
                    .contains("X-Amz-Tenant-Id: tenant-1\r\n")
                    .contains("X-Amz-Security-Token: token\r\n")
                    .contains("Content-Type: application/json\r\n")
                    .contains("Authorization: AWS4-HMAC-SHA256 Credential=AKID/")
                    .doesNotContain("X-Amz-Invocation-Type")
                    .doesNotContain("secret")
                    .endsWith("{\"a\":1}");
        }
    }

    @Test
    void aFunctionErrorIsNoSuccess() throws Exception {
        InvokeResponse response = answered(
                200,
                "X-Amz-Function-Error: Unhandled\r\n",
                "{\"errorMessage\":\"out of stock\",\"errorType\":\"java.lang.IllegalStateException\"}");

        assertThat(response.outcome()).isEqualTo(InvokeOutcome.FUNCTION_ERROR);
        assertThat(response.functionError()).isEqualTo("Unhandled");
        assertThat(response.errorType()).isEqualTo("java.lang.IllegalStateException");
        assertThat(response.errorMessage()).isEqualTo("out of stock");
    }

    @Test
    void aThrottleTellsItsReason() throws Exception {
        InvokeResponse response = answered(
                429,
                "x-amzn-ErrorType: TooManyRequestsException:http://internal\r\n",
                "{\"Type\":\"User\",\"message\":\"Rate Exceeded.\",\"Reason\":\"ConcurrentInvocationLimitExceeded\"}");

        assertThat(response.outcome()).isEqualTo(InvokeOutcome.THROTTLED);
        assertThat(response.errorType()).isEqualTo("TooManyRequestsException");
        assertThat(response.reason()).isEqualTo("ConcurrentInvocationLimitExceeded");
    }

    @Test
    void errorsOfTheServiceAndOfTheCallerAreApart() throws Exception {
        assertThat(answered(500, "", "{}").outcome()).isEqualTo(InvokeOutcome.SERVICE_ERROR);
        assertThat(answered(502, "", "no json").errorType()).isEqualTo("HTTP 502");
        InvokeResponse missing = answered(
                404, "x-amzn-ErrorType: ResourceNotFoundException\r\n", "{\"Message\":\"Function not found\"}");
        assertThat(missing.outcome()).isEqualTo(InvokeOutcome.CLIENT_ERROR);
        assertThat(missing.errorMessage()).isEqualTo("Function not found");
    }

    @Test
    void eventsAndDryRunsHaveNoBody() throws Exception {
        assertThat(answered(202, "", "").outcome()).isEqualTo(InvokeOutcome.SUCCESS);
        InvokeResponse dryRun = once((number, request, out, socket) -> {
            out.write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return true;
        });
        assertThat(dryRun.status()).isEqualTo(204);
    }

    @Test
    void answersMayComeInChunksAndByteByByte() throws Exception {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n";
        InvokeResponse response = once((number, request, out, socket) -> {
            for (byte b : chunked.getBytes(StandardCharsets.US_ASCII)) {
                out.write(b);
                out.flush();
            }
            return true;
        });

        assertThat(new String(response.payload(), StandardCharsets.UTF_8)).isEqualTo("{\"a\":1}");
    }

    @Test
    void sixMegabytesPass() throws Exception {
        String body = "\"" + "x".repeat(6 * 1024 * 1024 - 2) + "\"";

        assertThat(answered(200, "", body).payload()).hasSize(6 * 1024 * 1024);
    }

    @Test
    void anOversizedAnswerIsRefused() throws Exception {
        InvokeResponse response = answered(200, "", "x".repeat(8 * 1024 * 1024));

        assertThat(response.outcome()).isEqualTo(InvokeOutcome.CONNECTION_ERROR);
        assertThat(response.errorType()).isEqualTo("OversizedAnswer");
    }

    @Test
    void aConnectionThatIsClosedAfterTheAnswerIsReplaced() throws Exception {
        try (ScriptedServer server = new ScriptedServer((number, request, out, socket) -> {
                    out.write(ScriptedServer.answer(200, number % 2 == 0 ? "Connection: close\r\n" : "", "{}"));
                    return number % 2 == 1;
                });
                FunctionInvoker invoker = invoker(server.endpoint(), Duration.ofSeconds(20), 1)) {
            for (int i = 0; i < 6; i++) {
                assertThat(invoke(invoker).outcome()).isEqualTo(InvokeOutcome.SUCCESS);
            }
        }
    }

    @Test
    void halfAnAnswerIsAConnectionErrorAndNothingIsSentTwice() throws Exception {
        try (ScriptedServer server = new ScriptedServer((number, request, out, socket) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half"
                            .getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    return false;
                });
                FunctionInvoker invoker = invoker(server.endpoint(), Duration.ofSeconds(20), 10)) {
            InvokeResponse response = invoke(invoker);

            assertThat(response.outcome()).isEqualTo(InvokeOutcome.CONNECTION_ERROR);
            assertThat(response.errorType()).isEqualTo("TruncatedAnswer");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void garbageAndResetsAreConnectionErrors() throws Exception {
        InvokeResponse garbage = once((number, request, out, socket) -> {
            out.write("nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return false;
        });
        InvokeResponse reset = once((number, request, out, socket) -> {
            socket.setSoLinger(true, 0);
            return false;
        });

        assertThat(garbage.outcome()).isEqualTo(InvokeOutcome.CONNECTION_ERROR);
        assertThat(reset.outcome()).isEqualTo(InvokeOutcome.CONNECTION_ERROR);
    }

    @Test
    void noAnswerWithinTheReadTimeoutIsATimeout() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((number, request, out, socket) -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return false;
                });
                FunctionInvoker invoker = invoker(server.endpoint(), Duration.ofMillis(300), 10)) {
            assertThat(invoke(invoker).outcome()).isEqualTo(InvokeOutcome.TIMEOUT);
            assertThat(server.requests()).as("no retry").hasSize(1);
        } finally {
            never.countDown();
        }
    }

    @Test
    void aThousandInvocationsAreInFlightAtOnceWithoutQueueing() throws Exception {
        int count = 1000;
        List<OutputStream> waiting = new ArrayList<>();
        try (ScriptedServer server = new ScriptedServer((number, request, out, socket) -> {
                    answerAllOnce(waiting, out, count);
                    return true;
                });
                FunctionInvoker invoker = invoker(server.endpoint(), Duration.ofSeconds(50), 2000)) {
            CountDownLatch answers = new CountDownLatch(count);
            for (int i = 0; i < count; i++) {
                invoker.invoke(new InvokeRequest(PAYLOAD, false), response -> {
                    if (response.outcome() == InvokeOutcome.SUCCESS) {
                        answers.countDown();
                    }
                });
            }

            assertThat(answers.await(50, TimeUnit.SECONDS)).isTrue();
            assertThat(server.connections()).isEqualTo(count);
        }
    }

    /** Nobody gets an answer before all have asked. */
    private static void answerAllOnce(List<OutputStream> waiting, OutputStream out, int count) throws IOException {
        synchronized (waiting) {
            waiting.add(out);
            if (waiting.size() == count) {
                for (OutputStream one : waiting) {
                    one.write(ScriptedServer.answer(200, "", "{}"));
                    one.flush();
                }
            }
        }
    }

    @Test
    void aServerThatClosesIdleConnectionsCostsNothing() throws Exception {
        List<Socket> used = new ArrayList<>();
        try (ScriptedServer server = new ScriptedServer((number, request, out, socket) -> {
                    synchronized (used) {
                        used.add(socket);
                    }
                    out.write(ScriptedServer.answer(200, "", "{}"));
                    return true;
                });
                FunctionInvoker invoker = invoker(server.endpoint(), Duration.ofSeconds(20), 10)) {
            invoke(invoker);
            synchronized (used) {
                used.get(0).close();
            }
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            InvokeResponse response = invoke(invoker);
            while (response.outcome() != InvokeOutcome.SUCCESS && System.nanoTime() < deadline) {
                response = invoke(invoker);
            }

            assertThat(response.outcome()).isEqualTo(InvokeOutcome.SUCCESS);
        }
    }
}
