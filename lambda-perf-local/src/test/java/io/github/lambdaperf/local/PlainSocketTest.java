package io.github.lambdaperf.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no AWS client would send. */
class PlainSocketTest {

    private static final String INVOKE = "POST /2015-03-31/functions/sample/invocations HTTP/1.1\r\n";
    private static final String HOST = "Host: 127.0.0.1\r\nConnection: close\r\n";

    private static TargetUnderTest target;

    @BeforeAll
    static void start() {
        target = TargetUnderTest.start(f -> f);
    }

    @AfterAll
    static void close() {
        target.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET /2015-03-31/functions/%zz HTTP/1.1\r\n" + HOST + "\r\n",
                INVOKE + HOST + "Content-Length: many\r\n\r\n",
                INVOKE + HOST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
                INVOKE + HOST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                INVOKE + HOST + "Content-Encoding: gzip\r\nContent-Length: 15\r\n\r\nnot gzip at all"
            })
    void malformedRequestsAreBadOnes(String request) throws IOException {
        assertThat(answer(request.getBytes(StandardCharsets.US_ASCII))).startsWith("HTTP/1.1 400 ");
        assertThat(answer(ascii("GET /2015-03-31/functions HTTP/1.1\r\n" + HOST + "\r\n")))
                .as("the next connection")
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: evil.example\r\n", "Host: 10.0.0.1:80\r\n", "Host: localhost.evil.example\r\n"})
    void onlyLoopbackNamesAreServed(String host) throws IOException {
        String answer = answer(ascii("GET /2015-03-31/functions HTTP/1.1\r\nConnection: close\r\n" + host + "\r\n"));

        assertThat(answer).startsWith("HTTP/1.1 403 ").contains("Host must be a loopback name");
    }

    @ParameterizedTest
    @CsvSource({"RequestResponse,6291457", "Event,1048577"})
    void bodiesAboveLambdasLimitsAreTooLarge(String type, int bytes) throws IOException {
        String head = INVOKE + HOST + "X-Amz-Invocation-Type: " + type + "\r\nContent-Length: " + bytes + "\r\n\r\n";
        String answer = answer(ascii(head + "\"" + "x".repeat(bytes - 2) + "\""));

        assertThat(answer)
                .startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("x-amzn-ErrorType: RequestTooLargeException")
                .contains("smaller than " + (bytes - 1) + " bytes");
    }

    @Test
    void bodiesThatNobodyWouldReadAreRefusedByTheirLength() throws IOException {
        assertThat(answer(ascii(INVOKE + HOST + "Content-Length: 9999999999\r\n\r\n")))
                .startsWith("HTTP/1.1 413 ");
        assertThat(answer(ascii(INVOKE + HOST + "Content-Length: 7000000\r\nExpect: 100-continue\r\n\r\n")))
                .startsWith("HTTP/1.1 413 ");
    }

    @ParameterizedTest
    @CsvSource({
        "/2015-03-31/functions/sample/invocations, smaller than 6291456 bytes",
        "/, bodies of 8388608 bytes at most",
        "/_aws/rest/sample/live/orders, Request Too Long",
        "/_aws/url/sample/orders, Request Entity Too Large",
        "/.environment/abc/2018-06-01/runtime/invocation/1/response, bodies of 6291556 bytes at most"
    })
    void bodiesOfUnknownLengthAreCountedAndThrownAway(String path, String message) throws IOException {
        String chunk = "100000\r\n" + "x".repeat(0x100000) + "\r\n";
        String head = "POST " + path + " HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n";

        assertThat(answer(ascii(head + chunk.repeat(11) + "0\r\n\r\n")))
                .startsWith("HTTP/1.1 413 ")
                .contains(message);
    }

    @Test
    void anEndlessBodyIsCutOff() throws IOException {
        byte[] chunk = ascii("400000\r\n" + "x".repeat(0x400000) + "\r\n");
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(ascii(INVOKE + HOST + "Transfer-Encoding: chunked\r\n\r\n"));
            for (int i = 0; i < 17; i++) {
                out.write(chunk);
            }
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aSmallBodyThatInflatesIsTooLarge() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write(new byte[10_000_000]);
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(ascii(INVOKE + HOST + "Content-Encoding: gzip\r\nContent-Length: " + body.size() + "\r\n\r\n"));
        body.writeTo(request);

        assertThat(request.size()).isLessThan(20_000);
        assertThat(answer(request.toByteArray())).startsWith("HTTP/1.1 413 ").contains("RequestTooLargeException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 13\r\n", "Transfer-Encoding: chunked\r\n"})
    void aClientThatAsksMaySendItsBody(String length) throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(ascii(INVOKE + HOST + length + "Expect: 100-continue\r\n\r\n"));
            String told = "HTTP/1.1 100 Continue\r\n\r\n";
            assertThat(new String(socket.getInputStream().readNBytes(told.length()), StandardCharsets.US_ASCII))
                    .isEqualTo(told);
            out.write(ascii(length.startsWith("C") ? "[1,2,3,4,5,6]" : "5\r\n[1,2,\r\n8\r\n3,4,5,6]\r\n0\r\n\r\n"));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void theConnectionServesOnAfterATooLargeBody() throws IOException {
        String large = INVOKE + "Host: localhost\r\nContent-Length: 7000000\r\n\r\n" + "x".repeat(7_000_000);
        String next = "GET /2015-03-31/functions HTTP/1.1\r\n" + HOST + "\r\n";

        String counted = INVOKE + "Host: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + ("100000\r\n" + "x".repeat(0x100000) + "\r\n").repeat(7) + "0\r\n\r\n";

        assertThat(answer(ascii(large + next))).startsWith("HTTP/1.1 413 ").contains("HTTP/1.1 200 ");
        assertThat(answer(ascii(counted + next))).startsWith("HTTP/1.1 413 ").contains("HTTP/1.1 200 ");
    }

    @Test
    void headsHaveLimits() throws IOException {
        String get = "GET /2015-03-31/functions HTTP/1.1\r\n" + HOST;

        assertThat(answer(ascii("GET /" + "x".repeat(9000) + " HTTP/1.1\r\n" + HOST + "\r\n")))
                .startsWith("HTTP/1.1 414 ");
        assertThat(answer(ascii(get + "X-Large: " + "x".repeat(17_000) + "\r\n\r\n")))
                .startsWith("HTTP/1.1 431 ");
        assertThat(answer(ascii(get + "X-Some: x\r\n".repeat(3000) + "\r\n"))).startsWith("HTTP/1.1 431 ");
        assertThat(answer(ascii(get + "X-Amz-Security-Token: " + "x".repeat(12_000) + "\r\n\r\n")))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.environment/abc/2018-06-01/runtime/invocation/next",
                "/_aws/url/sample/",
                "/_perf/handled",
                "http://127.0.0.1/2015-03-31/functions"
            })
    void otherNamesAreRefusedOnEveryPath(String path) throws IOException {
        assertThat(answer(ascii("GET " + path + " HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n")))
                .startsWith("HTTP/1.1 403 ");
    }

    @Test
    void aSecondHostIsNotOverlooked() throws IOException {
        assertThat(answer(ascii("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n")))
                .startsWith("HTTP/1.1 400 ");
    }

    /** A target on all addresses would answer on each of 127.0.0.0/8. */
    @Test
    void onlyOneAddressIsBound() {
        assertThatThrownBy(
                        () -> new Socket("127.0.0.2", target.target.endpoint().getPort()).close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void whoComesWhileItStartsWaits(@TempDir Path cache) throws Exception {
        int port = freePort();
        // takes seconds, as the archive of the runtime's classes is made
        LocalTarget starting = LocalTarget.builder()
                .port(port)
                .cacheDirectory(cache)
                .function(TargetUnderTest.sample().build())
                .build();
        CompletableFuture<LocalTarget> started = CompletableFuture.supplyAsync(starting::start);
        try {
            Waiting.until(() -> connects(port));
            assertThat(started).isNotDone();

            assertThat(answer(port, ascii(INVOKE + HOST + "Content-Length: 2\r\n\r\n{}")))
                    .startsWith("HTTP/1.1 200 ");
        } finally {
            started.join().close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean connects(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** All that comes until the target closes the connection. */
    private static String answer(byte[] request) throws IOException {
        return answer(target.target.endpoint().getPort(), request);
    }

    private static String answer(int port, byte[] request) throws IOException {
        try (Socket socket = connect(port)) {
            socket.getOutputStream().write(request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Socket connect() throws IOException {
        return connect(target.target.endpoint().getPort());
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(60_000);
        return socket;
    }
}
