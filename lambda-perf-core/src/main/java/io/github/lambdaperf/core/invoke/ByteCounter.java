package io.github.lambdaperf.core.invoke;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what goes over a connection, headers included. */
final class ByteCounter extends ChannelDuplexHandler {
    private final AtomicLong sent;
    private final AtomicLong received;

    ByteCounter(AtomicLong sent, AtomicLong received) {
        this.sent = sent;
        this.received = received;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            sent.addAndGet(bytes.readableBytes());
        }
        context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            received.addAndGet(bytes.readableBytes());
        }
        context.fireChannelRead(message);
    }
}
