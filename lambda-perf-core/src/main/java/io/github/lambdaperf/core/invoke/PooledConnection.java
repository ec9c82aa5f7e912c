package io.github.lambdaperf.core.invoke;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;

/** One connection with at most one request on it. All of it happens on the event loop. */
final class PooledConnection extends SimpleChannelInboundHandler<HttpObject> {
    private static final byte[] NOTHING = new byte[0];

    private final ConnectionPool pool;
    private final ReadRound round;
    private final Channel channel;
    private Exchange exchange;
    private HttpResponse head;
    private ByteArrayOutputStream body;
    private byte[] whole = NOTHING;
    private boolean decoding;
    private long deadline;
    private long lastRound;
    private long readNanos;

    PooledConnection(ConnectionPool pool, ReadRound round, Channel channel) {
        this.pool = pool;
        this.round = round;
        this.channel = channel;
    }

    ByteBufAllocator allocator() {
        return channel.alloc();
    }

    boolean isActive() {
        return channel.isActive();
    }

    void send(Exchange next, Object request, Duration readTimeout) {
        exchange = next;
        head = null;
        body = null;
        whole = NOTHING;
        deadline = System.nanoTime() + readTimeout.toNanos();
        next.sending();
        channel.writeAndFlush(request).addListener(written -> {
            if (written.isSuccess()) {
                next.written();
            } else {
                fail(written.cause());
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part.decoderResult().isFailure()) {
            undecodable(part.decoderResult().cause());
            return;
        }
        if (part instanceof HttpResponse response) {
            head = response;
            if (exchange != null) {
                exchange.firstByte(readNanos);
            }
        }
        if (part instanceof HttpContent content && head != null) {
            append(content.content(), part instanceof LastHttpContent);
        }
        if (part instanceof LastHttpContent && exchange != null && head != null) {
            complete();
        }
    }

    private void undecodable(Throwable cause) {
        boolean cut = cause instanceof PrematureChannelClosureException;
        fail(
                InvokeOutcome.CONNECTION_ERROR,
                cut ? ConnectionFault.TRUNCATED : ConnectionFault.MALFORMED,
                cut
                        ? "the connection was closed in the middle of the answer"
                        : "the answer is no HTTP: " + cause.getMessage());
    }

    private void append(ByteBuf bytes, boolean last) {
        int size = bytes.readableBytes();
        if (size == 0) {
            return;
        }
        if ((body == null ? 0 : body.size()) + size > pool.maxBody()) {
            fail(
                    InvokeOutcome.CONNECTION_ERROR,
                    ConnectionFault.OVERSIZED,
                    "the answer is larger than " + pool.maxBody() + " bytes");
            return;
        }
        if (body == null && last) {
            // nearly every answer comes in one piece
            whole = ByteBufUtil.getBytes(bytes);
            return;
        }
        if (body == null) {
            body = new ByteArrayOutputStream(Math.max(512, size * 2));
        }
        try {
            bytes.readBytes(body, size);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail to write", e);
        }
    }

    private void complete() {
        if (head.status().code() == 100) {
            head = null;
            body = null;
            whole = NOTHING;
            return;
        }
        HttpResponse answer = head;
        byte[] bytes = body == null ? whole : body.toByteArray();
        Exchange done = take();
        if (HttpUtil.isKeepAlive(answer)) {
            pool.released(this);
        } else {
            channel.close();
        }
        done.answered(new DecodedHead(answer), bytes, readNanos);
        pool.sendAmongAnswers();
    }

    /** Bytes have come. */
    void reading() {
        long begin = round.begin();
        // a second read of a round may be of what has come since it began
        readNanos = begin == lastRound ? System.nanoTime() : begin;
        lastRound = begin;
    }

    /** True where the next bytes are the first of an answer. */
    boolean expectsAnswer() {
        return exchange != null && !decoding;
    }

    /** The bytes of this answer go to the decoder. */
    void decoding() {
        decoding = true;
    }

    /** An answer that came as a whole, on a connection that stays open. */
    void answered(PlainAnswer answer) {
        exchange.firstByte(readNanos);
        Exchange done = take();
        pool.released(this);
        done.answered(answer, answer.body(), readNanos);
        pool.sendAmongAnswers();
    }

    /** Lets go of what it holds; null: nobody waits for its answer. */
    Exchange take() {
        Exchange done = exchange;
        exchange = null;
        head = null;
        body = null;
        whole = NOTHING;
        decoding = false;
        return done;
    }

    /** Gives up an answer that is overdue. */
    void sweep(long now, Duration readTimeout) {
        if (exchange != null && now - deadline >= 0) {
            timedOut(readTimeout);
        }
    }

    private void timedOut(Duration readTimeout) {
        boolean begun = head != null;
        fail(
                InvokeOutcome.TIMEOUT,
                begun ? ConnectionFault.STALLED : ConnectionFault.SILENT,
                (begun ? "the answer began, but was not complete within " : "no answer within ")
                        + readTimeout.toMillis() / 1000.0 + " s");
    }

    private void fail(Throwable cause) {
        fail(ConnectionFault.outcome(cause), ConnectionFault.name(cause), cause.getMessage());
    }

    private void fail(InvokeOutcome outcome, String type, String message) {
        if (exchange != null) {
            Exchange failed = take();
            channel.close();
            failed.failed(outcome, type, message);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        pool.opened(this);
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        boolean begun = head != null;
        fail(
                InvokeOutcome.CONNECTION_ERROR,
                begun ? ConnectionFault.TRUNCATED : ConnectionFault.CLOSED,
                "the connection was closed " + (begun ? "in the middle of" : "before") + " the answer");
        pool.gone(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof Error && exchange != null) {
            pool.starved(take(), cause);
            return;
        }
        fail(cause);
        channel.close();
    }

    void close() {
        channel.close();
    }

    /** Lets go of what it holds, tells nobody, and reads no more; takes no memory. */
    void drop() {
        take();
        channel.config().setAutoRead(false);
    }
}
