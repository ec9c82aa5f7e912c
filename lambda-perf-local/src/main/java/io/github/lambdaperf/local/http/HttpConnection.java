package io.github.lambdaperf.local.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the requests of one connection into calls of the {@link ApiHandler}. */
final class HttpConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    private final ApiHandler handler;

    HttpConnection(ApiHandler handler) {
        this.handler = handler;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
        if (message.decoderResult().isFailure()) {
            refuse(context, message.decoderResult().cause());
            return;
        }
        ApiRequest request;
        try {
            request = request(message);
        } catch (IllegalArgumentException e) {
            // A percent sign without its two digits.
            refuse(context, e);
            return;
        }
        boolean keepAlive = HttpUtil.isKeepAlive(message);
        if (!LoopbackHost.accepts(message.headers().get(HttpHeaderNames.HOST))) {
            // A page in a browser can reach loopback ports under a name of its own.
            write(
                    context,
                    ApiReply.of(403, "application/json", "{\"message\":\"Host must be a loopback name\"}"),
                    false);
            return;
        }
        answer(request).whenComplete((reply, failure) -> {
            if (failure instanceof CancellationException || causeOf(failure) instanceof CancellationException) {
                // The target is being closed; there is no answer.
                context.close();
            } else if (failure != null) {
                LOG.error("{} {} failed", request.method(), request.path(), failure);
                write(context, ApiReply.of(500, "application/json", "{\"message\":\"internal failure\"}"), keepAlive);
            } else {
                write(context, reply, keepAlive);
            }
        });
    }

    private static ApiRequest request(FullHttpRequest message) {
        QueryStringDecoder target = new QueryStringDecoder(message.uri());
        return new ApiRequest(
                message.method().name(),
                message.uri(),
                target.path(),
                target.parameters(),
                message.headers(),
                ByteBufUtil.getBytes(message.content()));
    }

    private static Throwable causeOf(Throwable failure) {
        return failure == null ? null : failure.getCause();
    }

    private CompletionStage<ApiReply> answer(ApiRequest request) {
        try {
            return handler.handle(request);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void write(ChannelHandlerContext context, ApiReply reply, boolean keepAlive) {
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), Unpooled.wrappedBuffer(reply.body()));
        reply.headers().forEach((name, value) -> response.headers().set(name, value));
        reply.more().forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        if (reply.status() != 204) {
            response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, reply.body().length);
        }
        HttpUtil.setKeepAlive(response, keepAlive);
        var written = context.writeAndFlush(response);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof DecoderException) {
            refuse(context, cause);
        } else {
            LOG.debug("connection {} lost", context.channel(), cause);
            context.close();
        }
    }

    private static void refuse(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("bad request on {}", context.channel(), cause);
        write(context, ApiReply.of(400, "application/json", "{\"message\":\"malformed HTTP request\"}"), false);
    }
}
