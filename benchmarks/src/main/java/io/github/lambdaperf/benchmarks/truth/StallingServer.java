package io.github.lambdaperf.benchmarks.truth;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Answers as Lambda's API does, is silent for a while, and knows when each request came and went, by
 * {@link System#nanoTime}, which on Linux is the same clock in every process.
 *
 * <p>Arguments: port; when it falls silent, in milliseconds after the first invocation; for how long, 0: never. {@code GET
 * /log} gives a line for each invocation, arrival and departure in nanoseconds, and begins anew.
 */
public final class StallingServer {
    private static final int MOST = 1_000_000;
    private static final String CONFIGURATION = "{\"FunctionName\":\"f\",\"FunctionArn\":"
            + "\"arn:aws:lambda:us-east-1:000000000000:function:f\",\"Version\":\"1\",\"Handler\":\"h\",\"Runtime\":\"java17\","
            + "\"MemorySize\":512,\"Timeout\":30,\"PackageType\":\"Zip\",\"Architectures\":[\"x86_64\"]}";
    private static final String ID = "6b7e6f0a-1b7f-4f6b-9a39-1c2d3e4f5a6b";
    private static final byte[] ANSWER = answer();

    private final long stallAfter;
    private final long stallFor;
    private final long[] arrivals = new long[MOST];
    private final long[] departures = new long[MOST];
    private final Queue<ChannelHandlerContext> held = new ArrayDeque<>();
    private int count;
    private int answered;

    private StallingServer(long stallAfterMs, long stallForMs) {
        stallAfter = TimeUnit.MILLISECONDS.toNanos(stallAfterMs);
        stallFor = TimeUnit.MILLISECONDS.toNanos(stallForMs);
    }

    /** Serves until it is killed. */
    public static void main(String[] args) throws InterruptedException {
        StallingServer server = new StallingServer(Long.parseLong(args[1]), Long.parseLong(args[2]));
        NioEventLoopGroup group = new NioEventLoopGroup(1);
        Channel channel = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel accepted) {
                        accepted.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(1 << 20))
                                .addLast(server.handler());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))
                .sync()
                .channel();
        new PrintStream(System.out, true, StandardCharsets.UTF_8).println("serving");
        channel.closeFuture().sync();
    }

    private SimpleChannelInboundHandler<FullHttpRequest> handler() {
        return new SimpleChannelInboundHandler<>() {
            @Override
            protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
                long now = System.nanoTime();
                String path = request.uri();
                if (path.endsWith("/invocations")) {
                    invoked(context, now);
                } else if (path.equals("/log")) {
                    send(context, json(log(), 200));
                } else {
                    send(context, json(CONFIGURATION, path.endsWith("/configuration") ? 200 : 404));
                }
            }
        };
    }

    private void invoked(ChannelHandlerContext context, long now) {
        arrivals[count++] = now;
        long since = now - arrivals[0] - stallAfter;
        held.add(context);
        if (since < 0 || since >= stallFor) {
            answerAll();
        } else if (held.size() == 1) {
            context.executor().schedule(this::answerAll, stallFor - since, TimeUnit.NANOSECONDS);
        }
    }

    private void answerAll() {
        for (ChannelHandlerContext waiting = held.poll(); waiting != null; waiting = held.poll()) {
            send(waiting, ANSWER);
            departures[answered++] = System.nanoTime();
        }
    }

    private String log() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < answered; i++) {
            log.append(arrivals[i]).append('\t').append(departures[i]).append('\n');
        }
        count = 0;
        answered = 0;
        return log.toString();
    }

    /** Past the codec, so that an answer costs next to nothing. */
    private static void send(ChannelHandlerContext context, byte[] bytes) {
        ByteBuf answer = Unpooled.wrappedBuffer(bytes);
        context.pipeline().firstContext().writeAndFlush(answer);
    }

    private static byte[] json(String body, int status) {
        return ("HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] answer() {
        String tail = "START RequestId: " + ID + " Version: $LATEST\nEND RequestId: " + ID + "\nREPORT RequestId: " + ID
                + "\tDuration: 0.10 ms\tBilled Duration: 1 ms\tMemory Size: 512 MB\tMax Memory Used: 98 MB\t\n";
        String body = "{\"statusCode\":200,\"ok\":true}";
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\nx-amzn-RequestId: " + ID + "\r\nX-Amz-Executed-Version: 1\r\nX-Amz-Log-Result: "
                        + Base64.getEncoder().encodeToString(tail.getBytes(StandardCharsets.UTF_8)) + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
