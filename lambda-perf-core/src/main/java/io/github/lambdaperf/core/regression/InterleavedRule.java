package io.github.lambdaperf.core.regression;

import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.scenario.RegressionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Two versions that ran side by side, judged by the table of the stored rule; no baseline file, no expiry. */
public final class InterleavedRule {
    private InterleavedRule() {}

    /**
     * Judges a scenario.
     *
     * @param runs the interleaved runs so far, at least one, all complete
     * @param regression metric name to settings
     */
    public static ScenarioVerdict judge(
            String scenario,
            List<InterleavedRun> runs,
            Map<String, RegressionSettings> regression,
            RuleSettings settings) {
        if (runs.isEmpty()) {
            return ScenarioVerdict.notJudged(scenario, 0, settings.maxRuns(), "there is no interleaved run");
        }
        Set<String> countNames = StoredRule.names(runs.stream()
                .flatMap(run -> Stream.of(
                        run.baselineCounts().keySet(), run.candidateCounts().keySet())));
        Set<String> metricNames = StoredRule.names(
                Stream.concat(runs.stream().map(run -> run.metrics().keySet()), Stream.of(regression.keySet())));
        metricNames.removeAll(countNames);
        metricNames.remove(JudgedMetrics.ERRORS);
        metricNames.remove(JudgedMetrics.THROTTLES);
        List<MetricCase> metrics = new ArrayList<>();
        for (String name : StoredRule.inCatalogOrder(metricNames)) {
            List<InterleavedRun.Pair> pairs = runs.stream()
                    .map(run -> run.metrics().get(name))
                    .filter(Objects::nonNull)
                    .toList();
            metrics.add(MetricCase.interleaved(JudgedMetrics.of(name), regression.get(name), pairs));
        }
        List<CountCase> counts = new ArrayList<>();
        for (String name : countNames) {
            counts.add(CountCase.of(
                    name,
                    regression.get(name),
                    counts(runs, InterleavedRun::baselineCounts, name),
                    counts(runs, InterleavedRun::candidateCounts, name)));
        }
        return new VerdictTable(settings, null, runs.size()).judge(scenario, metrics, counts, runs.size());
    }

    private static List<JudgedCount> counts(
            List<InterleavedRun> runs, Function<InterleavedRun, SortedMap<String, JudgedCount>> side, String name) {
        return runs.stream()
                .map(run -> side.apply(run).get(name))
                .filter(Objects::nonNull)
                .toList();
    }
}
