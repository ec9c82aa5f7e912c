package io.github.lambdaperf.local.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns requests away before anything of their bodies is kept: those under a name that is not this machine's, malformed
 * ones, heads and bodies that are too large.
 */
final class RequestGate extends ChannelInboundHandlerAdapter {

    /** Bytes of a body that are read only to be thrown away, so that the client is done sending when the answer comes. */
    private static final long MOST_THROWN_AWAY = 64L * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(RequestGate.class);

    private static final byte[] NOTHING = new byte[0];

    private enum State {
        OPEN,
        THROWING_AWAY,
        SHUT
    }

    private final ApiHandler handler;
    private State state = State.OPEN;
    private ApiRequest head;
    private long largest;
    private long seen;
    private boolean passed;
    private boolean last;

    RequestGate(ApiHandler handler) {
        this.handler = handler;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (state != State.SHUT && message instanceof HttpRequest request) {
            begin(context, request);
        }
        if (state != State.SHUT && message instanceof HttpContent content) {
            count(context, content);
        }
        if (state == State.OPEN) {
            context.fireChannelRead(message);
            return;
        }
        boolean complete = message instanceof LastHttpContent;
        ReferenceCountUtil.release(message);
        if (state == State.THROWING_AWAY && complete) {
            // What has passed of a body is still being put together behind the gate; only a close ends that.
            state = passed || last ? State.SHUT : State.OPEN;
            answerTooLarge(context);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            malformed(context, request.decoderResult().cause());
            return;
        }
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1) {
            shut(context, HttpReplies.refusal(400, "one Host header is expected, not " + hosts.size()));
            return;
        }
        // A page in a browser can reach loopback ports under a name of its own.
        if (!LoopbackHost.accepts(hosts.isEmpty() ? null : hosts.get(0))) {
            shut(
                    context,
                    HttpReplies.refusal(
                            403, "Host must be a loopback name: 127.0.0.1, [::1], localhost or a name below it"));
            return;
        }
        head = HttpConnection.request(request, NOTHING);
        largest = handler.largestBody(head);
        seen = 0;
        long length = declaredLength(request.headers());
        passed = length <= largest;
        last = !HttpUtil.isKeepAlive(request);
        if (length > MOST_THROWN_AWAY || (!passed && HttpUtil.is100ContinueExpected(request))) {
            state = State.SHUT;
            answerTooLarge(context);
        } else if (!passed) {
            state = State.THROWING_AWAY;
        }
    }

    private void malformed(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("bad request on {}", context.channel(), cause);
        if (cause instanceof TooLongHttpLineException) {
            shut(context, HttpReplies.refusal(414, "a request line has " + HttpServer.LARGEST_LINE + " bytes at most"));
        } else if (cause instanceof TooLongHttpHeaderException) {
            shut(
                    context,
                    HttpReplies.refusal(431, "all headers have " + HttpServer.LARGEST_HEADERS + " bytes at most"));
        } else {
            shut(context, HttpReplies.refusal(400, "malformed HTTP request"));
        }
    }

    private static long declaredLength(HttpHeaders headers) {
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH, "0");
        // The decoder has refused what is no number; more digits than a long has are many bytes.
        return length.length() > 18 ? Long.MAX_VALUE : Long.parseLong(length.strip());
    }

    private void count(ChannelHandlerContext context, HttpContent content) {
        if (content.decoderResult().isFailure()) {
            malformed(context, content.decoderResult().cause());
            return;
        }
        seen += content.content().readableBytes();
        if (seen > MOST_THROWN_AWAY) {
            state = State.SHUT;
            answerTooLarge(context);
        } else if (seen > largest) {
            state = State.THROWING_AWAY;
        }
    }

    private void answerTooLarge(ChannelHandlerContext context) {
        boolean keepAlive = state == State.OPEN;
        handler.tooLarge(head).whenComplete((reply, failure) -> {
            if (failure == null) {
                HttpReplies.write(context, reply, keepAlive);
            } else {
                context.close();
            }
        });
    }

    private void shut(ChannelHandlerContext context, ApiReply reply) {
        if (state != State.SHUT) {
            state = State.SHUT;
            HttpReplies.write(context, reply, false);
        }
    }
}
