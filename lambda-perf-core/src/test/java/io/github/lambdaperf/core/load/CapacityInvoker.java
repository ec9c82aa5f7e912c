package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.invoke.FunctionInvoker;
import io.github.lambdaperf.core.invoke.InvokeOutcome;
import io.github.lambdaperf.core.invoke.InvokeRequest;
import io.github.lambdaperf.core.invoke.InvokeResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Serves as many at once as it has slots, each for the same time, and throttles what finds none. */
final class CapacityInvoker implements FunctionInvoker {
    private final ScheduledExecutorService server = Executors.newScheduledThreadPool(1);
    private final Semaphore slots;
    private final long millis;
    private final AtomicInteger open = new AtomicInteger();

    CapacityInvoker(int slots, long millis) {
        this.slots = new Semaphore(slots);
        this.millis = millis;
    }

    @Override
    public void invoke(InvokeRequest request, Consumer<InvokeResponse> listener) {
        long sent = System.nanoTime();
        if (slots.tryAcquire()) {
            server.schedule(
                    () -> {
                        slots.release();
                        listener.accept(answer(InvokeOutcome.SUCCESS, 200, sent));
                    },
                    millis,
                    TimeUnit.MILLISECONDS);
        } else {
            listener.accept(answer(InvokeOutcome.THROTTLED, 429, sent));
        }
    }

    private static InvokeResponse answer(InvokeOutcome outcome, int status, long sent) {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        return new InvokeResponse(
                outcome, sent, System.nanoTime(), status, "r", null, null, null, body, null, null, null, null);
    }

    @Override
    public void open(int connections) {
        open.set(connections);
    }

    /** Connections that were opened beforehand. */
    int opened() {
        return open.get();
    }

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
