package io.github.lambdaperf.core.invoke;

import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Lambda Invoke on Netty's HTTP codec with a signer of its own: a fraction of the SDK's cost for each request, on the same
 * wire. It never retries.
 */
public final class NettyInvoker implements FunctionInvoker {
    /** Lambda answers with 6 MB at most, and a little around it. */
    private static final int MAX_BODY = 7 * 1024 * 1024;

    private final InvokeWire wire;
    private final CredentialsCache credentials;
    private final InvokeHead plain;
    private final InvokeHead tailed;
    private final ConnectionPool pool;

    public NettyInvoker(InvokeTarget target) {
        this(target, Duration.ZERO);
    }

    /** @param clockOffset added to this machine's clock, the time that AWS accepts */
    public NettyInvoker(InvokeTarget target, Duration clockOffset) {
        this.wire = new InvokeWire(target);
        wire.clock().start(clockOffset);
        this.credentials = new CredentialsCache(target.credentials());
        this.plain = new InvokeHead(wire, target.region(), Map.of());
        this.tailed = new InvokeHead(wire, target.region(), InvokeWire.LOG_TAIL);
        this.pool = new ConnectionPool(new ConnectionPool.Settings(
                wire.host(),
                wire.port(),
                wire.secure(),
                target.readTimeout(),
                target.maxConnections(),
                MAX_BODY,
                true,
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
        Object request(ByteBufAllocator allocator) {
            InvokeHead head = invoke.logTail() ? tailed : plain;
            return head.request(
                    invoke.payload(), credentials.current(), wire.clock().now(), allocator);
        }

        @Override
        void answered(AnswerHead head, byte[] body, long completedNanos) {
            wire.clock().learn(head);
            listener.accept(InvokeAnswers.of(head, body, sentNanos(), completedNanos, timings(completedNanos)));
        }

        @Override
        void failed(InvokeOutcome outcome, String type, String message) {
            listener.accept(InvokeAnswers.failed(this, outcome, type, message));
        }
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
