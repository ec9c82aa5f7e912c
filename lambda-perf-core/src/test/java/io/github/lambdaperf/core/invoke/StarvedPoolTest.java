package io.github.lambdaperf.core.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever waits for an answer hears that there is no memory, even where there is none to say so at first. */
@Timeout(60)
class StarvedPoolTest {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final CountDownLatch silent = new CountDownLatch(1);
    private ScriptedServer server;
    private ConnectionPool pool;

    /** Its server never answers. */
    @BeforeEach
    void open() throws Exception {
        server = new ScriptedServer((number, request, out, socket) -> {
            silent.countDown();
            return true;
        });
        pool = new ConnectionPool(new ConnectionPool.Settings(
                "127.0.0.1", server.endpoint().getPort(), false, Duration.ofSeconds(50), 10, 1000, true, null));
    }

    @AfterEach
    void close() throws Exception {
        pool.close();
        server.close();
    }

    private class Get extends Exchange {
        private final String name;

        Get(String name) {
            this.name = name;
        }

        @Override
        Object request(ByteBufAllocator allocator) {
            ByteBuf bytes = allocator.buffer();
            ByteBufUtil.writeAscii(bytes, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            return bytes;
        }

        @Override
        void answered(AnswerHead head, byte[] body, long completedNanos) {
            told.add(name + " answered");
        }

        @Override
        void failed(InvokeOutcome outcome, String type, String message) {
            told.add(name + " " + outcome + " " + type);
        }
    }

    /** As the listener of a load does. */
    private class Abandoning extends Get {
        private final AtomicInteger failures = new AtomicInteger();
        private final int inVain;

        /** @param inVain so often there is no memory to hear of it */
        Abandoning(int inVain) {
            super("starved");
            this.inVain = inVain;
        }

        @Override
        Object request(ByteBufAllocator allocator) {
            throw new OutOfMemoryError("of the test");
        }

        @Override
        void failed(InvokeOutcome outcome, String type, String message) {
            if (failures.getAndIncrement() < inVain) {
                throw new OutOfMemoryError("still");
            }
            super.failed(outcome, type, message);
            pool.abandon();
        }
    }

    @Test
    void aRequestWithoutMemoryFailsOnceAndDropsAllOthers() throws Exception {
        pool.submit(new Get("waiting"));
        silent.await();

        pool.submit(new Abandoning(0));

        assertThat(told.take()).isEqualTo("starved GENERATOR_ERROR OutOfMemoryError");
        pool.submit(new Get("late"));
        assertThat(told.take()).isEqualTo("late GENERATOR_ERROR OutOfMemoryError");
        pool.close();
        assertThat(told).isEmpty();
    }

    @Test
    void itIsToldAgainUntilThereIsMemoryToHear() throws Exception {
        pool.submit(new Abandoning(3));

        assertThat(told.take()).isEqualTo("starved GENERATOR_ERROR OutOfMemoryError");
    }

    /** Netty tells its log of an error in a task; where that fails, too, its loop ends. */
    @Test
    void anEndOfTheLoopIsToldToOneThatWaits() throws Exception {
        pool.open(2);
        pool.submit(new Get("waiting"));
        silent.await();
        PrintStream before = System.err;
        System.setErr(new PrintStream(new OutputStream() {
            @Override
            public void write(int character) {
                throw new OutOfMemoryError("to log");
            }
        }));
        try {
            pool.submit(new Get("unmade") {
                @Override
                Object request(ByteBufAllocator allocator) {
                    throw new IllegalStateException("of the test");
                }

                @Override
                void failed(InvokeOutcome outcome, String type, String message) {
                    throw new AssertionError("of the test");
                }
            });

            assertThat(told.poll(40, TimeUnit.SECONDS)).isEqualTo("waiting GENERATOR_ERROR OutOfMemoryError");
        } finally {
            System.setErr(before);
        }
    }
}
