package io.github.lambdaperf.local.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.TimeUnit;

/** Puts replies on the wire. */
final class HttpReplies {

    private static final int LINGER_SECONDS = 2;

    private HttpReplies() {}

    /** A reply of the server itself, of no service. */
    static ApiReply refusal(int status, String message) {
        return ApiReply.of(status, "application/json", "{\"message\":\"" + message + "\"}");
    }

    /** Writes the reply and, unless the connection is kept, closes it as {@link #closeSoon} does. */
    static void write(ChannelHandlerContext context, ApiReply reply, boolean keepAlive) {
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), Unpooled.wrappedBuffer(reply.body()));
        reply.headers().forEach((name, value) -> response.headers().set(name, value));
        reply.more().forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        if (reply.status() != 204) {
            response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, reply.body().length);
        }
        HttpUtil.setKeepAlive(response, keepAlive);
        ChannelFuture written = context.writeAndFlush(response);
        if (!keepAlive) {
            written.addListener(done -> closeSoon(context.channel()));
        }
    }

    /**
     * Ends the own half and leaves the client a moment for its own: closing with bytes unread would reset the connection,
     * and the client might never see the reply.
     */
    private static void closeSoon(Channel channel) {
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
            channel.eventLoop().schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
        } else {
            channel.close();
        }
    }
}
