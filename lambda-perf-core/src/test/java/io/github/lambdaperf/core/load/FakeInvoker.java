package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.invoke.FunctionInvoker;
import io.github.lambdaperf.core.invoke.InvokeOutcome;
import io.github.lambdaperf.core.invoke.InvokeRequest;
import io.github.lambdaperf.core.invoke.InvokeResponse;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Answers after a time with what the test wants; the number of the invocation starts at 0. */
class FakeInvoker implements FunctionInvoker {
    /** Answers nothing, ever. */
    static final long NEVER = -1;

    private final ScheduledExecutorService server = Executors.newScheduledThreadPool(1);
    private final Queue<String> payloads = new ConcurrentLinkedQueue<>();
    private final AtomicLong calls = new AtomicLong();
    private final long answerMicros;
    private final LongFunction<InvokeOutcome> outcomes;
    private final LongFunction<String> tails;

    FakeInvoker(long answerMicros, LongFunction<InvokeOutcome> outcomes, LongFunction<String> tails) {
        this.answerMicros = answerMicros;
        this.outcomes = outcomes;
        this.tails = tails;
    }

    Queue<String> payloads() {
        return payloads;
    }

    @Override
    public void invoke(InvokeRequest request, Consumer<InvokeResponse> listener) {
        long number = calls.getAndIncrement();
        long sent = System.nanoTime();
        payloads.add(new String(request.payload(), StandardCharsets.UTF_8));
        if (answerMicros == NEVER) {
            return;
        }
        InvokeOutcome outcome = outcomes.apply(number);
        boolean ok = outcome == InvokeOutcome.SUCCESS;
        server.schedule(
                () -> listener.accept(new InvokeResponse(
                        outcome,
                        sent,
                        System.nanoTime(),
                        outcome == InvokeOutcome.THROTTLED ? 429 : 200,
                        "request-" + number,
                        "$LATEST",
                        outcome == InvokeOutcome.FUNCTION_ERROR ? "Unhandled" : null,
                        request.logTail() ? tails.apply(number) : null,
                        "{\"n\":1}".getBytes(StandardCharsets.UTF_8),
                        ok ? null : "Some.Error",
                        outcome == InvokeOutcome.THROTTLED ? "CallerRateLimitExceeded" : null,
                        ok ? null : "broken",
                        null)),
                answerMicros,
                TimeUnit.MICROSECONDS);
    }

    @Override
    public void open(int connections) {}

    @Override
    public long bytesSent() {
        return 0;
    }

    @Override
    public long bytesReceived() {
        return 0;
    }

    @Override
    public String client() {
        return "fake";
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
