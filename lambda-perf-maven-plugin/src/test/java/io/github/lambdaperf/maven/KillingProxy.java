package io.github.lambdaperf.maven;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Stands before a local target and kills the caller's process at one of its requests, before or after it is done. */
final class KillingProxy implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI target;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Process victim;
    private volatile int killAt;
    private volatile boolean done;

    KillingProxy(URI target) {
        this.target = target;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::forward);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Forgets what was asked, and spares everybody until {@link #kill}. */
    void reset() {
        requests.clear();
        killAt = 0;
        victim = null;
    }

    /** @param request number, from 1 @param afterwards false: it never arrives */
    void kill(int request, boolean afterwards) {
        killAt = request;
        done = afterwards;
    }

    void victim(Process process) {
        victim = process;
    }

    /** Method and path of what came, in order. */
    List<String> requests() {
        return requests;
    }

    /** Whether the request of that number changes the function. */
    static boolean changes(List<String> requests, int number) {
        return number > 0 && requests.get(number - 1).matches("(PUT|DELETE|POST) .*(?<!/invocations)");
    }

    private void forward(HttpExchange exchange) throws IOException {
        int number;
        synchronized (requests) {
            requests.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            number = requests.size();
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean fatal = killAt > 0 && number >= killAt;
        if (fatal && (!done || number > killAt)) {
            end();
            return;
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (name.toLowerCase(Locale.ROOT).matches("x-amz.*|content-type|authorization")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (fatal) {
                end();
                return;
            }
            answer.headers().map().forEach((name, values) -> {
                if (!name.matches("content-length|connection|transfer-encoding|:status")) {
                    values.forEach(value -> exchange.getResponseHeaders().add(name, value));
                }
            });
            int length = answer.body().length;
            exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
            if (length > 0) {
                exchange.getResponseBody().write(answer.body());
            }
            exchange.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As kill -9 does. */
    private void end() {
        Process process = victim;
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
