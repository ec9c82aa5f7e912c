package io.github.lambdaperf.core.invoke;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Lambda Invoke on Netty's HTTP codec with a signer of its own: a fraction of the SDK's cost for each request, on the same
 * wire. It never retries.
 */
public final class NettyInvoker implements FunctionInvoker {
    /** Lambda answers with 6 MB at most, and a little around it. */
    private static final int MAX_BODY = 7 * 1024 * 1024;

    private final InvokeWire wire;
    private final CredentialsCache credentials;
    private final SigV4Signer signer;
    private final ConnectionPool pool;

    public NettyInvoker(InvokeTarget target) {
        this(target, Duration.ZERO);
    }

    /** @param clockOffset added to this machine's clock, the time that AWS accepts */
    public NettyInvoker(InvokeTarget target, Duration clockOffset) {
        this.wire = new InvokeWire(target);
        wire.clock().start(clockOffset);
        this.credentials = new CredentialsCache(target.credentials());
        this.signer =
                new SigV4Signer(target.region(), "lambda", "POST", wire.path(), wire.query(), wire.signedHeaders());
        this.pool = new ConnectionPool(new ConnectionPool.Settings(
                wire.host(),
                wire.port(),
                wire.secure(),
                target.readTimeout(),
                target.maxConnections(),
                MAX_BODY,
                null));
    }

    @Override
    public void invoke(InvokeRequest request, Consumer<InvokeResponse> listener) {
        pool.submit(new Call(request, listener));
    }

    /** Something to send, and who wants to know. */
    private final class Call extends Exchange {
        private final InvokeRequest invoke;
        private final Consumer<InvokeResponse> listener;

        Call(InvokeRequest invoke, Consumer<InvokeResponse> listener) {
            this.invoke = invoke;
            this.listener = listener;
        }

        @Override
        FullHttpRequest request() {
            return NettyInvoker.this.request(invoke);
        }

        @Override
        void answered(HttpResponse head, byte[] body, long completedNanos) {
            wire.clock().learn(head);
            listener.accept(InvokeAnswers.of(head, body, sentNanos(), completedNanos, timings(completedNanos)));
        }

        @Override
        void failed(InvokeOutcome outcome, String type, String message) {
            listener.accept(InvokeAnswers.failed(this, outcome, type, message));
        }
    }

    private FullHttpRequest request(InvokeRequest invoke) {
        byte[] payload = invoke.payload();
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, wire.requestLine(), Unpooled.wrappedBuffer(payload));
        HttpHeaders headers = request.headers();
        wire.fixedHeaders().forEach(headers::set);
        headers.set("Content-Length", payload.length);
        List<Map.Entry<String, String>> more = List.of();
        if (invoke.logTail()) {
            headers.set("X-Amz-Log-Type", "Tail");
            more = InvokeWire.LOG_TAIL;
        }
        AwsCredentialsIdentity identity = credentials.current();
        SigV4Signer.Signature signature =
                signer.sign(identity, Instant.now().plus(wire.clock().offset()), payload, more);
        headers.set("X-Amz-Date", signature.date());
        headers.set("x-amz-content-sha256", signature.payloadHash());
        if (signature.token() != null) {
            headers.set("X-Amz-Security-Token", signature.token());
        }
        headers.set("Authorization", signature.authorization());
        return request;
    }

    @Override
    public void open(int connections) {
        pool.open(connections);
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
    public String name() {
        return "netty";
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
