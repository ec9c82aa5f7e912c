package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.scenario.ThresholdSpec;
import io.github.lambdaperf.core.threshold.Threshold;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;

/** Progress, and what may end a run before its time; on a thread of its own, so that it never delays a send. */
final class ScenarioWatch {
    private static final long NANOS = 1_000_000_000L;
    private static final long LOOK_MS = 50;
    private static final long THRESHOLD_PERIOD = 2 * NANOS;
    private static final long BUDGET_PERIOD = TimeUnit.MILLISECONDS.toNanos(500);

    /** Thresholds do not abort before there are this many samples: one slow first request is no population. */
    private static final long ABORT_SAMPLES = 20;

    private final ScenarioRun run;
    private final Scenario scenario;
    private final List<Threshold> thresholds;
    private final LoadSettings settings;
    private final Precision precision;
    private final Set<ThresholdSpec> abortedBy = new HashSet<>();
    private long invocationsBefore;

    /** @param precision that ends the run where it is reached; null: none does */
    ScenarioWatch(
            ScenarioRun run,
            Scenario scenario,
            List<Threshold> thresholds,
            LoadSettings settings,
            Precision precision) {
        this.run = run;
        this.scenario = scenario;
        this.thresholds = thresholds;
        this.settings = settings;
        this.precision = precision;
    }

    /** Thresholds that have ended the run. */
    Set<ThresholdSpec> abortedBy() {
        return abortedBy;
    }

    /** Watches until the run has ended. @param start and end, {@link System#nanoTime} */
    void start(long start, long end) {
        Thread watcher = new Thread(() -> watch(start, end), "lambda-perf-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    private void watch(long start, long end) {
        long next = System.nanoTime() + settings.progressEvery().toNanos();
        long nextThresholds = System.nanoTime() + THRESHOLD_PERIOD;
        long nextBudget = System.nanoTime() + BUDGET_PERIOD;
        try {
            while (!run.awaitStop(LOOK_MS) && System.nanoTime() < end && !run.finished()) {
                long now = System.nanoTime();
                if (now >= next) {
                    progress(start, now);
                    next += settings.progressEvery().toNanos();
                }
                if (now >= nextBudget) {
                    if (settings.enough().test(run.billed())) {
                        run.stop();
                    }
                    nextBudget += BUDGET_PERIOD;
                }
                if (now >= nextThresholds) {
                    abortOnThresholds((now - start) / 1e9);
                    if (precision != null && precision.reachedBy(run.recorder())) {
                        run.stopDrivers();
                    }
                    nextThresholds += THRESHOLD_PERIOD;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            run.failed(e);
        }
    }

    private void progress(long start, long now) {
        LoadProgress.Figures figures = run.recorder().figures();
        double elapsed = Math.max(0, (now - start) / 1e9);
        double rate = (figures.invocations() - invocationsBefore)
                / (settings.progressEvery().toNanos() / 1e9);
        invocationsBefore = figures.invocations();
        Long planned = ScenarioRecords.planned(scenario);
        settings.listener()
                .progress(new LoadProgress(
                        scenario.name(),
                        elapsed,
                        run.plannedSeconds(),
                        run.wantedRate(elapsed),
                        rate,
                        run.inFlight(),
                        planned == null ? 0 : settings.shard().share(planned),
                        figures,
                        run.recorder().errorRecords(),
                        run.recorder().loggedErrors(),
                        Double.NaN));
    }

    private void abortOnThresholds(double elapsed) {
        if (scenario.thresholds().stream().noneMatch(ThresholdSpec::abortOnFail)
                || run.recorder().figures().invocations() < ABORT_SAMPLES) {
            return;
        }
        SortedMap<String, MetricRecord> records = run.recorder().metricRecords(elapsed);
        for (int i = 0; i < thresholds.size(); i++) {
            ThresholdSpec spec = scenario.thresholds().get(i);
            boolean late =
                    spec.delayAbortEval() == null || spec.delayAbortEval().toNanos() / 1e9 < elapsed;
            if (spec.abortOnFail() && late) {
                ThresholdRecord result = Thresholds.judge(spec, thresholds.get(i), records, true);
                if (!result.passed() && result.value() != null) {
                    abortedBy.add(spec);
                }
            }
        }
        if (!abortedBy.isEmpty()) {
            run.end();
        }
    }
}
