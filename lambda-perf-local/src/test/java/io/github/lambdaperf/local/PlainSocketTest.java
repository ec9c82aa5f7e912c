package io.github.lambdaperf.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** All that comes until the target closes the connection. */
    private static String answer(byte[] request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", target.target.endpoint().getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
