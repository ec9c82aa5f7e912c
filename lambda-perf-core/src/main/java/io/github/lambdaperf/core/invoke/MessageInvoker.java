package io.github.lambdaperf.core.invoke;

import io.github.lambdaperf.core.signature.SigV4Signer;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Sends messages to a queue, a topic or a bus, on the wire of AWS and the connections of {@link NettyInvoker}. It never retries. */
public final class MessageInvoker implements FunctionInvoker {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_BODY = 1024 * 1024;

    /** AWS's names for "too many requests", which these services send with a status of 400. */
    private static final Set<String> THROTTLES =
            Set.of("ThrottlingException", "Throttling", "Throttled", "RequestThrottled", "KmsThrottled", "OverLimit");

    private final MessageTarget target;
    private final MessageWire wire;
    private final Map<String, String> headers;
    private final CredentialsCache credentials;
    private final SigV4Signer signer;
    private final ServerClock clock = new ServerClock();
    private final ConnectionPool pool;

    public MessageInvoker(MessageTarget target) {
        this.target = target;
        this.wire = MessageWire.of(target);
        this.headers = wire.headers();
        this.credentials = new CredentialsCache(target.credentials());
        Map<String, String> signed = new TreeMap<>(headers);
        signed.put("host", target.authority());
        this.signer = new SigV4Signer(target.region(), wire.service(), "POST", "/", "", signed);
        this.pool = new ConnectionPool(new ConnectionPool.Settings(
                target.endpoint().getHost(),
                target.port(),
                target.secure(),
                READ_TIMEOUT,
                target.maxConnections(),
                MAX_BODY,
                false,
                null));
    }

    @Override
    public void invoke(InvokeRequest request, Consumer<InvokeResponse> listener) {
        pool.submit(new Send(request.messages(), wire.body(request.messages()), listener));
    }

    /** A send on its way. */
    private final class Send extends Exchange {
        private final List<OutgoingMessage> messages;
        private final byte[] body;
        private final Consumer<InvokeResponse> listener;

        Send(List<OutgoingMessage> messages, byte[] body, Consumer<InvokeResponse> listener) {
            this.messages = messages;
            this.body = body;
            this.listener = listener;
        }

        @Override
        FullHttpRequest request(ByteBufAllocator allocator) {
            return MessageInvoker.this.request(body);
        }

        @Override
        void answered(AnswerHead head, byte[] answer, long completedNanos) {
            clock.learn(head);
            int status = head.status();
            String type = head.header("x-amzn-ErrorType");
            MessageWire.Receipt receipt =
                    status < 400 ? wire.receipt(answer, messages.size()) : wire.error(type, answer);
            int taken = 0;
            for (int i = 0; i < messages.size(); i++) {
                String id = i < receipt.ids().size() ? receipt.ids().get(i) : null;
                if (id == null) {
                    target.receipts().rejected(messages.get(i).number());
                } else {
                    target.receipts().accepted(messages.get(i).number(), id);
                    taken++;
                }
            }
            listener.accept(response(head, answer, receipt, taken, this, completedNanos));
        }

        @Override
        void failed(InvokeOutcome outcome, String type, String message) {
            messages.forEach(each -> target.receipts().rejected(each.number()));
            listener.accept(InvokeAnswers.failed(this, outcome, type, message));
        }

        boolean complete(int taken) {
            return taken == messages.size();
        }
    }

    private static InvokeResponse response(
            AnswerHead head, byte[] body, MessageWire.Receipt receipt, int taken, Send send, long completedNanos) {
        int status = head.status();
        InvokeOutcome outcome = outcome(status, receipt.errorType(), send.complete(taken));
        return new InvokeResponse(
                outcome,
                send.sentNanos(),
                completedNanos,
                status,
                head.header("x-amzn-RequestId"),
                null,
                null,
                null,
                body,
                outcome == InvokeOutcome.SUCCESS
                        ? null
                        : receipt.errorType() != null ? receipt.errorType() : "HTTP " + status,
                null,
                outcome == InvokeOutcome.SUCCESS ? null : receipt.errorMessage(),
                null,
                head.headers(),
                send.timings(completedNanos),
                taken);
    }

    private static InvokeOutcome outcome(int status, String errorType, boolean complete) {
        if (status < 400 && complete) {
            return InvokeOutcome.SUCCESS;
        } else if (status == 429 || errorType != null && THROTTLES.contains(errorType)) {
            return InvokeOutcome.THROTTLED;
        }
        return status >= 500 ? InvokeOutcome.SERVICE_ERROR : InvokeOutcome.CLIENT_ERROR;
    }

    private FullHttpRequest request(byte[] body) {
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body));
        HttpHeaders all = request.headers();
        all.set("Host", target.authority());
        all.set("User-Agent", "lambda-perf");
        headers.forEach(all::set);
        all.set("Content-Length", body.length);
        SigV4Signer.Signature signature = signer.sign(credentials.current(), clock.now(), body);
        all.set("X-Amz-Date", signature.date());
        all.set("x-amz-content-sha256", signature.payloadHash());
        if (signature.token() != null) {
            all.set("X-Amz-Security-Token", signature.token());
        }
        all.set("Authorization", signature.authorization());
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
