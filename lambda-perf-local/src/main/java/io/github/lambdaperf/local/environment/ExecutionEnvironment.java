package io.github.lambdaperf.local.environment;

import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.logs.LogLine;
import io.github.lambdaperf.local.logs.LogStore;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One process of a function, serving one invocation at a time. Confined to the event loop.
 *
 * <p>A process that times out or dies is followed by another one with the same log stream, which initialises within an
 * invocation, under the function's timeout: no {@code Init Duration} is reported for it, its {@code Duration} is longer.
 */
final class ExecutionEnvironment {

    private static final Duration INIT_LIMIT = Duration.ofSeconds(10);
    // Lambda's documented limit with provisioned concurrency, unless the function's timeout is longer.
    private static final Duration PROVISIONED_INIT_LIMIT = Duration.ofSeconds(130);
    // Lambda's documented limit of a synchronous response.
    static final int LARGEST_RESPONSE = 6_291_556;

    /** What the pool wants to know of its environments. */
    interface Owner {
        /** The process asks for its first event, or has ended; may be said again. */
        void initEnded(ExecutionEnvironment environment);

        /** The environment can take the next invocation. */
        void available(ExecutionEnvironment environment);

        /** The process is gone; its log stream goes on with the next one. */
        void gone(ExecutionEnvironment environment);

        /** The process went before it took the invocation, which another one has to. */
        void notTaken(Assignment assignment);
    }

    private final String id;
    private final FunctionVersion function;
    private final InitializationType type;
    private final EventLoop loop;
    private final Owner owner;
    private final EnvironmentLog log;
    private final PeakMemory memory = new PeakMemory();
    private Process process;
    private long spawnedNanos;
    private Double initMs;
    private boolean initialised;
    private boolean dead;
    private byte[] initError;
    private String initErrorType;
    private CompletableFuture<ApiReply> parkedNext;
    private CurrentInvocation current;
    private long startedNanos;
    private boolean dispatched;
    private boolean served;
    private ScheduledFuture<?> deadline;

    /**
     * An environment whose process is yet to be started.
     *
     * @param logStream its log stream
     * @param type what the process is started for
     */
    ExecutionEnvironment(
            String id,
            FunctionVersion function,
            String logStream,
            InitializationType type,
            EventLoop loop,
            LogStore logs,
            Owner owner,
            PlatformLog platform) {
        this.id = id;
        this.function = function;
        this.type = type;
        this.loop = loop;
        this.owner = owner;
        this.log = new EnvironmentLog(
                logs, platform, logStream, function.definition().logMask());
    }

    String id() {
        return id;
    }

    String logStream() {
        return log.logStream();
    }

    InitializationType type() {
        return type;
    }

    /** Whether it serves an invocation now. */
    boolean busy() {
        return current != null;
    }

    /** Whether its process has asked for an event at least once. */
    boolean initialised() {
        return initialised;
    }

    Process process() {
        return process;
    }

    /** Takes its first invocation; the process is yet to be started. */
    void starting(Assignment assignment) {
        take(assignment);
        starting();
    }

    /** Waits for a first invocation; the process is yet to be started. */
    void starting() {
        spawnedNanos = System.nanoTime();
        if (type != InitializationType.WITHIN_INVOKE) {
            log.initStart(type);
        }
    }

