package io.github.lambdaperf.local.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
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
            request = request(message, ByteBufUtil.getBytes(message.content()));
        } catch (IllegalArgumentException e) {
            // A percent sign without its two digits.
            refuse(context, e);
            return;
        }
        boolean keepAlive = HttpUtil.isKeepAlive(message);
        answer(request).whenComplete((reply, failure) -> {
            if (failure instanceof CancellationException || causeOf(failure) instanceof CancellationException) {
                // The target is being closed; there is no answer.
                context.close();
            } else if (failure != null) {
                LOG.error("{} {} failed", request.method(), request.path(), failure);
                HttpReplies.write(context, HttpReplies.refusal(500, "internal failure"), keepAlive);
            } else {
                HttpReplies.write(context, reply, keepAlive);
            }
        });
    }

    /** The request with this body. */
    static ApiRequest request(HttpRequest head, byte[] body) {
        QueryStringDecoder target = new QueryStringDecoder(head.uri());
        return new ApiRequest(
                head.method().name(), head.uri(), target.path(), target.parameters(), head.headers(), body);
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
        HttpReplies.write(context, HttpReplies.refusal(400, "malformed HTTP request"), false);
    }
}
