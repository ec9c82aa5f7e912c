package io.github.lambdaperf.core.regression;

import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.scenario.RegressionSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Candidate runs against the runs of a stored baseline. The same runs give the same verdict, in whatever order they are
 * given.
 */
public final class StoredRule {
    private StoredRule() {}

    /**
     * Judges a scenario.
     *
     * @param baseline runs of the baseline, of the same scenario and environment
     * @param expires last day on which the baseline proves a worsening, or null
     * @param candidate the runs so far, at least one, all complete
     * @param regression metric name to settings
     */
    public static ScenarioVerdict judge(
            String scenario,
            List<RunFigures> baseline,
            LocalDate expires,
            List<RunFigures> candidate,
            Map<String, RegressionSettings> regression,
            RuleSettings settings) {
        if (baseline.isEmpty() || candidate.isEmpty()) {
            String missing = baseline.isEmpty() ? "the baseline holds no run" : "there is no candidate run";
            return ScenarioVerdict.notJudged(scenario, candidate.size(), settings.maxRuns(), missing);
        }
        Set<String> countNames = names(Stream.of(baseline, candidate)
                .flatMap(Collection::stream)
                .map(run -> run.counts().keySet()));
        List<MetricCase> metrics = new ArrayList<>();
        for (String name : metricNames(baseline, candidate, regression.keySet(), countNames)) {
            JudgedMetrics.Spec spec = JudgedMetrics.of(name);
            metrics.add(MetricCase.stored(
                    spec,
                    settings.prior(spec),
                    regression.get(name),
                    figures(baseline, name),
                    figures(candidate, name)));
        }
        List<CountCase> counts = new ArrayList<>();
        for (String name : countNames) {
            counts.add(CountCase.of(name, regression.get(name), counts(baseline, name), counts(candidate, name)));
        }
        String expired = expires == null || !settings.today().isAfter(expires)
                ? null
                : "the baseline expired on " + expires + ": measure it again with mvn perf:baseline";
        return new VerdictTable(settings, expired, candidate.size()).judge(scenario, metrics, counts, baseline.size());
    }

    private static Set<String> metricNames(
            List<RunFigures> baseline, List<RunFigures> candidate, Set<String> settings, Set<String> countNames) {
        Set<String> present = names(Stream.concat(
                Stream.of(baseline, candidate)
                        .flatMap(Collection::stream)
                        .map(run -> run.metrics().keySet()),
                Stream.of(settings)));
        present.removeAll(countNames);
        present.remove(JudgedMetrics.ERRORS);
        present.remove(JudgedMetrics.THROTTLES);
        return inCatalogOrder(present);
    }

    static Set<String> inCatalogOrder(Set<String> names) {
        Set<String> ordered = new LinkedHashSet<>(JudgedMetrics.catalog().keySet());
        ordered.retainAll(names);
        ordered.addAll(names);
        return ordered;
    }

    static Set<String> names(Stream<Set<String>> sets) {
        Set<String> names = new TreeSet<>();
        sets.forEach(names::addAll);
        return names;
    }

    private static List<RunFigure> figures(List<RunFigures> runs, String name) {
        return runs.stream()
                .map(run -> run.metrics().get(name))
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<JudgedCount> counts(List<RunFigures> runs, String name) {
        return runs.stream()
                .map(run -> run.counts().get(name))
                .filter(Objects::nonNull)
                .toList();
    }
}
