package io.github.lambdaperf.core.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.scenario.InvokeSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Every fault on the wire has a name of its own, and the next request on the same invoker works. */
@Timeout(60)
abstract class InvokeFaultsContract {
    private static final byte[] PAYLOAD = "{}".getBytes(StandardCharsets.UTF_8);
    private static final Pattern SIGNED_AT = Pattern.compile("X-Amz-Date: (\\S+)");
    private static final DateTimeFormatter AMZ = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    /** What the server does instead of an answer, and how that is counted. */
    enum Fault {
        RESET("connection_error", "ConnectionReset") {
            @Override
            boolean strike(OutputStream out, Socket socket) throws IOException {
                socket.setSoLinger(true, 0);
                return false;
            }
        },
        CLOSED("connection_error", "ConnectionClosed") {
            @Override
            boolean strike(OutputStream out, Socket socket) {
                return false;
            }
        },
        HALF("connection_error", "TruncatedAnswer") {
            @Override
            boolean strike(OutputStream out, Socket socket) throws IOException {
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                return false;
            }
        },
        HALF_A_HEAD("connection_error", "TruncatedAnswer") {
            @Override
            boolean strike(OutputStream out, Socket socket) throws IOException {
                out.write("HTTP/1.1 200 OK\r\nContent-Le".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                return false;
            }
        },
        NO_HTTP("connection_error", "MalformedAnswer") {
            @Override
            boolean strike(OutputStream out, Socket socket) throws IOException {
                out.write("SSH-2.0-OpenSSH_9.6\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                return true;
            }
        },
        BAD_CHUNK("connection_error", "MalformedAnswer") {
            @Override
            boolean strike(OutputStream out, Socket socket) throws IOException {
                out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}"
                        .getBytes(StandardCharsets.US_ASCII));
                out.flush();
                return true;
            }
        },
        OVERSIZED("connection_error", "OversizedAnswer") {
            @Override
            boolean strike(OutputStream out, Socket socket) throws IOException {
                out.write(ScriptedServer.answer(200, "", "x".repeat(8 * 1024 * 1024)));
                return true;
            }
        },
        SILENCE("timeout", "ReadTimeout") {
            @Override
            boolean strike(OutputStream out, Socket socket) {
                return true;
            }
        },
        STALLED("timeout", "StalledAnswer") {
            @Override
            boolean strike(OutputStream out, Socket socket) throws IOException {
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                return true;
            }
        };

        private final String outcome;
        private final String type;

        Fault(String outcome, String type) {
            this.outcome = outcome;
            this.type = type;
        }

        /** @return false: the connection is closed afterwards */
        abstract boolean strike(OutputStream out, Socket socket) throws IOException;
    }

    /** @param clockOffset of the server, as far as it is known */
    abstract FunctionInvoker open(InvokeTarget target, Duration clockOffset);

    /** Outcome and type that a fault is counted under. */
    String name(Fault fault) {
        return fault.outcome + " " + fault.type;
    }

    FunctionInvoker invoker(URI endpoint, Duration clockOffset) {
        return open(
                new InvokeTarget(
                        endpoint,
                        "eu-west-1",
                        "orders",
                        null,
                        InvokeSpec.Type.REQUEST_RESPONSE,
                        null,
                        null,
                        Duration.ofMillis(1500),
                        1,
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret"))),
                clockOffset);
    }

    static InvokeResponse invoke(FunctionInvoker invoker) throws Exception {
        CompletableFuture<InvokeResponse> response = new CompletableFuture<>();
        invoker.invoke(new InvokeRequest(PAYLOAD, false), response::complete);
        return response.get(30, TimeUnit.SECONDS);
    }

    private InvokeResponse answered(int status, String headers, String body) throws Exception {
        try (ScriptedServer server = new ScriptedServer((number, request, out, socket) -> {
                    out.write(ScriptedServer.answer(status, headers, body));
                    return true;
                });
                FunctionInvoker invoker = invoker(server.endpoint(), Duration.ZERO)) {
            return invoke(invoker);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void hasItsNameAndTheNextRequestWorks(Fault fault) throws Exception {
        try (ScriptedServer server = new ScriptedServer((number, request, out, socket) -> {
                    if (number == 0) {
                        return fault.strike(out, socket);
                    }
                    out.write(ScriptedServer.answer(200, "", "{}"));
                    return true;
                });
                FunctionInvoker invoker = invoker(server.endpoint(), Duration.ZERO)) {
            InvokeResponse first = invoke(invoker);
            InvokeResponse second = invoke(invoker);

            assertThat(first.outcome().label() + " " + first.errorType()).isEqualTo(name(fault));
            assertThat(first.errorMessage()).isNotBlank();
            assertThat(second.outcome()).isEqualTo(InvokeOutcome.SUCCESS);
            assertThat(server.requests()).as("nothing is sent twice").hasSize(2);
        }
    }

    /** Where nothing listens. */
    static URI nobody() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + free.getLocalPort());
        }
    }

    @Test
    void whereNobodyListensTheConnectionIsRefused() throws Exception {
        try (FunctionInvoker invoker = invoker(nobody(), Duration.ZERO)) {
            InvokeResponse response = invoke(invoker);

            assertThat(response.outcome()).isEqualTo(InvokeOutcome.CONNECTION_ERROR);
            assertThat(response.errorType()).isEqualTo("ConnectionRefused");
        }
    }

