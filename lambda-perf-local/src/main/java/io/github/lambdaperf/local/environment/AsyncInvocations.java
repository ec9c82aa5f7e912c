package io.github.lambdaperf.local.environment;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Lambda's queue of asynchronous invocations. Confined to the event loop. */
final class AsyncInvocations {

    private static final int RETRIES = 2;

    private record Attempt(String function, Invocation event, int failures) {}

    private final FunctionHost host;
    private final EventLoop loop;
    private final Duration firstRetry;
    private final Deque<Attempt> waiting = new ArrayDeque<>();
    private boolean closed;

    AsyncInvocations(FunctionHost host, EventLoop loop, Duration firstRetry) {
        this.host = host;
        this.loop = loop;
        this.firstRetry = firstRetry;
    }

    void enqueue(String function, Invocation event) {
        waiting.addLast(new Attempt(function, event, 0));
        capacityFreed();
    }

    /** Starts what waits, in order, as far as the concurrency goes. */
    void capacityFreed() {
        while (!closed && !waiting.isEmpty()) {
            Attempt first = waiting.pollFirst();
            if (!start(first)) {
                waiting.addFirst(first);
                return;
            }
        }
    }

    private boolean start(Attempt attempt) {
        Invocation event = attempt.event();
        Invocation run = new Invocation(
                event.requestId(), event.payload(), event.clientContext(), event.traceId(), new CompletableFuture<>());
        if (!host.invoke(attempt.function(), run)) {
            return false;
        }
        run.result().thenAccept(result -> {
            if (result.functionError() == null || attempt.failures() == RETRIES) {
                event.result().complete(result);
            } else {
                retry(new Attempt(attempt.function(), event, attempt.failures() + 1));
            }
        });
        return true;
    }

    private void retry(Attempt attempt) {
        Runnable again = () -> {
            waiting.addLast(attempt);
            capacityFreed();
        };
        loop.schedule(again, firstRetry.toMillis() * attempt.failures(), TimeUnit.MILLISECONDS);
    }

    void close() {
        closed = true;
        waiting.clear();
    }
}
