package io.github.lambdaperf.core.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.core.signature.SigV4Signer;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Calls an API in front of a function over HTTP/1.1: an API Gateway REST or HTTP API, or a function URL. Statuses of 400
 * and more are failures, 429 is a throttle. It never retries and follows no redirects.
 */
public final class HttpInvoker implements FunctionInvoker {
    /** API Gateway answers with 10 MB at most, a function URL that streams with 20 MB. */
    private static final int MAX_BODY = 21 * 1024 * 1024;

    private final HttpTarget target;
    private final HttpWire wire;
    private final HttpMethod method;
    private final CredentialsCache credentials;
    private final SigV4Signer signer;
    private final ServerClock clock = new ServerClock();
    private final ConnectionPool pool;

    /** @throws io.github.lambdaperf.core.PerfException where a header's environment variable is not set */
    public HttpInvoker(HttpTarget target) {
        this.target = target;
        this.wire = new HttpWire(target);
        this.method = HttpMethod.valueOf(target.spec().method());
        this.credentials = target.signed() ? new CredentialsCache(target.credentials()) : null;
        this.signer = target.signed()
                ? new SigV4Signer(
                        target.region(), target.service(), method.name(), "/", "", Map.of("host", target.authority()))
                : null;
        this.pool = new ConnectionPool(new ConnectionPool.Settings(
                target.base().getHost(),
                target.port(),
                target.secure(),
                target.spec().timeout(),
                target.maxConnections(),
                MAX_BODY,
                false,
                target.tls()));
    }

    @Override
    public void invoke(InvokeRequest request, Consumer<InvokeResponse> listener) {
        pool.submit(new Call(request.payload(), wire.render(request.iteration()), listener));
    }

    /** Something to send, and who wants to know. */
    private final class Call extends Exchange {
        private final byte[] body;
        private final HttpWire.Rendered rendered;
        private final Consumer<InvokeResponse> listener;

        Call(byte[] body, HttpWire.Rendered rendered, Consumer<InvokeResponse> listener) {
            this.body = body;
            this.rendered = rendered;
            this.listener = listener;
        }

        @Override
        FullHttpRequest request(ByteBufAllocator allocator) {
            return HttpInvoker.this.request(rendered, body);
        }

        @Override
        void answered(AnswerHead head, byte[] answer, long completedNanos) {
            clock.learn(head);
            listener.accept(response(head, answer, sentNanos(), completedNanos, timings(completedNanos)));
        }

        @Override
        void failed(InvokeOutcome outcome, String type, String message) {
            listener.accept(InvokeAnswers.failed(this, outcome, type, message));
        }
    }

    private FullHttpRequest request(HttpWire.Rendered rendered, byte[] body) {
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, rendered.line(), Unpooled.wrappedBuffer(body));
        HttpHeaders headers = request.headers();
        headers.set("Host", target.authority());
        headers.set("User-Agent", "lambda-perf");
        if (body.length > 0) {
            headers.set("Content-Type", "application/json");
        }
        rendered.headers().forEach(header -> headers.set(header.getKey(), header.getValue()));
        if (body.length > 0 || method.equals(HttpMethod.POST) || method.equals(HttpMethod.PUT)) {
            headers.set("Content-Length", body.length);
        }
        if (signer != null) {
            sign(headers, rendered, body);
        }
        return request;
    }

    /** Of the caller's own headers those are signed that must be, and the type: proxies may change the others. */
    private void sign(HttpHeaders headers, HttpWire.Rendered rendered, byte[] body) {
        List<Map.Entry<String, String>> more = new ArrayList<>();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith("x-amz-") || name.equals("content-type")) {
                more.add(Map.entry(name, header.getValue().strip().replaceAll(" +", " ")));
            }
        }
        SigV4Signer.Signature signature = signer.sign(
                credentials.current(), clock.now(), body, more, rendered.canonicalPath(), rendered.canonicalQuery());
        headers.set("X-Amz-Date", signature.date());
        headers.set("x-amz-content-sha256", signature.payloadHash());
        if (signature.token() != null) {
            headers.set("X-Amz-Security-Token", signature.token());
        }
        headers.set("Authorization", signature.authorization());
    }

    private static InvokeResponse response(
            AnswerHead head, byte[] body, long sentNanos, long completedNanos, HttpTimings timings) {
        int status = head.status();
        String errorType = null;
        String message = null;
        if (status >= 400) {
            JsonNode error = InvokeAnswers.tree(body);
            errorType = InvokeAnswers.type(head.header("x-amzn-ErrorType"), status);
            message = error.path("message").asText(error.path("Message").asText(null));
        }
        String requestId = head.header("x-amzn-RequestId");
        return new InvokeResponse(
                outcome(status),
                sentNanos,
                completedNanos,
                status,
                requestId != null ? requestId : head.header("apigw-requestid"),
                null,
                null,
                null,
                body,
                errorType,
                null,
                message,
                head.header("X-Amzn-Trace-Id"),
                head.headers(),
                timings);
    }

    private static InvokeOutcome outcome(int status) {
        if (status < 400) {
            return InvokeOutcome.SUCCESS;
        } else if (status == 429) {
            return InvokeOutcome.THROTTLED;
        }
        return status >= 500 ? InvokeOutcome.SERVICE_ERROR : InvokeOutcome.CLIENT_ERROR;
    }

    /** Opens one, so that a wrong address is told before the load; the others are opened, and timed, by the requests. */
    @Override
    public void open(int connections) {
        pool.open(Math.min(connections, 1));
    }

    @Override
    public long bytesSent() {
        return pool.bytesSent();
    }

    @Override
    public long bytesReceived() {
        return pool.bytesReceived();
    }

    @Override
    public String client() {
        return pool.client();
    }

    @Override
    public void abandon() {
        pool.abandon();
    }

    @Override
    public void close() {
        pool.close();
    }
}
