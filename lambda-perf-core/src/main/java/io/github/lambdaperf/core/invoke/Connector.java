package io.github.lambdaperf.core.invoke;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslHandler;
import java.util.function.Consumer;

/** Opens the connections of a pool. */
final class Connector {
    static final int TIMEOUT_MS = 10_000;

    private final ConnectionPool pool;
    private final ConnectionPool.Settings settings;
    private final ReadRound round;
    private final ClientTls tls;
    private final Bootstrap bootstrap;

    Connector(ConnectionPool pool, ConnectionPool.Settings settings, EventLoopGroup group, ReadRound round) {
        this.pool = pool;
        this.settings = settings;
        this.round = round;
        this.tls = settings.secure() ? ClientTls.to(settings.host(), settings.port(), settings.tls()) : null;
        this.bootstrap = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, TIMEOUT_MS)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    public boolean isSharable() {
                        // as its annotation says, which takes longer to read than a connection to open
                        return true;
                    }

                    @Override
                    protected void initChannel(SocketChannel channel) {
                        prepare(channel);
                    }
                });
    }

    private void prepare(SocketChannel channel) {
        if (tls != null) {
            channel.pipeline().addLast(tls.handler(channel.alloc()));
        }
        PooledConnection connection = new PooledConnection(pool, round, channel);
        if (settings.encoded()) {
            channel.pipeline().addLast(new PlainAnswers(pool, connection));
        } else {
            channel.pipeline()
                    .addLast(new ByteCounter(pool, connection))
                    .addLast(new HttpClientCodec(
                            ConnectionPool.MAX_LINE, ConnectionPool.MAX_HEADERS, ConnectionPool.MAX_CHUNK, true));
        }
        channel.pipeline().addLast(connection);
    }

    /**
     * Opens a connection, on the event loop.
     *
     * @param connected called before TLS is spoken
     * @param ready given the connection that requests can be sent on
     * @param failed told why there is none
     */
    void connect(Runnable connected, Consumer<PooledConnection> ready, Consumer<Throwable> failed) {
        bootstrap.connect(settings.host(), settings.port()).addListener((ChannelFuture future) -> {
            if (!future.isSuccess()) {
                failed.accept(future.cause());
                pool.refused();
                return;
            }
            connected.run();
            PooledConnection connection = future.channel().pipeline().get(PooledConnection.class);
            if (tls == null) {
                ready.accept(connection);
                return;
            }
            SslHandler handler = future.channel().pipeline().get(SslHandler.class);
            handler.handshakeFuture().addListener(handshake -> {
                if (handshake.isSuccess()) {
                    ready.accept(connection);
                } else {
                    connection.close();
                    failed.accept(handshake.cause());
                }
            });
        });
    }
}
