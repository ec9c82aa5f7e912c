package io.github.lambdaperf.core.invoke;

import io.github.lambdaperf.core.PerfException;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.net.ConnectException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Lambda Invoke on Netty's HTTP codec with a signer of its own: a fraction of the SDK's cost for each request, on the same
 * wire. One event loop, keep-alive connections, the most recently used first, more of them on demand. It never retries.
 */
public final class NettyInvoker implements FunctionInvoker {
    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final int MAX_CHUNK = 64 * 1024;
    private static final int MAX_HEADERS = 64 * 1024;

    /** Something to send, and who wants to know. */
    record Call(InvokeRequest request, Consumer<InvokeResponse> listener) {}

    private final InvokeTarget target;
    private final InvokeWire wire;
    private final CredentialsCache credentials;
    private final NioEventLoopGroup group;
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final SigV4Signer signer;
    private final ArrayDeque<InvokeConnection> idle = new ArrayDeque<>();
    private final ArrayDeque<Call> waiting = new ArrayDeque<>();
    private final AtomicLong bytesSent = new AtomicLong();
    private final AtomicLong bytesReceived = new AtomicLong();
    private int open;
    private boolean closed;

    public NettyInvoker(InvokeTarget target) {
        this.target = target;
        this.wire = new InvokeWire(target);
        this.credentials = new CredentialsCache(target.credentials());
        this.signer =
                new SigV4Signer(target.region(), "lambda", "POST", wire.path(), wire.query(), wire.signedHeaders());
        this.group = new NioEventLoopGroup(1, task -> {
            Thread thread = new Thread(task, "lambda-perf-invoke");
            thread.setDaemon(true);
            return thread;
        });
        this.loop = group.next();
        SslContext tls = wire.secure() ? tls() : null;
        this.bootstrap = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        if (tls != null) {
                            channel.pipeline().addLast(tlsHandler(tls, channel));
                        }
                        channel.pipeline()
                                .addLast(new ByteCounter(bytesSent, bytesReceived))
                                .addLast(new HttpClientCodec(4096, MAX_HEADERS, MAX_CHUNK, true))
                                .addLast(new InvokeConnection(NettyInvoker.this, channel));
                    }
                });
    }

    private static SslContext tls() {
        try {
            return SslContextBuilder.forClient().build();
        } catch (SSLException e) {
            throw PerfException.world("TLS is not available on this JDK: " + e.getMessage(), e);
        }
    }

    private SslHandler tlsHandler(SslContext tls, Channel channel) {
        SslHandler handler = tls.newHandler(channel.alloc(), wire.host(), wire.port());
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return handler;
    }

    @Override
    public void invoke(InvokeRequest request, Consumer<InvokeResponse> listener) {
        Call call = new Call(request, listener);
        if (loop.inEventLoop()) {
            send(call);
        } else {
            loop.execute(() -> send(call));
        }
    }

    private void send(Call call) {
        if (closed) {
            InvokeAnswers.failed(
                    call, InvokeOutcome.CONNECTION_ERROR, System.nanoTime(), "closed", "the run has ended");
            return;
        }
        InvokeConnection connection = idle.pollLast();
        while (connection != null && !connection.isActive()) {
            connection = idle.pollLast();
        }
        if (connection != null) {
            write(connection, call);
        } else if (open < target.maxConnections()) {
            connect(call);
        } else {
            waiting.add(call);
        }
    }

    private void connect(Call call) {
        open++;
        long started = System.nanoTime();
        bootstrap.connect(wire.host(), wire.port()).addListener((ChannelFuture future) -> {
            if (future.isSuccess()) {
                write(future.channel().pipeline().get(InvokeConnection.class), call);
            } else {
                open--;
                InvokeAnswers.failed(call, InvokeOutcome.CONNECTION_ERROR, started, future.cause());
            }
        });
    }

    private void write(InvokeConnection connection, Call call) {
        connection.send(call, request(call.request()), target.readTimeout());
    }

    private FullHttpRequest request(InvokeRequest invoke) {
        byte[] payload = invoke.payload();
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, wire.requestLine(), Unpooled.wrappedBuffer(payload));
        HttpHeaders headers = request.headers();
        wire.fixedHeaders().forEach(headers::set);
        headers.set("Content-Length", payload.length);
        List<Map.Entry<String, String>> more = List.of();
        if (invoke.logTail()) {
            headers.set("X-Amz-Log-Type", "Tail");
            more = InvokeWire.LOG_TAIL;
        }
        AwsCredentialsIdentity identity = credentials.current();
        SigV4Signer.Signature signature = signer.sign(identity, Instant.now().plus(wire.clockOffset()), payload, more);
        headers.set("X-Amz-Date", signature.date());
        headers.set("x-amz-content-sha256", signature.payloadHash());
        if (signature.token() != null) {
            headers.set("X-Amz-Security-Token", signature.token());
        }
        headers.set("Authorization", signature.authorization());
        return request;
    }

    /** The connection has its answer and can take the next request. */
    void released(InvokeConnection connection) {
        Call next = waiting.poll();
        if (next != null) {
            write(connection, next);
        } else {
            idle.addLast(connection);
        }
    }

    /** The connection is gone; a waiting call may open another one. */
    void gone(InvokeConnection connection) {
        open--;
        idle.remove(connection);
        Call next = closed ? null : waiting.poll();
        if (next != null) {
            connect(next);
        }
    }

    InvokeWire wire() {
        return wire;
    }

    @Override
    public void open(int connections) {
        int count = Math.min(connections, target.maxConnections());
        CountDownLatch done = new CountDownLatch(count);
        List<Throwable> failures = new ArrayList<>();
        loop.execute(() -> {
            for (int i = 0; i < count; i++) {
                open++;
                bootstrap.connect(wire.host(), wire.port()).addListener((ChannelFuture future) -> {
                    if (!future.isSuccess()) {
                        open--;
                        failures.add(future.cause());
                        done.countDown();
                        return;
                    }
                    InvokeConnection connection = future.channel().pipeline().get(InvokeConnection.class);
                    SslHandler handler = future.channel().pipeline().get(SslHandler.class);
                    if (handler == null) {
                        idle.addLast(connection);
                        done.countDown();
                    } else {
                        handler.handshakeFuture().addListener(handshake -> {
                            if (handshake.isSuccess()) {
                                idle.addLast(connection);
                            } else {
                                failures.add(handshake.cause());
                            }
                            done.countDown();
                        });
                    }
                });
            }
        });
        try {
            if (!done.await(CONNECT_TIMEOUT_MS * 2L, TimeUnit.MILLISECONDS)) {
                failures.add(new ConnectException("no connection within " + CONNECT_TIMEOUT_MS * 2 / 1000 + " s"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!failures.isEmpty()) {
            Throwable first = failures.get(0);
            throw PerfException.world(
                    "no connection to " + wire.host() + ":" + wire.port() + ": " + first.getMessage(), first);
        }
    }

    @Override
    public long bytesSent() {
        return bytesSent.get();
    }

    @Override
    public long bytesReceived() {
        return bytesReceived.get();
    }

    @Override
    public String name() {
        return "netty";
    }

    @Override
    public void close() {
        loop.execute(() -> {
            closed = true;
            new ArrayList<>(idle).forEach(InvokeConnection::close);
            waiting.forEach(call -> InvokeAnswers.failed(
                    call, InvokeOutcome.CONNECTION_ERROR, System.nanoTime(), "closed", "the run has ended"));
            waiting.clear();
        });
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
