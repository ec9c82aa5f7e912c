package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.invoke.InvokeResponse;
import io.github.lambdaperf.core.logs.InvocationReport;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One answer, with the times that count. Times are those of {@link System#nanoTime}.
 *
 * @param due from when on latency counts: the intended start where there is a schedule, else when the iteration began
 * @param scheduled whether there is a schedule
 * @param started when the iteration began
 * @param report of the invocation, null where the answer brought none
 * @param checks their results, in the scenario's order
 * @param tags of its values
 * @param messages that a send held; 0: it is an invocation
 * @param mask takes secrets out of words that others have made, before they are kept
 */
record Sample(
        long due,
        boolean scheduled,
        long started,
        InvokeResponse response,
        InvocationReport report,
        boolean[] checks,
        Map<String, String> tags,
        int messages,
        UnaryOperator<String> mask) {
    double durationMs() {
        return (response.completedNanos() - due) / 1e6;
    }
}
