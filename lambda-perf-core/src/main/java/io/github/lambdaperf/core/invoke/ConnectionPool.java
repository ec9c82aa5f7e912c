package io.github.lambdaperf.core.invoke;

import io.github.lambdaperf.core.PerfException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keep-alive connections to one host on one event loop, the most recently used first, more of them on demand. It never
 * retries.
 */
final class ConnectionPool implements AutoCloseable {
    /** How often overdue answers are looked for: one timer for all, where one for each request would cost more than it. */
    private static final long SWEEP_MS = 100;

    static final int MAX_LINE = 4096;
    static final int MAX_CHUNK = 64 * 1024;
    static final int MAX_HEADERS = 64 * 1024;

    /**
     * What a pool connects to.
     *
     * @param readTimeout after which an answer is given up
     * @param maxConnections more exchanges at once wait for one
     * @param maxBody bytes of the largest answer
     * @param encoded exchanges give their requests as bytes, none of them HEAD or CONNECT
     * @param tls of the clients; null: the JDK's own trust
     */
    record Settings(
            String host,
            int port,
            boolean secure,
            Duration readTimeout,
            int maxConnections,
            int maxBody,
            boolean encoded,
            SslContext tls) {}

    static {
        NettyWarnings.install();
        if (System.getProperty("io.netty.leakDetection.level") == null) {
            // samples of stack traces, which cost every request a little
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    private final Settings settings;
    private final NioEventLoopGroup group;
    private final EventLoop loop;
    private final ReadRound round;
    private final Connector connector;
    private final ArrayDeque<PooledConnection> idle = new ArrayDeque<>();
    private final Set<PooledConnection> all = new HashSet<>();
    private final ArrayDeque<Exchange> waiting = new ArrayDeque<>();
    private final Queue<Exchange> submitted = new ConcurrentLinkedQueue<>();
    private final Runnable sendNext = this::sendNext;
    // made beforehand: there is no memory for them when they are needed
    private final Runnable giveBack = this::giveBack;
    private final Throwable lost = new OutOfMemoryError("the event loop of the load has ended");
    private final AtomicLong bytesSent = new AtomicLong();
    private final AtomicLong bytesReceived = new AtomicLong();
    private int open;
    private boolean closed;
    private boolean abandoned;
    private Exchange starved;
    private Throwable starvedBy;

    ConnectionPool(Settings settings) {
        this.settings = settings;
        // its threads find Netty's thread locals without a search
        this.group = new NioEventLoopGroup(1, new DefaultThreadFactory("lambda-perf-invoke", true) {
            @Override
            protected Thread newThread(Runnable life, String name) {
                return super.newThread(
                        () -> {
                            try {
                                life.run();
                            } catch (OutOfMemoryError e) {
                                // even to log why it ends takes memory; it is told below
                            } finally {
                                ended();
                            }
                        },
                        name);
            }
        });
        this.loop = group.next();
        this.round = new ReadRound((SingleThreadEventLoop) loop);
        this.connector = new Connector(this, settings, group, round);
        loop.scheduleWithFixedDelay(this::sweep, SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
    }

    /** Sends now on an idle connection or a new one; from any thread. */
    void submit(Exchange exchange) {
        if (loop.inEventLoop()) {
            send(exchange);
            return;
        }
        submitted.add(exchange);
        loop.execute(sendNext);
    }

    private void sendNext() {
        Exchange next = submitted.poll();
        if (next == null) {
            return;
        }
        try {
            send(next);
        } catch (OutOfMemoryError e) {
            starved(next, e);
        }
    }

    /**
     * Sends what is due on connections that are idle, between two answers: the loop reads from all connections that are
     * ready before it runs a task, so that after a silence of the server sends would wait for hundreds of answers. It opens
     * none, since the next answer may set one free.
     */
    void sendAmongAnswers() {
        while (!idle.isEmpty()) {
            Exchange next = submitted.poll();
            if (next == null) {
                return;
            }
            send(next);
        }
    }

    private void send(Exchange exchange) {
        if (abandoned && starvedBy != null) {
            exchange.failed(starvedBy);
            return;
        } else if (abandoned) {
            exchange.failed(InvokeOutcome.GENERATOR_ERROR, "abandoned", "the load generator has given up");
            return;
        } else if (closed) {
            exchange.failed(InvokeOutcome.CONNECTION_ERROR, "closed", "the run has ended");
            return;
        }
        PooledConnection connection = idle.pollLast();
        while (connection != null && !connection.isActive()) {
            connection = idle.pollLast();
        }
        if (connection != null) {
            write(connection, exchange);
        } else if (open < settings.maxConnections()) {
            connect(exchange);
        } else {
            waiting.add(exchange);
        }
    }

    private void connect(Exchange exchange) {
        open++;
        exchange.connecting();
        connector.connect(
                exchange::connected,
                connection -> {
                    if (settings.secure()) {
                        exchange.secured();
                    }
                    write(connection, exchange);
                },
                exchange::failed);
    }

    private void write(PooledConnection connection, Exchange exchange) {
        Object request;
        try {
            request = exchange.request(connection.allocator());
        } catch (OutOfMemoryError e) {
            starved(exchange, e);
            return;
        } catch (RuntimeException | Error e) {
            // nobody waits for a listener of Netty's, and somebody waits for the exchange
            connection.close();
            exchange.failed(InvokeOutcome.GENERATOR_ERROR, e.getClass().getSimpleName(), e.getMessage());
            return;
        }
        if (request instanceof ByteBuf bytes) {
            sent(bytes.readableBytes());
        }
        connection.send(exchange, request, settings.readTimeout());
    }

    /** Counts, on the event loop. */
    void sent(int bytes) {
        bytesSent.lazySet(bytesSent.getPlain() + bytes);
    }

    /** Counts, on the event loop. */
    void received(int bytes) {
        bytesReceived.lazySet(bytesReceived.getPlain() + bytes);
    }

    /** The connection has its answer and can take the next request. */
    void released(PooledConnection connection) {
        Exchange next = waiting.poll();
        if (next != null) {
            write(connection, next);
        } else {
            idle.addLast(connection);
        }
    }

    private void sweep() {
        if (abandoned) {
            giveBack();
            return;
        }
        long now = System.nanoTime();
        // a copy, since giving up closes connections
        for (PooledConnection connection : all.toArray(new PooledConnection[0])) {
            connection.sweep(now, settings.readTimeout());
        }
    }

    /** The connection is gone; a waiting exchange may open another one. */
    void gone(PooledConnection connection) {
        all.remove(connection);
        idle.remove(connection);
        refused();
    }

    /** There is one connection less. */
    void refused() {
        open--;
        connectNext();
    }

    /** The connection is there. */
    void opened(PooledConnection connection) {
        if (abandoned) {
            connection.close();
        } else {
            all.add(connection);
        }
    }

    /** Drops what all connections hold; what is sent later fails. */
    void abandon() {
        if (loop.inEventLoop()) {
            giveBack();
        } else if (!group.isShuttingDown()) {
            loop.execute(giveBack);
        }
    }

    /** Memory ran out in the middle of an exchange, on the event loop: all others are dropped, and this one fails. */
    void starved(Exchange exchange, Throwable cause) {
        starved = exchange;
        starvedBy = cause;
        giveBack();
    }

    /** Even this takes some memory: where there is none, the next sweep tries again. */
    private void giveBack() {
        abandoned = true;
        Exchange told = starved;
        // whoever is told abandons, too
        starved = null;
        try {
            waiting.clear();
            all.forEach(PooledConnection::drop);
            if (told != null) {
                told.failed(starvedBy);
            }
        } catch (OutOfMemoryError e) {
            starved = told;
        }
    }

    /** The loop's thread has ended. Only an error does that to it, and nobody else tells who waits for an answer. */
    private void ended() {
        if (!closed) {
            Iterator<PooledConnection> connections = all.iterator();
            while (starved == null && connections.hasNext()) {
                starved = connections.next().take();
            }
            if (starved == null) {
                starved = submitted.poll();
            }
            starvedBy = lost;
            giveBack();
        }
    }

    private void connectNext() {
        Exchange next = closed ? null : waiting.poll();
        if (next != null) {
            connect(next);
        }
    }

    int maxBody() {
        return settings.maxBody();
    }

    /** Opens connections, handshakes included; blocks until they are there. */
    void open(int connections) {
        int count = Math.min(connections, settings.maxConnections());
        CountDownLatch done = new CountDownLatch(count);
        List<Throwable> failures = new ArrayList<>();
        loop.execute(() -> {
            for (int i = 0; i < count; i++) {
                open++;
                connector.connect(
                        () -> {},
                        connection -> {
                            idle.addLast(connection);
                            done.countDown();
                        },
                        cause -> {
                            failures.add(cause);
                            done.countDown();
                        });
            }
        });
        try {
            if (!done.await(Connector.TIMEOUT_MS * 2L, TimeUnit.MILLISECONDS)) {
                failures.add(new ConnectException("no connection within " + Connector.TIMEOUT_MS * 2 / 1000 + " s"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!failures.isEmpty()) {
            Throwable first = failures.get(0);
            throw PerfException.world(
                    "no connection to " + settings.host() + ":" + settings.port() + ": " + first.getMessage() + ": "
                            + ConnectionFault.remedy(ConnectionFault.name(first)),
                    first);
        }
    }

    /** What this is, for the record. */
    String client() {
        if (!settings.secure()) {
            return "netty";
        }
        return "netty with " + ClientTls.provider();
    }

    long bytesSent() {
        return bytesSent.get();
    }

    long bytesReceived() {
        return bytesReceived.get();
    }

    /** Ends everything that is open; a second time does nothing. */
    @Override
    public void close() {
        if (group.isShuttingDown()) {
            return;
        }
        loop.execute(() -> {
            closed = true;
            new ArrayList<>(idle).forEach(PooledConnection::close);
            waiting.forEach(exchange -> exchange.failed(InvokeOutcome.CONNECTION_ERROR, "closed", "the run has ended"));
            waiting.clear();
        });
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
