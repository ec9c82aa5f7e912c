package io.github.lambdaperf.core.logs;

import java.util.OptionalDouble;

/**
 * One REPORT line, or one {@code platform.report} event.
 *
 * @param requestId the invocation; the same id stands in several reports when an asynchronous event was retried
 * @param durationMs without init
 * @param billedMs with init or billed restore, as AWS bills since August 2025; empty on managed instances
 * @param memoryMb configured
 * @param maxMemoryMb largest use of the environment so far
 * @param initMs present on a cold start
 * @param restoreMs present on a restore from a snapshot
 * @param billedRestoreMs present on a restore from a snapshot
 * @param status {@code timeout}, {@code error}, ...; null: the line has none
 * @param errorType such as {@code Runtime.ExitError}, or null
 */
public record InvocationReport(
        String requestId,
        double durationMs,
        OptionalDouble billedMs,
        OptionalDouble memoryMb,
        OptionalDouble maxMemoryMb,
        OptionalDouble initMs,
        OptionalDouble restoreMs,
        OptionalDouble billedRestoreMs,
        String status,
        String errorType) {

    /** True for an init or a restore: the first invocation of an environment. */
    public boolean coldStart() {
        return initMs.isPresent() || restoreMs.isPresent();
    }
}
