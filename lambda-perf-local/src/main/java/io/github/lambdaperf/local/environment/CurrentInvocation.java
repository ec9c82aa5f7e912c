package io.github.lambdaperf.local.environment;

import io.github.lambdaperf.local.logs.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The invocation that an environment serves, and the lines of its log. */
final class CurrentInvocation {

    private final Assignment assignment;
    private final FunctionVersion function;
    private final TraceHeader trace;
    private final EnvironmentLog log;
    private final List<LogLine> lines = new ArrayList<>(4);

    CurrentInvocation(Assignment assignment, FunctionVersion function, EnvironmentLog log) {
        this.assignment = assignment;
        this.function = function;
        this.log = log;
        this.trace = TraceHeader.of(
                assignment.invocation().traceId(),
                function.settings().tracingMode().equals("Active"));
    }

    Assignment assignment() {
        return assignment;
    }

    String requestId() {
        return assignment.requestId();
    }

    byte[] payload() {
        return assignment.invocation().payload();
    }

    /** What the runtime is told beside the event. @param deadlineMs milliseconds since the epoch */
    Map<String, String> headers(long deadlineMs) {
        return RuntimeApi.eventHeaders(
                assignment.invocation(), trace.value(), Long.toString(deadlineMs), assignment.functionArn());
    }

    /** Takes what the process has written since the last time. */
    void drain() {
        lines.addAll(log.drain());
    }

    void add(List<LogLine> more) {
        lines.addAll(more);
    }

    /** Adds a line; null is none. */
    private void add(long now, String message) {
        if (message != null) {
            lines.add(new LogLine(now, message));
        }
    }

    /** Adds the line that begins it. */
    void start(long now) {
        add(now, log.platform().start(now, requestId()));
    }

    /**
     * Keeps its log, and gives its result to who waits for it.
     *
     * @param initMs null when warm
     * @param maxMemoryMb null where the system does not tell
     */
    void complete(byte[] payload, Outcome outcome, double durationMs, Double initMs, Integer maxMemoryMb) {
        drain();
        long now = System.currentTimeMillis();
        add(now, log.platform().end(requestId()));
        InvocationReport report = new InvocationReport(
                requestId(), durationMs, initMs, function.definition().memoryMb(), maxMemoryMb, outcome, trace);
        add(now, log.platform().report(now, report));
        log.keep(lines);
        assignment
                .invocation()
                .result()
                .complete(new InvocationResult(
                        payload, outcome.functionError(), durationMs, lines, function.version(), trace.value()));
    }

    /** It gets no answer. */
    void cancel() {
        assignment.invocation().result().cancel(false);
    }
}
