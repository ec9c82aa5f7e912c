package io.github.lambdaperf.local.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the requests of one connection into calls of the {@link ApiHandler}. */
final class HttpConnection extends SimpleChannelInboundHandler<RequestGate.Passed> {

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    private final ApiHandler handler;

    HttpConnection(ApiHandler handler) {
        this.handler = handler;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, RequestGate.Passed passed) {
        ApiRequest request = passed.request();
        answer(request).whenComplete((reply, failure) -> {
            if (failure instanceof CancellationException || causeOf(failure) instanceof CancellationException) {
                // The target is being closed; there is no answer.
                context.close();
            } else if (failure != null) {
                LOG.error("{} {} failed", request.method(), request.path(), failure);
                HttpReplies.write(context, HttpReplies.refusal(500, "internal failure"), passed.keepAlive());
            } else {
                HttpReplies.write(context, reply, passed.keepAlive());
            }
        });
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
            LOG.debug("bad request on {}", context.channel(), cause);
            HttpReplies.write(context, HttpReplies.refusal(400, "malformed HTTP request"), false);
        } else {
            LOG.debug("connection {} lost", context.channel(), cause);
            context.close();
        }
    }
}
