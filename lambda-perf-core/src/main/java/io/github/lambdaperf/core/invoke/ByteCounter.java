package io.github.lambdaperf.core.invoke;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/** Counts what goes over a connection, headers included. */
final class ByteCounter extends ChannelDuplexHandler {
    private final ConnectionPool pool;
    private final PooledConnection connection;

    ByteCounter(ConnectionPool pool, PooledConnection connection) {
        this.pool = pool;
        this.connection = connection;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            pool.sent(bytes.readableBytes());
        }
        context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            pool.received(bytes.readableBytes());
            connection.reading();
        }
        context.fireChannelRead(message);
    }
}
