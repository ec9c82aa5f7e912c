package io.github.lambdaperf.core.trace;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.analyze.WaitClock;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A run with the traces of its slowest requests, where any of them was sampled. */
public final class TracedRun {
    /** Traces take seconds, not the minutes of logs and metrics. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TracedRun() {}

    /**
     * Completes an analysed run.
     *
     * @param progress takes a line for the reader now and then
     * @throws PerfException where the thread was interrupted
     */
    public static RunRecord of(RunRecord run, AwsSession session, Consumer<String> progress) {
        List<ScenarioRecord> scenarios = new ArrayList<>();
        Instant deadline = Instant.now().plus(PATIENCE);
        for (ScenarioRecord scenario : run.scenarios()) {
            boolean sampled = scenario.slowest().stream().anyMatch(slow -> slow.traceId() != null);
            if (!sampled || scenario.analysis() == null) {
                scenarios.add(scenario);
                continue;
            }
            try {
                var traces =
                        new SlowTraces(session.xray(), WaitClock.SYSTEM, progress).read(scenario.slowest(), deadline);
                scenarios.add(scenario.withAnalysis(
                        scenario.analysis().with(traces), scenario.cost(), scenario.metrics(), scenario.thresholds()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw PerfException.world("the analysis was interrupted", e);
            }
        }
        return run.withScenarios(scenarios);
    }
}
