package io.github.lambdaperf.local.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** An HTTP/1.1 server on the loopback interface with a single event loop. */
public final class HttpServer implements AutoCloseable {

    /** Bytes of a body where the handler says nothing else: more than any service takes but Lambda and its APIs. */
    static final int LARGEST_BODY = 8 * 1024 * 1024;
    /** Bytes of a request line. */
    static final int LARGEST_LINE = 8 * 1024;
    /** Bytes of all headers; API Gateway takes 10,240, and session tokens are long. */
    static final int LARGEST_HEADERS = 16 * 1024;

    // Above what any handler takes: the gate behind it counts.
    private static final int LARGEST_INFLATED = 16 * 1024 * 1024;
    private static final int CHUNK = 64 * 1024;

    private final EventLoopGroup group = new NioEventLoopGroup(1, new DefaultThreadFactory("lambda-local", true));
    private final EventLoop loop = group.next();
    private Channel channel;

    /** The loop all handlers run on. */
    public EventLoop eventLoop() {
        return loop;
    }

    /**
     * Holds a port of 127.0.0.1. Whoever connects waits until {@link #accept}.
     *
     * @param port the port, 0 for any free one
     * @return the port it holds
     * @throws IOException when the port is taken
     */
    public int bind(int port, ApiHandler handler) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel accepted) {
                        fill(accepted.pipeline(), handler);
                    }
                });
        var bound = bootstrap.bind(new InetSocketAddress("127.0.0.1", port)).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on 127.0.0.1:" + port + ": " + bound.cause().getMessage()
                            + "; end the process that holds the port, or choose another one, or 0 for any free one",
                    bound.cause());
        }
        channel = bound.channel();
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Answers, those who have waited first. */
    public void accept() {
        channel.config().setAutoRead(true);
    }

    /** What the bytes of one connection pass. */
    static void fill(ChannelPipeline pipeline, ApiHandler handler) {
        pipeline.addLast(new HttpServerCodec(LARGEST_LINE, LARGEST_HEADERS, CHUNK))
                .addLast(new HttpContentDecompressor(LARGEST_INFLATED))
                .addLast(new RequestGate(handler))
                .addLast(new HttpConnection(handler));
    }

    @Override
    public void close() {
        if (channel != null) {
            channel.close().awaitUninterruptibly();
        }
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
