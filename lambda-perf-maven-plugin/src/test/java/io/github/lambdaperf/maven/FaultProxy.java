package io.github.lambdaperf.maven;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before a local target on plain sockets and does with the calls of some operations what networks and AWS do; all
 * others pass.
 */
final class FaultProxy implements AutoCloseable {

    /** What happens in the place of an answer. */
    interface Fault {
        /** @return false: the connection is closed afterwards */
        boolean strike(OutputStream out, Socket socket) throws IOException;
    }

    private static final Pattern OPERATION = Pattern.compile(
            "(?i)^X-Amz-Target: \\S*?\\.?([A-Za-z]+)\\r?$|^POST \\S*/operation/(\\w+) ", Pattern.MULTILINE);
    private static final Pattern ACTION = Pattern.compile("^(?:.*&)?Action=([A-Za-z]+)");
    private static final Pattern PASSED = Pattern.compile("x-amz.*|content-type|authorization|smithy-protocol|accept");
    /** Method and end of the path of REST operations. */
    private static final Map<String, String> REST = Map.ofEntries(
            Map.entry("POST .*/invocations", "Invoke"),
            Map.entry("GET .*/functions/[^/]+/configuration", "GetFunctionConfiguration"),
            Map.entry("PUT .*/functions/[^/]+/configuration", "UpdateFunctionConfiguration"),
            Map.entry("DELETE .*/functions/[^/]+", "DeleteFunction"),
            Map.entry("GET .*/tags/.*", "ListTags"),
            Map.entry("GET .*/functions/[^/]+/concurrency", "GetFunctionConcurrency"),
            Map.entry("GET .*/event-invoke-config", "GetFunctionEventInvokeConfig"),
            Map.entry("GET .*/event-source-mappings/?", "ListEventSourceMappings"),
            Map.entry("GET .*/account-settings/?", "GetAccountSettings"),
            Map.entry("GET .*/provisioned-concurrency", "GetProvisionedConcurrencyConfig"),
            Map.entry("PUT .*/provisioned-concurrency", "PutProvisionedConcurrencyConfig"),
            Map.entry("DELETE .*/provisioned-concurrency", "DeleteProvisionedConcurrencyConfig"),
            Map.entry("POST .*/versions", "PublishVersion"),
            Map.entry("GET .*/versions", "ListVersionsByFunction"),
            Map.entry("POST .*/aliases", "CreateAlias"),
            Map.entry("GET .*/aliases/[^/]+", "GetAlias"),
            Map.entry("PUT .*/aliases/[^/]+", "UpdateAlias"),
            Map.entry("DELETE .*/aliases/[^/]+", "DeleteAlias"),
            Map.entry("POST /Traces", "BatchGetTraces"));

    private final URI target;
    private final ServerSocket server;
    private final Thread acceptor;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> operations = new CopyOnWriteArrayList<>();
    private final Map<String, IntFunction<Fault>> faults = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> numbers = new ConcurrentHashMap<>();
    private volatile Duration clock = Duration.ZERO;

