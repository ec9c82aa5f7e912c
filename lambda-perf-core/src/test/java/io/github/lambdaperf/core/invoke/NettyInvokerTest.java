package io.github.lambdaperf.core.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NettyInvokerTest extends InvokerContract {
    private static final String PLAIN = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    /** Goes to Netty's decoder. */
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";

    @Override
    FunctionInvoker open(InvokeTarget target) {
        return new NettyInvoker(target);
    }

    @Test
    void connectionsThatWereOpenedBeforehandServe() throws Exception {
        try (ScriptedServer server = new ScriptedServer((number, request, out, socket) -> {
                    out.write(ScriptedServer.answer(200, "", "{}"));
                    return true;
                });
                FunctionInvoker invoker = invoker(server.endpoint(), Duration.ofSeconds(20), 10)) {
            invoker.open(3);
            invoke(invoker);
            invoke(invoker);

            assertThat(server.connections()).isEqualTo(3);
        }
    }

    /** The loop would read from all connections that have an answer before it looked at what is due. */
    @ParameterizedTest
    @ValueSource(strings = {PLAIN, CHUNKED})
    void whatIsDueAmongAnswersIsSentAmongThem(String answer) throws Exception {
        int held = 20;
        CountDownLatch arrived = new CountDownLatch(held);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(held);
        List<InvokeResponse> answers = new CopyOnWriteArrayList<>();
        List<Long> told = new CopyOnWriteArrayList<>();
        CompletableFuture<InvokeResponse> late = new CompletableFuture<>();
        try (ScriptedServer server = new ScriptedServer((number, request, out, socket) -> {
                    if (request.endsWith("first")) {
                        await(arrived);
                    } else if (request.endsWith("held")) {
                        arrived.countDown();
                        await(release);
                    }
                    out.write(answer.getBytes(StandardCharsets.US_ASCII));
                    if (request.endsWith("held")) {
                        written.countDown();
                    }
                    return true;
                });
                FunctionInvoker invoker = invoker(server.endpoint(), Duration.ofSeconds(20), held + 2)) {
            invoker.open(held + 2);
            CompletableFuture<Void> all = new CompletableFuture<>();
            Consumer<InvokeResponse> listener = response -> {
                told.add(System.nanoTime());
                answers.add(response);
                if (answers.size() == 1) {
                    Thread other = new Thread(() -> invoker.invoke(request("late"), late::complete));
                    other.start();
                    join(other);
                } else if (answers.size() == held) {
                    all.complete(null);
                }
            };
            for (int i = 0; i < held; i++) {
                invoker.invoke(request("held"), listener);
            }
            // on the loop, so that it finds all the other answers at once
            invoker.invoke(request("first"), first -> {
                release.countDown();
                await(written);
            });
            all.get(20, TimeUnit.SECONDS);

            long sent = late.get(20, TimeUnit.SECONDS).sentNanos();
            assertThat(told.get(0)).isLessThan(sent);
            assertThat(told.get(held - 1)).isGreaterThan(sent);
            // all were there when the first was told of
            assertThat(answers)
                    .allSatisfy(one -> assertThat(one.completedNanos()).isLessThanOrEqualTo(told.get(0)));
            assertThat(late.join().completedNanos()).isGreaterThan(sent);
        }
    }

    /** An answer that fills Netty's first buffer, so that it reads on, and finds what was asked for since it began. */
    @Test
    void noAnswerCameBeforeItsRequest() throws Exception {
        int buffer = 2048;
        int head = ScriptedServer.answer(200, "", "x".repeat(1900)).length - 1900;
        byte[] full = ScriptedServer.answer(200, "", "x".repeat(buffer - head));
        assertThat(full).hasSize(buffer);
        CountDownLatch written = new CountDownLatch(1);
        CompletableFuture<InvokeResponse> second = new CompletableFuture<>();
        try (ScriptedServer server = new ScriptedServer((number, request, out, socket) -> {
                    out.write(number == 0 ? full : PLAIN.getBytes(StandardCharsets.US_ASCII));
                    if (number == 1) {
                        written.countDown();
                    }
                    return true;
                });
                FunctionInvoker invoker = invoker(server.endpoint(), Duration.ofSeconds(20), 1)) {
            invoker.invoke(request("first"), first -> {
                invoker.invoke(request("second"), second::complete);
                await(written);
            });

            InvokeResponse answer = second.get(20, TimeUnit.SECONDS);
            assertThat(answer.completedNanos()).isGreaterThan(answer.sentNanos());
        }
    }

    private static InvokeRequest request(String payload) {
        return new InvokeRequest(payload.getBytes(StandardCharsets.UTF_8), false);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
