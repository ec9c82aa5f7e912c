package io.github.lambdaperf.core.invoke;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Reads the plain answers, leaves all others to Netty's decoder, which it puts behind itself, and counts all bytes. */
final class PlainAnswers extends ChannelInboundHandlerAdapter {
    private final ConnectionPool pool;
    private final PooledConnection connection;
    private boolean decodes;

    PlainAnswers(ConnectionPool pool, PooledConnection connection) {
        this.pool = pool;
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            pool.received(bytes.readableBytes());
            connection.reading();
        }
        if (message instanceof ByteBuf buffer && connection.expectsAnswer()) {
            PlainAnswer answer = PlainAnswer.read(buffer);
            if (answer != null) {
                buffer.release();
                connection.answered(answer);
                return;
            }
            connection.decoding();
            if (!decodes) {
                decodes = true;
                context.pipeline()
                        .addAfter(
                                context.name(),
                                null,
                                new HttpResponseDecoder(
                                        ConnectionPool.MAX_LINE, ConnectionPool.MAX_HEADERS, ConnectionPool.MAX_CHUNK));
            }
        }
        context.fireChannelRead(message);
    }
}
