package io.github.lambdaperf.core.invoke;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One connection with at most one request on it. All of it happens on the event loop. */
final class InvokeConnection extends SimpleChannelInboundHandler<HttpObject> {
    /** Lambda answers with 6 MB at most, and a little around it. */
    private static final int MAX_BODY = 7 * 1024 * 1024;

    private final NettyInvoker invoker;
    private final Channel channel;
    private NettyInvoker.Call call;
    private long sentNanos;
    private HttpResponse head;
    private ByteArrayOutputStream body;
    private ScheduledFuture<?> timeout;

    InvokeConnection(NettyInvoker invoker, Channel channel) {
        this.invoker = invoker;
        this.channel = channel;
    }

    boolean isActive() {
        return channel.isActive();
    }

    void send(NettyInvoker.Call newCall, FullHttpRequest request, Duration readTimeout) {
        call = newCall;
        head = null;
        body = null;
        timeout = channel.eventLoop()
                .schedule(
                        () -> fail(
                                InvokeOutcome.TIMEOUT,
                                "ReadTimeout",
                                "no answer within " + readTimeout.toSeconds() + " s"),
                        readTimeout.toMillis(),
                        TimeUnit.MILLISECONDS);
        sentNanos = System.nanoTime();
        channel.writeAndFlush(request).addListener(written -> {
            if (!written.isSuccess()) {
                fail(InvokeOutcome.CONNECTION_ERROR, written.cause());
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part.decoderResult().isFailure()) {
            fail(InvokeOutcome.CONNECTION_ERROR, part.decoderResult().cause());
            return;
        }
        if (part instanceof HttpResponse response) {
            head = response;
            body = new ByteArrayOutputStream(512);
        }
        if (part instanceof HttpContent content && body != null) {
            append(content.content());
        }
        if (part instanceof LastHttpContent && call != null && head != null) {
            complete();
        }
    }

    private void append(ByteBuf bytes) {
        if (body.size() + bytes.readableBytes() > MAX_BODY) {
            fail(InvokeOutcome.CONNECTION_ERROR, "OversizedAnswer", "the answer is larger than " + MAX_BODY + " bytes");
            return;
        }
        try {
            bytes.readBytes(body, bytes.readableBytes());
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail to write", e);
        }
    }

    private void complete() {
        if (head.status().code() == 100) {
            head = null;
            return;
        }
        InvokeResponse response = InvokeAnswers.of(head, body.toByteArray(), sentNanos, System.nanoTime());
        invoker.wire().learnClock(head);
        boolean keep = HttpUtil.isKeepAlive(head);
        NettyInvoker.Call done = take();
        if (keep) {
            invoker.released(this);
        } else {
            channel.close();
        }
        done.listener().accept(response);
    }

    private NettyInvoker.Call take() {
        NettyInvoker.Call done = call;
        call = null;
        head = null;
        body = null;
        timeout.cancel(false);
        return done;
    }

    private void fail(InvokeOutcome outcome, Throwable cause) {
        fail(outcome, cause.getClass().getSimpleName(), cause.getMessage());
    }

    private void fail(InvokeOutcome outcome, String type, String message) {
        if (call != null) {
            NettyInvoker.Call failed = take();
            channel.close();
            InvokeAnswers.failed(failed, outcome, sentNanos, type, message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(
                InvokeOutcome.CONNECTION_ERROR,
                "ConnectionClosed",
                "the connection was closed before the answer was there");
        invoker.gone(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(InvokeOutcome.CONNECTION_ERROR, cause);
        channel.close();
    }

    void close() {
        channel.close();
    }
}