    FaultProxy(URI target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        this.acceptor = start(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Every call of an operation. */
    FaultProxy on(String operation, Fault fault) {
        return on(operation, number -> fault);
    }

    /** By the number of the call of that operation, from 0; null: it passes. */
    FaultProxy on(String operation, IntFunction<Fault> byNumber) {
        faults.put(operation, byNumber);
        return this;
    }

    /** The server's clock, and that it refuses what is signed five minutes and more beside it. */
    void clockAhead(Duration by) {
        clock = by;
    }

    /** From now on everything passes. */
    void mend() {
        faults.clear();
        numbers.clear();
        clock = Duration.ZERO;
    }

    /** Names of the calls, in order. */
    List<String> operations() {
        return operations;
    }

    static Fault reset() {
        return (out, socket) -> {
            socket.setSoLinger(true, 0);
            return false;
        };
    }

    static Fault silence() {
        return (out, socket) -> true;
    }

    static Fault raw(String bytes, boolean staysOpen) {
        return (out, socket) -> {
            out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return staysOpen;
        };
    }

    /** An error in the manner of Lambda. */
    static Fault lambda(int status, String type, String body) {
        return raw(head(status, "x-amzn-ErrorType: " + type + "\r\n", "application/json", body), true);
    }

    /** A throttle. */
    static Fault throttle(String reason) {
        return lambda(
                429,
                "TooManyRequestsException",
                "{\"Type\":\"User\",\"message\":\"Rate Exceeded.\",\"Reason\":\"" + reason + "\"}");
    }

    /** An error in the manner of the JSON and query protocols. */
    static Fault json(int status, String type, String message) {
        return ok(
                status, "application/x-amz-json-1.1", "{\"__type\":\"" + type + "\",\"message\":\"" + message + "\"}");
    }

    /** Any answer. */
    static Fault ok(int status, String contentType, String body) {
        return raw(head(status, "", contentType, body), true);
    }

    private static String head(int status, String headers, String type, String body) {
        return "HTTP/1.1 " + status + " x\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length()
                + "\r\nx-amzn-RequestId: r-1\r\n" + headers + "\r\n" + body;
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String head = head(in);
            while (head != null && answer(head, in.readNBytes(length(head)), socket)) {
                head = head(in);
            }
        } catch (IOException e) {
            // the client went away
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answer(String head, byte[] body, Socket socket) throws IOException, InterruptedException {
        String operation = operation(head, body);
        operations.add(operation);
        OutputStream out = socket.getOutputStream();
        if (!clock.isZero()
                && !isSignedAt(head, ZonedDateTime.now(ZoneOffset.UTC).plus(clock))) {
            return raw(
                            head(
                                    403,
                                    date() + "x-amzn-ErrorType: InvalidSignatureException\r\n",
                                    "application/json",
                                    "{\"message\":\"Signature expired\"}"),
                            true)
                    .strike(out, socket);
        }
        int number =
                numbers.computeIfAbsent(operation, key -> new AtomicInteger()).getAndIncrement();
        Fault fault = faults.getOrDefault(operation, any -> null).apply(number);
        if (fault != null) {
            return fault.strike(out, socket);
        }
        forward(head, body, out);
        return true;
    }

    private static String operation(String head, byte[] body) {
        Matcher named = OPERATION.matcher(head);
        if (named.find()) {
            return named.group(1) == null ? named.group(2) : named.group(1);
        }
        Matcher query = ACTION.matcher(new String(body, StandardCharsets.ISO_8859_1));
        if (query.find()) {
            return query.group(1);
        }
        String[] line = head.split("[ ?]", 3);
        return REST.entrySet().stream()
                .filter(route -> (line[0] + " " + line[1]).matches(route.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(line[0] + " " + line[1]);
    }

    private static boolean isSignedAt(String head, ZonedDateTime now) {
        Matcher date = Pattern.compile("(?i)X-Amz-Date: (\\d{8})T(\\d{6})Z").matcher(head);
        return date.find()
                && Duration.between(
                                        ZonedDateTime.parse(
                                                date.group(1) + date.group(2),
                                                DateTimeFormatter.ofPattern("yyyyMMddHHmmss")
                                                        .withZone(ZoneOffset.UTC)),
                                        now)
                                .abs()
                                .toMinutes()
                        < 5;
    }

    private String date() {
        return "Date: " + ZonedDateTime.now(ZoneOffset.UTC).plus(clock).format(DateTimeFormatter.RFC_1123_DATE_TIME)
                + "\r\n";
    }

    private void forward(String head, byte[] body, OutputStream out) throws IOException, InterruptedException {
        String[] line = head.split(" ", 3);
        HttpRequest.Builder request = HttpRequest.newBuilder(target.resolve(line[1]))
                .method(line[0], HttpRequest.BodyPublishers.ofByteArray(body));
        head.lines().skip(1).filter(text -> text.contains(": ")).forEach(text -> {
            String name = text.substring(0, text.indexOf(':')).toLowerCase(Locale.ROOT);
            if (PASSED.matcher(name).matches()) {
                request.header(name, text.substring(text.indexOf(':') + 1).strip());
            }
        });
        HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        StringBuilder text = new StringBuilder(
                "HTTP/1.1 " + answer.statusCode() + " x\r\nContent-Length: " + answer.body().length + "\r\n" + date());
        answer.headers().map().forEach((name, values) -> {
            if (!name.matches("content-length|connection|transfer-encoding|date|:status")) {
                values.forEach(
                        value -> text.append(name).append(": ").append(value).append("\r\n"));
            }
        });
        out.write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.write(answer.body());
        out.flush();
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    /** Null at the end of the stream. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4) {
            int b = in.read();
            if (b < 0) {
                return null;
            }
            ends = b == '\r' || b == '\n' ? ends + 1 : 0;
            head.write(b);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** An answer after which nobody listens any more. */
    Fault last() {
        return (out, socket) -> {
            // before the answer, which the next connection follows at once
            refuse();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return false;
        };
    }

    /** Refuses further connections; those that there are stay. */
    void refuse() throws IOException {
        server.close();
        try {
            // until then it may still take one more
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
