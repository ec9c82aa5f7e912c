package io.github.lambdaperf.local.environment;

/**
 * How an asynchronous invocation ended.
 *
 * @param function the function's name
 * @param event the invocation with its payload
 * @param condition {@code Success}, {@code RetriesExhausted} or {@code EventAgeExceeded}
 * @param invocations how often the function was invoked
 * @param last the last answer of the function, null when it was never invoked
 * @param config the settings it was treated by
 */
public record AsyncOutcome(
        String function,
        Invocation event,
        String condition,
        int invocations,
        InvocationResult last,
        EventInvokeConfig config) {

    /** Whether the function answered without an error in the end. */
    public boolean succeeded() {
        return condition.equals("Success");
    }
}
