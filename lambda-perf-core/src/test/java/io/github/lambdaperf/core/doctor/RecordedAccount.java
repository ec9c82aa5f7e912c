package io.github.lambdaperf.core.doctor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.AwsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An account on a free port: answers by operation as the test gives them, and a list of what was asked. */
final class RecordedAccount implements AutoCloseable {
    private record Answer(int status, String body, String error) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AwsSession session;

    RecordedAccount() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
        session = new AwsSession(new AwsSettings(
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                Optional.of("eu-west-1"),
                Optional.empty()));
    }

    AwsSession session() {
        return session;
    }

    /** @param operation such as {@code GET /2016-08-19/account-settings}, or a target such as {@code Logs.StartQuery} */
    RecordedAccount on(String operation, String body) {
        answers.put(operation, new Answer(200, body, null));
        return this;
    }

    RecordedAccount refuse(String operation) {
        answers.put(
                operation,
                new Answer(
                        403,
                        "{\"__type\":\"AccessDeniedException\",\"message\":\"User is not authorized\"}",
                        "AccessDeniedException"));
        return this;
    }

    /** Operations in the order in which they came. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    private static String operation(HttpExchange exchange) {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String path = exchange.getRequestURI().getPath();
        if (target != null) {
            return target.replace("Logs_20140328", "Logs");
        } else if (path.contains("/operation/")) {
            return path.substring(path.indexOf("/service/") + 1);
        }
        String type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
        return exchange.getRequestMethod() + " " + path + (type == null ? "" : " " + type);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String operation = operation(exchange);
        exchange.getRequestBody().readAllBytes();
        calls.add(operation);
        Answer answer = answers.getOrDefault(
                operation,
                new Answer(
                        404,
                        "{\"__type\":\"ResourceNotFoundException\",\"message\":\"there is none\"}",
                        "ResourceNotFoundException"));
        if (answer.error() != null) {
            exchange.getResponseHeaders().add("x-amzn-ErrorType", answer.error());
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        session.close();
        server.stop(0);
    }
}
