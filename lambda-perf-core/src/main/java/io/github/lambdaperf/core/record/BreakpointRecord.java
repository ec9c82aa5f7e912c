package io.github.lambdaperf.core.record;

import java.util.List;

/**
 * What a search for the breaking point found. Rates are iterations per second.
 *
 * @param highestHeld highest rate that held over its window; null where the first one broke
 * @param lowestBroken lowest rate that broke; null where none did
 * @param reason in words why that one broke; null where none did
 * @param maxRate that the search was not to exceed
 * @param complete false where the search was stopped before it had found the point
 * @param steps in the order in which they were tried
 */
public record BreakpointRecord(
        Double highestHeld,
        Double lowestBroken,
        String reason,
        double maxRate,
        boolean complete,
        List<BreakpointStep> steps) {
    public BreakpointRecord {
        steps = List.copyOf(steps);
    }

    /**
     * One rate that was tried, in the figures of its window.
     *
     * @param rate asked for
     * @param startSecond of the window, from the start of the scenario
     * @param seconds length of the window
     * @param invocations answered
     * @param p95Ms of {@code invocation_duration}; null: no answer
     * @param errors failed, throttles left out
     * @param throttles HTTP 429
     * @param coldStarts seen in reports
     * @param broke in words why it did not hold, else null
     */
    public record BreakpointStep(
            double rate,
            double startSecond,
            double seconds,
            long invocations,
            Double p95Ms,
            long errors,
            long throttles,
            long coldStarts,
            String broke) {}
}
