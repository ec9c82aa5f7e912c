package io.github.lambdaperf.local.runtime;

import com.amazonaws.services.lambda.runtime.api.client.logging.LambdaContextLogger;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.DtoSerializers;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaError;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaRuntimeApiClient;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Lambda's Runtime API, version 2018-06-01, over one kept-alive connection. Reads the answers of the local target only:
 * each has a {@code Content-Length}.
 */
final class SocketRuntimeApiClient implements LambdaRuntimeApiClient, Closeable {

    private record Answer(int status, Map<String, String> headers, byte[] body) {
        String header(String name) {
            return headers.get(name);
        }
    }

    private final String host;
    private final String prefix;
    private final Socket socket;
    private final InputStream in;

    /**
     * Connects.
     *
     * @param api host, port and the path in front of the API, such as {@code 127.0.0.1:9001/abc}
     */
    SocketRuntimeApiClient(String api) throws IOException {
        int slash = api.indexOf('/');
        host = slash < 0 ? api : api.substring(0, slash);
        prefix = slash < 0 ? "" : api.substring(slash);
        int colon = host.lastIndexOf(':');
        socket = new Socket(
                InetAddress.getByName(host.substring(0, colon)), Integer.parseInt(host.substring(colon + 1)));
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    }

    /** Over a connection that is there. */
    SocketRuntimeApiClient(Socket connected) throws IOException {
        host = "127.0.0.1";
        prefix = "";
        socket = connected;
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    }

    @Override
    public InvocationRequest nextInvocation() throws IOException {
        Answer next = call("GET", "/runtime/invocation/next", Map.of(), new byte[0]);
        if (next.status() != 200) {
            throw new IOException("the Runtime API answered next with " + next.status());
        }
        InvocationRequest request = new InvocationRequest();
        request.setId(next.header("lambda-runtime-aws-request-id"));
        request.setXrayTraceId(next.header("lambda-runtime-trace-id"));
        request.setInvokedFunctionArn(next.header("lambda-runtime-invoked-function-arn"));
        request.setDeadlineTimeInMs(number(next.header("lambda-runtime-deadline-ms")));
        request.setClientContext(next.header("lambda-runtime-client-context"));
        request.setCognitoIdentity(next.header("lambda-runtime-cognito-identity"));
        request.setContent(next.body());
        return request;
    }

    @Override
    public InvocationRequest nextInvocationWithExponentialBackoff(LambdaContextLogger logger) throws IOException {
        return nextInvocation();
    }

    @Override
    public void reportInvocationSuccess(String requestId, byte[] response) throws IOException {
        accepted(call("POST", "/runtime/invocation/" + requestId + "/response", Map.of(), response));
    }

    @Override
    public void reportInvocationError(String requestId, LambdaError error) throws IOException {
        report("/runtime/invocation/" + requestId + "/error", error);
    }

    @Override
    public void reportInitError(LambdaError error) throws IOException {
        report("/runtime/init/error", error);
    }

    @Override
    public void restoreNext() {
        throw new UnsupportedOperationException("the local target makes no snapshots");
    }

    @Override
    public void reportRestoreError(LambdaError error) {
        throw new UnsupportedOperationException("the local target makes no snapshots");
    }

    private void report(String path, LambdaError error) throws IOException {
        Map<String, String> headers = Map.of("Lambda-Runtime-Function-Error-Type", error.errorType.getRapidError());
        accepted(call("POST", path, headers, DtoSerializers.serialize(error.errorRequest)));
    }

    private static void accepted(Answer answer) throws IOException {
        if (answer.status() != 202) {
            throw new IOException("the Runtime API answered " + answer.status() + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
    }

    private synchronized Answer call(String method, String path, Map<String, String> headers, byte[] body)
            throws IOException {
        StringBuilder head = new StringBuilder(256)
                .append(method)
                .append(' ')
                .append(prefix)
                .append("/2018-06-01")
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\nContent-Type: application/json\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream message = new ByteArrayOutputStream(start.length + body.length);
        message.write(start);
        message.write(body);
        message.writeTo(socket.getOutputStream());
        return read();
    }

    private static long number(String text) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("'" + text + "' stands where the Runtime API has a number", e);
        }
    }

    private Answer read() throws IOException {
        String status = line();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException("'" + line + "' is no header of the Runtime API");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        int length = (int) number(headers.getOrDefault("content-length", "0"));
        if (length < 0) {
            throw new IOException("an answer of the Runtime API has no length of " + length);
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the local target closed the connection");
        }
        String[] parts = status.split(" ", 3);
        return new Answer((int) number(parts.length < 2 ? status : parts[1]), headers, body);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the local target closed the connection");
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        // Netty writes header values as their UTF-16 code units' low bytes; ours are ASCII.
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
