package io.github.lambdaperf.benchmarks.regression;

import io.github.lambdaperf.core.record.JudgedMetric;
import io.github.lambdaperf.core.regression.InterleavedRule;
import io.github.lambdaperf.core.regression.InterleavedRun;
import io.github.lambdaperf.core.regression.RuleSettings;
import io.github.lambdaperf.core.regression.RunFigures;
import io.github.lambdaperf.core.regression.ScenarioVerdict;
import io.github.lambdaperf.core.regression.StoredRule;
import io.github.lambdaperf.core.regression.Verdict;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * The product's rule, called as the goals call it: judge, and run again as long as the verdict asks for it.
 *
 * @param baselineRuns how many of the trial's baseline runs are stored
 * @param maxRuns most runs of a stage
 * @param storedAlpha level of the comparison with the stored baseline
 * @param interleavedAlpha level of the interleaved comparison
 * @param metric the only one that is gated, or null for all
 * @param gateInsufficient whether quantiles of interleaved runs are gated that the product leaves out for want of samples
 */
record ProductRule(
        int baselineRuns,
        int maxRuns,
        double storedAlpha,
        double interleavedAlpha,
        String metric,
        boolean gateInsufficient) {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    private static final String SCENARIO = "simulated";

    /** The defaults, but for the number of baseline runs. */
    static ProductRule defaults(int baselineRuns) {
        return new ProductRule(
                baselineRuns,
                RuleSettings.DEFAULT_MAX_RUNS,
                RuleSettings.STORED_ALPHA,
                RuleSettings.INTERLEAVED_ALPHA,
                null,
                true);
    }

    /** One metric by itself, at 1 %. */
    static ProductRule single(int baselineRuns, String metric) {
        return new ProductRule(baselineRuns, RuleSettings.DEFAULT_MAX_RUNS, 0.01, 0.01, metric, true);
    }

    /** What the design was calculated with: 5 % and three runs. */
    static ProductRule designed() {
        return new ProductRule(5, 3, 0.05, RuleSettings.INTERLEAVED_ALPHA, null, true);
    }

    ProductRule withMaxRuns(int runs) {
        return new ProductRule(baselineRuns, runs, storedAlpha, interleavedAlpha, metric, gateInsufficient);
    }

    ProductRule withAlpha(double alpha) {
        return new ProductRule(baselineRuns, maxRuns, alpha, alpha, metric, gateInsufficient);
    }

    ProductRule withSufficientOnly() {
        return new ProductRule(baselineRuns, maxRuns, storedAlpha, interleavedAlpha, metric, false);
    }

    /** Against the stored baseline only. */
    BuildRule.Outcome stored(Trial trial) {
        return repeat(runs -> storedVerdict(trial, runs), 0);
    }

    /** Both versions interleaved from the first run on. */
    BuildRule.Outcome interleaved(Trial trial) {
        return repeat(runs -> interleavedVerdict(trial, runs), 0);
    }

    /** One run against the stored baseline, which can only clear a build; else interleaved runs decide. */
    BuildRule.Outcome auto(Trial trial) {
        if (storedVerdict(trial, 1).clears()) {
            return BuildRule.Outcome.of(false, 1);
        }
        return repeat(runs -> interleavedVerdict(trial, runs), 1);
    }

    private static BuildRule.Outcome repeat(IntFunction<ScenarioVerdict> judge, int before) {
        int runs = 1;
        ScenarioVerdict verdict = judge.apply(runs);
        while (verdict.runAgain()) {
            runs++;
            verdict = judge.apply(runs);
        }
        boolean red = verdict.overall() == Verdict.REGRESSED;
        return new BuildRule.Outcome(red, verdict.overall() == Verdict.INCONCLUSIVE, before + runs);
    }

    private ScenarioVerdict storedVerdict(Trial trial, int runs) {
        return StoredRule.judge(
                SCENARIO,
                trial.baseline().subList(0, baselineRuns).stream()
                        .map(this::figures)
                        .toList(),
                null,
                trial.candidate().subList(0, runs).stream().map(this::figures).toList(),
                Map.of(),
                new RuleSettings(storedAlpha, 1, maxRuns, DAY));
    }

    private ScenarioVerdict interleavedVerdict(Trial trial, int runs) {
        List<InterleavedRun> pairs =
                trial.interleaved().subList(0, runs).stream().map(this::pairs).toList();
        return InterleavedRule.judge(SCENARIO, pairs, Map.of(), new RuleSettings(interleavedAlpha, 1, maxRuns, DAY));
    }

    private RunFigures figures(SimulatedRun run) {
        return metric == null
                ? run.figures()
                : new RunFigures(only(run.figures().metrics()), new TreeMap<>());
    }

    private InterleavedRun pairs(InterleavedRun run) {
        if (metric == null && !gateInsufficient) {
            return run;
        }
        SortedMap<String, InterleavedRun.Pair> pairs = new TreeMap<>();
        run.metrics().forEach((name, pair) -> {
            boolean sufficient = pair.state() != JudgedMetric.State.INSUFFICIENT;
            pairs.put(
                    name,
                    sufficient || !gateInsufficient
                            ? pair
                            : new InterleavedRun.Pair(
                                    pair.baseline(), pair.candidate(), pair.se(), JudgedMetric.State.OK));
        });
        return metric == null
                ? new InterleavedRun(pairs, run.baselineCounts(), run.candidateCounts())
                : new InterleavedRun(only(pairs), new TreeMap<>(), new TreeMap<>());
    }

    private <V> SortedMap<String, V> only(SortedMap<String, V> all) {
        SortedMap<String, V> one = new TreeMap<>();
        one.put(metric, all.get(metric));
        return one;
    }
}