    /** The top level domain is reserved to have no names (RFC 2606). */
    @Test
    void aHostWithoutAnAddressIsUnknown() throws Exception {
        try (FunctionInvoker invoker = invoker(URI.create("http://lambda.invalid:80"), Duration.ZERO)) {
            InvokeResponse response = invoke(invoker);

            assertThat(response.outcome()).isEqualTo(InvokeOutcome.CONNECTION_ERROR);
            assertThat(response.errorType()).isEqualTo("UnknownHost");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ConcurrentInvocationLimitExceeded",
                "FunctionInvocationRateLimitExceeded",
                "ReservedFunctionConcurrentInvocationLimitExceeded",
                "ReservedFunctionInvocationRateLimitExceeded",
                "CallerRateLimitExceeded",
                "ConcurrentSnapshotCreateLimitExceeded"
            })
    void everyThrottleHasItsReason(String reason) throws Exception {
        InvokeResponse response = answered(
                429,
                "x-amzn-ErrorType: TooManyRequestsException\r\nRetry-After: 1\r\n",
                "{\"Type\":\"User\",\"message\":\"Rate Exceeded.\",\"Reason\":\"" + reason + "\"}");

        assertThat(response.outcome()).isEqualTo(InvokeOutcome.THROTTLED);
        assertThat(response.errorType()).isEqualTo("TooManyRequestsException");
        assertThat(response.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "500, ServiceException, service_error",
        "502, EC2ThrottledException, service_error",
        "502, EC2UnexpectedException, service_error",
        "502, EC2AccessDeniedException, service_error",
        "502, ENILimitReachedException, service_error",
        "502, SubnetIPAddressLimitReachedException, service_error",
        "502, InvalidRuntimeException, service_error",
        "502, InvalidZipFileException, service_error",
        "502, KMSDisabledException, service_error",
        "502, ResourceNotReadyException, service_error",
        "410, EFSIOException, client_error",
        "409, ResourceConflictException, client_error",
        "409, SnapStartNotReadyException, client_error",
        "408, SnapStartTimeoutException, client_error",
        "403, AccessDeniedException, client_error",
        "403, ExpiredTokenException, client_error",
        "413, RequestTooLargeException, client_error",
        "415, UnsupportedMediaTypeException, client_error"
    })
    void everyErrorOfAwsHasItsName(int status, String type, String outcome) throws Exception {
        InvokeResponse response =
                answered(status, "x-amzn-ErrorType: " + type + "\r\n", "{\"Type\":\"User\",\"Message\":\"so it is\"}");

        assertThat(response.outcome().label()).isEqualTo(outcome);
        assertThat(response.errorType()).isEqualTo(type);
        assertThat(response.errorMessage()).isEqualTo("so it is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "7", "{\"message\":{}}", "<html>Bad Gateway</html>"})
    void anErrorWhoseBodyIsNoneKeepsItsStatus(String body) throws Exception {
        InvokeResponse response = answered(502, "", body);

        assertThat(response.outcome()).isEqualTo(InvokeOutcome.SERVICE_ERROR);
        assertThat(response.errorType()).isEqualTo("HTTP 502");
    }

    /** A server whose clock is an hour ahead, and which refuses as Lambda does. */
    static ScriptedServer ahead() throws IOException {
        return new ScriptedServer((number, request, out, socket) -> {
            ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC).plusHours(1);
            Matcher date = SIGNED_AT.matcher(request);
            boolean fresh = date.find()
                    && Duration.between(LocalDateTime.parse(date.group(1), AMZ).atZone(ZoneOffset.UTC), now)
                                    .abs()
                                    .toMinutes()
                            < 5;
            String header = "Date: " + now.format(DateTimeFormatter.RFC_1123_DATE_TIME) + "\r\n";
            out.write(
                    fresh
                            ? ScriptedServer.answer(200, header, "{}")
                            : ScriptedServer.answer(
                                    403,
                                    header + "x-amzn-ErrorType: InvalidSignatureException\r\n",
                                    "{\"message\":\"Signature expired\"}"));
            return true;
        });
    }

    @Test
    void aWrongClockIsCountedOnceAndLearned() throws Exception {
        try (ScriptedServer server = ahead();
                FunctionInvoker invoker = invoker(server.endpoint(), Duration.ZERO)) {
            assertThat(invoke(invoker).errorType()).isEqualTo("InvalidSignatureException");
            assertThat(invoke(invoker).outcome()).isEqualTo(InvokeOutcome.SUCCESS);
        }
    }

    @Test
    void aClockThatIsKnownToBeWrongCostsNothing() throws Exception {
        try (ScriptedServer server = ahead();
                FunctionInvoker invoker = invoker(server.endpoint(), Duration.ofHours(1))) {
            assertThat(invoke(invoker).outcome()).isEqualTo(InvokeOutcome.SUCCESS);
        }
    }

    @Test
    void anInvokerCanBeClosedTwiceAndInTheMiddle() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((number, request, out, socket) -> {
                    arrived.countDown();
                    return true;
                });
                FunctionInvoker invoker = invoker(server.endpoint(), Duration.ZERO)) {
            invoker.invoke(new InvokeRequest(PAYLOAD, false), response -> {});
            assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
            end(invoker);
            end(invoker);
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("lambda-perf-invoke")) {
                // its end is announced a moment before it
                thread.join(30_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    private static void end(FunctionInvoker invoker) {
        invoker.close();
    }
}
