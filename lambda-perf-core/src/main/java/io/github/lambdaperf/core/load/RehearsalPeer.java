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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** A server in this JVM that answers every request as Lambda does, with a log tail; on loopback only. */
final class RehearsalPeer implements AutoCloseable {
    private static final String LENGTH = "Content-Length: ";
    private static final String END = "\r\n\r\n";
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
                        accepted.pipeline().addLast(new Answering());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    /** Looks for no more than where a request ends: a codec would have to be compiled too. */
    private static final class Answering extends SimpleChannelInboundHandler<ByteBuf> {
        private final StringBuilder head = new StringBuilder();
        private long missing;

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            if (missing == 0) {
                head.append(bytes.toString(StandardCharsets.ISO_8859_1));
                int end = head.indexOf(END);
                if (end < 0) {
                    return;
                }
                int length = head.indexOf(LENGTH) + LENGTH.length();
                missing = Long.parseLong(head.substring(length, head.indexOf("\r", length)))
                        - (head.length() - end - END.length());
                head.setLength(0);
            } else {
                missing -= bytes.readableBytes();
            }
            if (missing == 0) {
                context.writeAndFlush(Unpooled.wrappedBuffer(ANSWER));
            }
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
