package io.github.lambdaperf.core.invoke;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Takes the plain answers from Netty's decoder, which comes behind it, and counts all bytes. */
final class PlainAnswers extends ChannelInboundHandlerAdapter {
    private final ConnectionPool pool;
    private final PooledConnection connection;

    PlainAnswers(ConnectionPool pool, PooledConnection connection) {
        this.pool = pool;
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            pool.received(bytes.readableBytes());
        }
        if (message instanceof ByteBuf buffer && connection.expectsAnswer()) {
            PlainAnswer answer = PlainAnswer.read(buffer);
            if (answer != null) {
                buffer.release();
                connection.answered(answer);
                return;
            }
            connection.decoding();
        }
        context.fireChannelRead(message);
    }
}
