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

    private record Attempt(String function, Invocation event, int failures, long queuedMs) {
        InvocationListener.Target target() {
            return InvocationListener.Target.unqualified(function);
        }
    }

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
        Attempt attempt = new Attempt(function, event, 0, System.currentTimeMillis());
        host.listener().eventReceived(attempt.target(), attempt.queuedMs());
        waiting.addLast(attempt);
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
        if (!host.start(attempt.function(), run)) {
            return false;
        }
        long now = System.currentTimeMillis();
        host.listener().eventStarted(attempt.target(), now, now - attempt.queuedMs());
        run.result().thenAccept(result -> {
            if (result.functionError() == null || attempt.failures() == RETRIES) {
                if (result.functionError() != null) {
                    host.listener().eventDropped(attempt.target(), System.currentTimeMillis());
                }
                event.result().complete(result);
            } else {
                retry(new Attempt(attempt.function(), event, attempt.failures() + 1, attempt.queuedMs()));
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