    /** The process runs since the given moment, from which all durations and limits count. */
    void started(Process started, long nanos, ProcessOutput itsOutput) {
        process = started;
        log.opened(itsOutput);
        spawnedNanos = nanos;
        startedNanos = nanos;
        if (dead) {
            process.destroyForcibly();
        } else if (type == InitializationType.WITHIN_INVOKE) {
            restartDeadline();
        } else {
            deadline = loop.schedule(this::initTimedOut, initLimit().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Duration initLimit() {
        if (type != InitializationType.PROVISIONED) {
            return INIT_LIMIT;
        }
        return timeout().compareTo(PROVISIONED_INIT_LIMIT) > 0 ? timeout() : PROVISIONED_INIT_LIMIT;
    }

    private Duration timeout() {
        return function.definition().timeout();
    }

    void failedToStart(IOException failure) {
        initError = FunctionErrors.payload(
                "Runtime.InvalidEntrypoint", current == null ? "" : current.requestId(), failure.getMessage());
        initErrorType = "Runtime.InvalidEntrypoint";
        exited(1);
    }

    /** Gives the environment its next invocation; it must have none. */
    void assign(Assignment assignment) {
        take(assignment);
        restartDeadline();
        if (parkedNext != null) {
            dispatch();
        }
    }

    private void take(Assignment assignment) {
        current = new CurrentInvocation(assignment, function, log);
        log.handedOut(assignment.invocation().payload());
        dispatched = false;
        startedNanos = System.nanoTime();
    }

    CompletableFuture<ApiReply> next() {
        CompletableFuture<ApiReply> reply = new CompletableFuture<>();
        if (dead) {
            // Killed already; it must not see another event.
            return reply;
        }
        parkedNext = reply;
        if (!initialised) {
            firstNext();
        }
        if (current != null) {
            dispatch();
        }
        return reply;
    }

    private void firstNext() {
        initialised = true;
        owner.initEnded(this);
        memory.sampleNow(process);
        if (type == InitializationType.ON_DEMAND) {
            initMs = (System.nanoTime() - spawnedNanos) / 1e6;
            log.keep();
            restartDeadline();
        } else if (type == InitializationType.PROVISIONED) {
            cancelDeadline();
            logInitReport("init", Outcome.SUCCESS);
            owner.available(this);
        }
    }

    private void restartDeadline() {
        cancelDeadline();
        if (current != null) {
            deadline = loop.schedule(this::timedOut, timeout().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void dispatch() {
        long now = System.currentTimeMillis();
        current.drain();
        current.start(now);
        long elapsedMs = 0;
        if (type == InitializationType.WITHIN_INVOKE && !served) {
            elapsedMs = (System.nanoTime() - startedNanos) / 1_000_000;
        } else {
            startedNanos = System.nanoTime();
        }
        served = true;
        Map<String, String> headers =
                current.headers(now - elapsedMs + timeout().toMillis());
        CompletableFuture<ApiReply> reply = parkedNext;
        parkedNext = null;
        dispatched = true;
        reply.complete(new ApiReply(200, headers, current.payload()));
    }

    /** The function's response; false when this is not the current request. */
    boolean respond(String requestId, byte[] payload) {
        if (!isCurrent(requestId)) {
            return false;
        }
        finish(payload, Outcome.SUCCESS);
        owner.available(this);
        return true;
    }

    /** The function's response is larger than {@link #LARGEST_RESPONSE}; false when this is not the current request. */
    boolean respondTooLarge(String requestId) {
        if (!isCurrent(requestId)) {
            return false;
        }
        String message = "Response payload size exceeded maximum allowed payload size (6291556 bytes).";
        String type = "Function.ResponseSizeTooLarge";
        finish(FunctionErrors.payload(type, requestId, message), Outcome.error(type));
        owner.available(this);
        return true;
    }

    /** The function's error; false when this is not the current request. */
    boolean fail(String requestId, byte[] payload, String errorType) {
        if (!isCurrent(requestId)) {
            return false;
        }
        finish(payload, Outcome.thrown(errorType));
        owner.available(this);
        return true;
    }

    void initFailed(byte[] payload, String errorType) {
        memory.sampleNow(process);
        initError = payload;
        initErrorType = errorType;
    }

    private boolean isCurrent(String requestId) {
        return dispatched && current != null && current.requestId().equals(requestId);
    }

    private void initTimedOut() {
        if (initialised) {
            return;
        }
        logInitReport("init", Outcome.TIMEOUT);
        if (current != null) {
            replaceProcess();
        } else {
            end();
            owner.gone(this);
        }
    }

    private void timedOut() {
        if (current == null) {
            return;
        }
        String requestId = current.requestId();
        memory.sampleNow(process);
        if (!dispatched) {
            if (!initialised) {
                logInitReport("invoke", Outcome.TIMEOUT);
            }
            current.start(System.currentTimeMillis());
        }
        String message = FunctionErrors.timedOut(timeout());
        end();
        finish(FunctionErrors.payload("Sandbox.Timedout", requestId, message), Outcome.TIMEOUT);
        owner.gone(this);
    }

    /** The process has ended. */
    void exited(int status) {
        owner.initEnded(this);
        if (!dead) {
            end();
            if (current == null) {
                endedIdle();
                owner.gone(this);
            } else if (dispatched) {
                failWithExit(status);
                owner.gone(this);
            } else if (initialised) {
                replaceProcess();
            } else {
                initEnded(status);
            }
        }
        log.closed();
    }

    private void endedIdle() {
        if (type == InitializationType.PROVISIONED && !initialised) {
            logInitReport("init", Outcome.error(initFailure()));
        } else {
            log.keep();
        }
    }

    private String initFailure() {
        return initErrorType == null ? "Runtime.ExitError" : initErrorType;
    }

    private void initEnded(int status) {
        Outcome outcome = Outcome.error(initFailure());
        if (type != InitializationType.WITHIN_INVOKE) {
            logInitReport("init", outcome);
            replaceProcess();
            return;
        }
        logInitReport("invoke", outcome);
        current.start(System.currentTimeMillis());
        if (initError != null) {
            finish(initError, outcome);
        } else {
            failWithExit(status);
        }
        owner.gone(this);
    }

    private void failWithExit(int status) {
        byte[] error = FunctionErrors.payload("Runtime.ExitError", current.requestId(), FunctionErrors.exited(status));
        finish(error, Outcome.error("Runtime.ExitError"));
    }

    private void logInitReport(String phase, Outcome outcome) {
        double ms = (System.nanoTime() - spawnedNanos) / 1e6;
        List<LogLine> lines = log.initReport(ms, phase, outcome, type);
        if (type == InitializationType.WITHIN_INVOKE) {
            current.add(lines);
        } else {
            log.keep(lines);
        }
    }

    private void replaceProcess() {
        end();
        Assignment lost = current.assignment();
        current = null;
        log.keep();
        owner.gone(this);
        owner.notTaken(lost);
    }

    private void finish(byte[] payload, Outcome outcome) {
        double durationMs = (System.nanoTime() - startedNanos) / 1e6;
        if (outcome == Outcome.TIMEOUT) {
            durationMs = timeout().toMillis();
        }
        cancelDeadline();
        CurrentInvocation done = current;
        current = null;
        dispatched = false;
        memory.sample(process);
        Double init = initMs;
        initMs = null;
        done.complete(payload, outcome, durationMs, init, memory.megabytes());
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /** Ends the process; a running invocation gets no answer. */
    void stop() {
        end();
        if (current != null) {
            current.cancel();
            current = null;
        }
    }

    private void end() {
        dead = true;
        cancelDeadline();
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
