package io.github.lambdaperf.local.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the requests of a connection together, and turns away before anything of their bodies is kept: those under a name
 * that is not this machine's, malformed ones, heads and bodies that are too large.
 */
final class RequestGate extends ChannelInboundHandlerAdapter {

    /**
     * A whole request.
     *
     * @param keepAlive whether the connection stays open after the answer
     */
    record Passed(ApiRequest request, boolean keepAlive) {}

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
    private String acceptedHost;
    private HttpHeaders headers;
    private ApiRequest head;
    private ByteArrayOutputStream begun;
    private long largest;
    private long seen;
    private boolean keepAlive;

    RequestGate(ApiHandler handler) {
        this.handler = handler;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (state != State.SHUT && message instanceof HttpRequest request) {
                begin(context, request);
            }
            if (state != State.SHUT && message instanceof HttpContent content) {
                count(context, content);
                if (state == State.OPEN) {
                    pass(context, content);
                } else if (state == State.THROWING_AWAY && content instanceof LastHttpContent) {
                    state = keepAlive ? State.OPEN : State.SHUT;
                    answerTooLarge(context);
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            malformed(context, request.decoderResult().cause());
            return;
        }
        headers = request.headers();
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1) {
            shut(context, HttpReplies.refusal(400, "one Host header is expected, not " + hosts.size()));
            return;
        }
        // A page in a browser can reach loopback ports under a name of its own.
        String host = hosts.isEmpty() ? null : hosts.get(0);
        if ((host == null || !host.equals(acceptedHost)) && !LoopbackHost.accepts(host)) {
            shut(
                    context,
                    HttpReplies.refusal(
                            403, "Host must be a loopback name: 127.0.0.1, [::1], localhost or a name below it"));
            return;
        }
        acceptedHost = host;
        try {
            QueryStringDecoder target = new QueryStringDecoder(request.uri());
            head = new ApiRequest(
                    request.method().name(), request.uri(), target.path(), target.parameters(), headers, NOTHING);
        } catch (IllegalArgumentException e) {
            // A percent sign without its two digits.
            malformed(context, e);
            return;
        }
        largest = handler.largestBody(head);
        begun = null;
        seen = 0;
        keepAlive = HttpUtil.isKeepAlive(request);
        expect(context, request);
    }

    private void expect(ChannelHandlerContext context, HttpRequest request) {
        long length = declaredLength(headers);
        boolean asks = HttpUtil.is100ContinueExpected(request);
        if (length > MOST_THROWN_AWAY || length > largest && asks) {
            state = State.SHUT;
            answerTooLarge(context);
        } else if (length > largest) {
            state = State.THROWING_AWAY;
        } else if (asks) {
            headers.remove(HttpHeaderNames.EXPECT);
            context.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
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
            begun = null;
        }
    }

    private void pass(ChannelHandlerContext context, HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        if (last && begun == null) {
            context.fireChannelRead(whole(ByteBufUtil.getBytes(content.content())));
            return;
        }
        if (begun == null) {
            begun = new ByteArrayOutputStream(content.content().readableBytes() * 2);
        }
        add(content.content());
        if (last) {
            context.fireChannelRead(whole(begun.toByteArray()));
            begun = null;
        }
    }

    private void add(ByteBuf piece) {
        try {
            piece.readBytes(begun, piece.readableBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The request as if it had come in one piece and as it is. */
    private Passed whole(byte[] body) {
        if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
            headers.setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        return new Passed(head.with(body), keepAlive);
    }

    private void answerTooLarge(ChannelHandlerContext context) {
        boolean open = state == State.OPEN;
        handler.tooLarge(head).whenComplete((reply, failure) -> {
            if (failure == null) {
                HttpReplies.write(context, reply, open);
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
