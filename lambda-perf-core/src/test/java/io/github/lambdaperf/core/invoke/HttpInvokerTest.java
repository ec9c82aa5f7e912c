package io.github.lambdaperf.core.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.payload.IterationContext;
import io.github.lambdaperf.core.scenario.HttpSpec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

@Timeout(60)
class HttpInvokerTest {
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    private static final IterationContext ITERATION = new IterationContext("api", "run-1", 3, 4, 1_700_000_000_000L);

    private static HttpSpec spec(HttpSpec.Auth auth, Duration timeout) {
        return new HttpSpec(
                null,
                HttpSpec.Api.HTTP,
                null,
                null,
                "POST",
                "/orders/${vu}/a b",
                Map.of("page", "${iteration + 1}"),
                List.of(
                        new HttpSpec.Header("X-Api-Key", null, "API_KEY"),
                        new HttpSpec.Header("X-Trace", "${runId}-${vu}", null),
                        new HttpSpec.Header("X-Other", "none", "NOT_SET")),
                auth,
                timeout);
    }

    private static HttpTarget target(URI base, HttpSpec spec, SslContext tls) {
        return new HttpTarget(
                base,
                spec,
                "eu-west-1",
                1,
                10,
                Map.of("API_KEY", "k-123")::get,
                StaticCredentialsProvider.create(AwsSessionCredentials.create("AKID", "secret", "token")),
                tls);
    }

    private static InvokeResponse send(HttpInvoker invoker) throws Exception {
        CompletableFuture<InvokeResponse> response = new CompletableFuture<>();
        invoker.invoke(new InvokeRequest(BODY, false, ITERATION), response::complete);
        return response.get(30, TimeUnit.SECONDS);
    }

    private static InvokeResponse once(Duration timeout, ScriptedServer.Script script) throws Exception {
        try (ScriptedServer server = new ScriptedServer(script);
                HttpInvoker invoker =
                        new HttpInvoker(target(server.endpoint(), spec(HttpSpec.Auth.NONE, timeout), null))) {
            return send(invoker);
        }
    }

    private static InvokeResponse answered(int status, String headers, String body) throws Exception {
        return once(Duration.ofSeconds(20), (number, request, out, socket) -> {
            out.write(ScriptedServer.answer(status, headers, body));
            return true;
        });
    }

