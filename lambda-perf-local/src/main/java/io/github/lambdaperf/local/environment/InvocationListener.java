package io.github.lambdaperf.local.environment;

/** Hears what happens to invocations; called on the event loop, so it must not block. Moments are epoch milliseconds. */
public interface InvocationListener {

    /** Hears and does nothing. */
    InvocationListener NONE = new InvocationListener() {};

    /**
     * What was invoked.
     *
     * @param function the function's name
     * @param resource the function's name, with a colon and the qualifier if the caller named one other than $LATEST
     * @param executedVersion the version an alias with weights chose, null in any other case
     */
    record Target(String function, String resource, String executedVersion) {

        /** The function without a qualifier. */
        public static Target unqualified(String function) {
            return new Target(function, function, null);
        }
    }

    /**
     * An invocation has begun.
     *
     * @param concurrent invocations of the function that now run
     * @param concurrentOfAll invocations of all functions that now run
     */
    default void started(Target target, long epochMs, int concurrent, int concurrentOfAll) {}

    /**
     * An invocation of what has provisioned concurrency has begun.
     *
     * @param spillover true where all provisioned environments were busy, so that it runs on demand
     * @param busy provisioned environments that now run an invocation, this one included
     * @param provisioned environments that are wanted
     */
    default void startedProvisioned(Target target, long epochMs, boolean spillover, int busy, int provisioned) {}

    /**
     * An invocation has ended.
     *
     * @param startMs when it began
     * @param durationMs its duration without initialisation, as in REPORT
     * @param failed whether it ended in a function error
     */
    default void ended(Target target, long startMs, double durationMs, boolean failed) {}

    /** A synchronous invocation was rejected for want of concurrency. */
    default void throttled(Target target, long epochMs) {}

    /** An asynchronous event was queued. */
    default void eventReceived(Target target, long epochMs) {}

    /** An attempt with an asynchronous event has begun, the given time after the event was queued. */
    default void eventStarted(Target target, long epochMs, long ageMs) {}

    /** An asynchronous event has failed for the last time. */
    default void eventDropped(Target target, long epochMs) {}
}
