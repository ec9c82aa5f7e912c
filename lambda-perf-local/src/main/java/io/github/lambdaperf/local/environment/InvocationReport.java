package io.github.lambdaperf.local.environment;

/**
 * The figures of a REPORT line.
 *
 * @param requestId the request's id
 * @param durationMs milliseconds from handing the event over to the answer
 * @param initMs milliseconds from the start of the process to its first request for an event, null when warm
 * @param memorySizeMb the function's memory size
 * @param maxMemoryMb peak resident memory of the process, null where the system does not tell
 * @param outcome how it ended
 * @param trace of the invocation
 */
record InvocationReport(
        String requestId,
        double durationMs,
        Double initMs,
        int memorySizeMb,
        Integer maxMemoryMb,
        Outcome outcome,
        TraceHeader trace) {

    /** Duration with initialisation, up to the next full millisecond: Lambda's rule since August 2025. */
    long billedMs() {
        return (long) Math.ceil(durationMs + (initMs == null ? 0 : initMs));
    }
}
