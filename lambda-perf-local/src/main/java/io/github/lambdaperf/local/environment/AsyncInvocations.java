package io.github.lambdaperf.local.environment;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Lambda's queue of asynchronous invocations. Confined to the event loop. */
public final class AsyncInvocations {

    // Lambda waits one minute before the first retry and two before the second.
    private static final double MINUTE_MILLIS = 60_000;

    private record Attempt(String function, Invocation event, int failures, long queuedMs, InvocationResult last) {
        InvocationListener.Target target() {
            return InvocationListener.Target.unqualified(function);
        }
    }

    private final FunctionHost host;
    private final EventLoop loop;
    private final double timeScale;
    private final Map<String, Deque<Attempt>> waiting = new LinkedHashMap<>();
    private final Map<String, EventInvokeConfig> configs = new HashMap<>();
    private final Map<String, String> deadLetterTargets = new HashMap<>();
    private Consumer<AsyncOutcome> ended = outcome -> {};
    private int retrying;
    private boolean closed;

    AsyncInvocations(FunctionHost host, EventLoop loop, double timeScale) {
        this.host = host;
        this.loop = loop;
        this.timeScale = timeScale;
    }

    /** The function's own settings, if it has any. */
    public Optional<EventInvokeConfig> config(String function) {
        return Optional.ofNullable(configs.get(function));
    }

    /** Sets a function's settings; null takes them back. */
    public void configure(String function, EventInvokeConfig config) {
        if (config == null) {
            configs.remove(function);
        } else {
            configs.put(function, config);
        }
    }

    /** The ARN of the function's dead-letter queue or topic, if it has one. */
    public Optional<String> deadLetterTarget(String function) {
        return Optional.ofNullable(deadLetterTargets.get(function));
    }

    /** Sets the dead-letter queue or topic of a function. */
    public void deadLetterTarget(String function, String arn) {
        deadLetterTargets.put(function, arn);
    }

    /** Who is told of each asynchronous invocation that has ended, on the event loop. */
    public void whenEnded(Consumer<AsyncOutcome> listener) {
        ended = listener;
    }

    /** Events that wait for capacity or for a retry. */
    public int pending() {
        return waiting.values().stream().mapToInt(Deque::size).sum() + retrying;
    }

    void enqueue(String function, Invocation event) {
        Attempt attempt = new Attempt(function, event, 0, System.currentTimeMillis(), null);
        host.listener().eventReceived(attempt.target(), attempt.queuedMs());
        await(attempt);
        capacityFreed();
    }

    /** Starts what waits, in order by function, as far as the concurrency goes. */
    void capacityFreed() {
        // an event of a function without capacity does not hold up those of others
        for (Deque<Attempt> queue : List.copyOf(waiting.values())) {
            boolean room = true;
            while (room && !closed && !queue.isEmpty()) {
                Attempt first = queue.pollFirst();
                if (isTooOld(first)) {
                    end(first, "EventAgeExceeded", first.failures(), first.last());
                } else if (!start(first)) {
                    queue.addFirst(first);
                    room = false;
                }
            }
        }
    }

    private void await(Attempt attempt) {
        waiting.computeIfAbsent(attempt.function(), function -> new ArrayDeque<>())
                .addLast(attempt);
    }

    private boolean isTooOld(Attempt attempt) {
        double age = System.currentTimeMillis() - attempt.queuedMs();
        return age > settings(attempt).maximumEventAge().toMillis() * timeScale;
    }

    private EventInvokeConfig settings(Attempt attempt) {
        return config(attempt.function().split(":", 2)[0]).orElseGet(EventInvokeConfig::defaults);
    }

    private boolean start(Attempt attempt) {
        Invocation event = attempt.event();
        Invocation run = new Invocation(
                event.requestId(), event.payload(), event.clientContext(), event.traceId(), new CompletableFuture<>());
        if (host.start(attempt.function(), run) != Admission.ADMITTED) {
            return false;
        }
        long now = System.currentTimeMillis();
        host.listener().eventStarted(attempt.target(), now, now - attempt.queuedMs());
        run.result().thenAccept(result -> {
            if (result.functionError() == null) {
                end(attempt, "Success", attempt.failures() + 1, result);
            } else if (attempt.failures() >= settings(attempt).maximumRetryAttempts()) {
                end(attempt, "RetriesExhausted", attempt.failures() + 1, result);
            } else {
                retry(new Attempt(attempt.function(), event, attempt.failures() + 1, attempt.queuedMs(), result));
            }
        });
        return true;
    }

    private void end(Attempt attempt, String condition, int invocations, InvocationResult result) {
        Invocation event = attempt.event();
        if (!condition.equals("Success")) {
            host.listener().eventDropped(attempt.target(), System.currentTimeMillis());
        }
        if (result == null) {
            event.result().cancel(false);
        } else {
            event.result().complete(result);
        }
        ended.accept(new AsyncOutcome(attempt.function(), event, condition, invocations, result, settings(attempt)));
    }

    private void retry(Attempt attempt) {
        retrying++;
        Runnable again = () -> {
            retrying--;
            await(attempt);
            capacityFreed();
        };
        long millis = Math.round(MINUTE_MILLIS * timeScale * attempt.failures());
        loop.schedule(again, millis, TimeUnit.MILLISECONDS);
    }

    void close() {
        closed = true;
        waiting.clear();
    }
}