    @Test
    void rendersTheRequestAndReadsTheAnswer() throws Exception {
        try (ScriptedServer server = new ScriptedServer((number, request, out, socket) -> {
                    out.write(ScriptedServer.answer(
                            201, "apigw-requestid: q-1\r\nX-A: 1\r\nx-a: 2\r\n", "{\"ok\":true}"));
                    return true;
                });
                HttpInvoker invoker = new HttpInvoker(target(
                        server.endpoint().resolve("/prod/"), spec(HttpSpec.Auth.NONE, Duration.ofSeconds(20)), null))) {
            InvokeResponse first = send(invoker);
            InvokeResponse second = send(invoker);

            assertThat(server.requests().get(0))
                    .startsWith("POST /prod/orders/3/a%20b?page=5 HTTP/1.1\r\n")
                    .containsIgnoringCase("content-type: application/json\r\n")
                    .contains("X-Api-Key: k-123\r\n")
                    .contains("X-Trace: run-1-3\r\n")
                    .contains("X-Other: none\r\n")
                    .doesNotContain("Authorization")
                    .endsWith("{\"a\":1}");
            assertThat(first.outcome()).isEqualTo(InvokeOutcome.SUCCESS);
            assertThat(first.status()).isEqualTo(201);
            assertThat(first.headers()).containsEntry("x-a", "1, 2");
            assertThat(first.timings().connecting()).isPositive();
            assertThat(first.timings().tlsHandshaking()).isZero();
            assertThat(second.timings().connecting()).isZero();
            assertThat(second.timings().duration()).isPositive();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void statusesOf400AndMoreAreFailures() throws Exception {
        InvokeResponse forbidden =
                answered(403, "x-amzn-ErrorType: ForbiddenException\r\n", "{\"message\":\"Forbidden\"}");
        assertThat(forbidden.outcome()).isEqualTo(InvokeOutcome.CLIENT_ERROR);
        assertThat(forbidden.errorType()).isEqualTo("ForbiddenException");
        assertThat(forbidden.errorMessage()).isEqualTo("Forbidden");
        assertThat(answered(429, "", "{\"message\":\"Too Many Requests\"}").outcome())
                .isEqualTo(InvokeOutcome.THROTTLED);
        InvokeResponse broken = answered(502, "", "{\"message\":\"Internal server error\"}");
        assertThat(broken.outcome()).isEqualTo(InvokeOutcome.SERVICE_ERROR);
        assertThat(broken.errorType()).isEqualTo("HTTP 502");
        assertThat(answered(302, "Location: /x\r\n", "").outcome()).isEqualTo(InvokeOutcome.SUCCESS);
    }

    @Test
    void answersInChunksAndConnectionsThatCloseAreFine() throws Exception {
        try (ScriptedServer server = new ScriptedServer((number, request, out, socket) -> {
                    if (number % 2 == 0) {
                        out.write(ScriptedServer.answer(200, "Connection: close\r\n", "{}"));
                        return false;
                    }
                    out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                    return true;
                });
                HttpInvoker invoker = new HttpInvoker(
                        target(server.endpoint(), spec(HttpSpec.Auth.NONE, Duration.ofSeconds(20)), null))) {
            for (int i = 0; i < 6; i++) {
                InvokeResponse response = send(invoker);
                assertThat(response.outcome()).isEqualTo(InvokeOutcome.SUCCESS);
                assertThat(response.payload()).isEqualTo("{}".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    @Test
    void resetsAreConnectionErrorsAndSilenceIsATimeout() throws Exception {
        InvokeResponse reset = once(Duration.ofSeconds(20), (number, request, out, socket) -> {
            socket.setSoLinger(true, 0);
            return false;
        });
        CountDownLatch never = new CountDownLatch(1);
        InvokeResponse slow = once(Duration.ofMillis(200), (number, request, out, socket) -> {
            try {
                never.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        });
        never.countDown();

        assertThat(reset.outcome()).isEqualTo(InvokeOutcome.CONNECTION_ERROR);
        assertThat(reset.status()).isZero();
        assertThat(slow.outcome()).isEqualTo(InvokeOutcome.TIMEOUT);
    }

    @Test
    void aVariableThatIsNotSetIsToldBeforeAnythingIsSent() {
        HttpTarget target = new HttpTarget(
                URI.create("http://127.0.0.1:1"),
                spec(HttpSpec.Auth.NONE, Duration.ofSeconds(1)),
                null,
                1,
                1,
                name -> null,
                null,
                null);

        assertThatThrownBy(() -> new HttpInvoker(target))
                .isInstanceOf(PerfException.class)
                .hasMessageContaining("the environment variable API_KEY is not set")
                .hasMessageContaining("'X-Api-Key'");
    }

    @Test
    void signsWhereAsked() throws Exception {
        try (ScriptedServer server = new ScriptedServer((number, request, out, socket) -> {
                    out.write(ScriptedServer.answer(200, "", "{}"));
                    return true;
                });
                HttpInvoker invoker = new HttpInvoker(
                        target(server.endpoint(), spec(HttpSpec.Auth.IAM, Duration.ofSeconds(20)), null))) {
            send(invoker);

            assertThat(server.requests().get(0))
                    .contains("Authorization: AWS4-HMAC-SHA256 Credential=AKID/")
                    .contains("/eu-west-1/execute-api/aws4_request")
                    .contains("X-Amz-Security-Token: token\r\n")
                    .doesNotContain("secret");
        }
    }

    @Test
    void theHandshakeIsNotPartOfTheRequest(@TempDir Path directory) throws Exception {
        Path store = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("test", keys.getCertificate("test"));
        trust.init(trusted);

        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        URI base = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
        HttpSpec spec = spec(HttpSpec.Auth.NONE, Duration.ofSeconds(20));
        SslContext tls = SslContextBuilder.forClient().trustManager(trust).build();
        try (HttpInvoker knows = new HttpInvoker(target(base, spec, tls));
                HttpInvoker strange = new HttpInvoker(target(base, spec, null));
                HttpInvoker elsewhere =
                        new HttpInvoker(target(URI.create("https://localhost:" + base.getPort()), spec, tls))) {
            InvokeResponse first = send(knows);
            InvokeResponse second = send(knows);
            InvokeResponse refused = send(strange);
            InvokeResponse ofAnotherName = send(elsewhere);

            assertThat(first.status()).isEqualTo(200);
            assertThat(first.timings().tlsHandshaking()).isPositive();
            assertThat(second.timings().tlsHandshaking()).isZero();
            assertThat(refused.outcome()).isEqualTo(InvokeOutcome.CONNECTION_ERROR);
            assertThat(refused.errorType()).isEqualTo("TlsFailure");
            assertThat(ofAnotherName.errorType()).isEqualTo("TlsFailure");
            assertThat(knows.client()).startsWith("netty with ");
        } finally {
            server.stop(0);
        }
    }
}
