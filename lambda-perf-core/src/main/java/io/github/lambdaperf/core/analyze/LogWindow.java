package io.github.lambdaperf.core.analyze;

import io.github.lambdaperf.core.record.FunctionRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.time.Instant;
import java.util.List;

/**
 * The time in which a scenario's log lines stand.
 *
 * @param from a second before the first intended start
 * @param to after the last invocation can have ended
 * @param shared true where another scenario of the run follows or precedes at once, so that whole seconds, in which Logs
 *     Insights selects, hold lines of both
 */
record LogWindow(Instant from, Instant to, boolean shared) {
    private static final long BEFORE_MS = 1000;
    private static final long AFTER_MS = 5000;

    /** Of one scenario of a run; the scenarios ran one after another. */
    static LogWindow of(ScenarioRecord scenario, List<ScenarioRecord> all, FunctionRecord function) {
        long start = scenario.startedAtMs();
        long from = start - BEFORE_MS;
        long to = end(scenario) + function.timeoutMs() + AFTER_MS;
        boolean shared = false;
        for (ScenarioRecord other : all) {
            if (other.startedAtMs() < start && boundary(other, scenario) > from) {
                from = boundary(other, scenario);
                shared = true;
            }
            if (other.startedAtMs() > start && boundary(scenario, other) < to) {
                to = boundary(scenario, other);
                shared = true;
            }
        }
        return new LogWindow(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to), shared);
    }

    /** Between the end of one and the start of the next: a report follows its answer, clocks may differ a little. */
    private static long boundary(ScenarioRecord earlier, ScenarioRecord later) {
        long gap = Math.max(0, later.startedAtMs() - end(earlier));
        return later.startedAtMs() - Math.min(BEFORE_MS, gap / 2);
    }

    private static long end(ScenarioRecord scenario) {
        return scenario.startedAtMs() + scenario.durationMs();
    }
}
