package io.github.lambdaperf.core.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** A server in this JVM that answers every request as Lambda does, with a log tail; on loopback only. */
final class RehearsalPeer implements AutoCloseable {
    private static final int LARGEST_REQUEST = 8 * 1024 * 1024;
    private static final String ID = "00000000-0000-0000-0000-000000000000";
    private static final byte[] ANSWER = answer();

    private final NioEventLoopGroup group = new NioEventLoopGroup(1, task -> {
        Thread thread = new Thread(task, "lambda-perf-rehearsal");
        thread.setDaemon(true);
        return thread;
    });
    private final Channel channel;

    RehearsalPeer() throws InterruptedException {
        channel = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel accepted) {
                        accepted.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                                .addLast(new Answering());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    private static final class Answering extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            ByteBuf answer = Unpooled.wrappedBuffer(ANSWER);
            // past the codec, which need not be compiled
            context.pipeline().firstContext().writeAndFlush(answer);
        }
    }

    private static byte[] answer() {
        String tail = "START RequestId: " + ID + " Version: $LATEST\nEND RequestId: " + ID + "\nREPORT RequestId: " + ID
                + "\tDuration: 1.23 ms\tBilled Duration: 2 ms\tMemory Size: 512 MB\tMax Memory Used: 98 MB\t\n";
        String body = "{\"statusCode\":200}";
        String text = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\nConnection: keep-alive\r\nx-amzn-RequestId: " + ID + "\r\nX-Amz-Executed-Version: $LATEST\r\n"
                + "X-Amz-Log-Result: "
                + Base64.getEncoder().encodeToString(tail.getBytes(StandardCharsets.UTF_8))
                + "\r\nX-Amzn-Trace-Id: Root=1-00000000-000000000000000000000000;Sampled=0\r\n\r\n" + body;
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + ((InetSocketAddress) channel.localAddress()).getPort());
    }

    @Override
    public void close() {
        channel.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
