package io.github.lambdaperf.core.verdict;

import io.github.lambdaperf.core.cloudwatch.LambdaMetric;
import io.github.lambdaperf.core.cloudwatch.RunMetrics;
import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What CloudWatch's metrics would alarm about; warnings, as a threshold or a verdict is what fails a build. */
final class MetricAlerts {
    private static final String ALERT = LambdaMetric.Judgement.ALERT.name().toLowerCase(Locale.ROOT);

    /** CloudWatch's metric to those of a run that are about the same. */
    private static final Map<String, Set<Metric>> SAME = Map.of(
            LambdaMetric.ERRORS.label(), Set.of(Metric.INVOCATION_ERRORS, Metric.INVOCATION_SUCCESS),
            LambdaMetric.THROTTLES.label(), Set.of(Metric.THROTTLES),
            LambdaMetric.DURATION.label(), Set.of(Metric.SERVER_DURATION, Metric.INVOCATION_DURATION));

    /** What failing messages bring about. */
    private static final Set<String> EXPECTED = Set.of(
            LambdaMetric.ERRORS.label(),
            LambdaMetric.ASYNC_EVENTS_DROPPED.label(),
            LambdaMetric.ASYNC_EVENT_AGE.label());

    private MetricAlerts() {}

    /** A scenario with a threshold of its own on the same thing, or with expectations of what fails, says what it bears. */
    private static boolean isJudgedOtherwise(ScenarioRecord scenario, String metric) {
        if (scenario.delivery() != null && !scenario.delivery().expectations().isEmpty()) {
            return EXPECTED.contains(metric);
        }
        Set<Metric> same = SAME.get(metric);
        return same != null && DefaultRules.hasThreshold(scenario, same);
    }

    static List<String> of(ScenarioRecord scenario) {
        if (scenario.analysis() == null) {
            return List.of();
        }
        return scenario.analysis().queries().stream()
                .filter(query -> query.name().equals(RunMetrics.NAME))
                .flatMap(query -> query.rows().stream())
                .filter(row -> ALERT.equals(row.get(RunMetrics.JUDGEMENT)))
                .filter(row -> !isJudgedOtherwise(scenario, row.get("metric")))
                .map(row -> "CloudWatch: " + row.get("metric") + " (" + row.get("statistic") + ") is "
                        + row.get("value") + " " + row.get("unit") + ", alert " + row.get("alert") + ", target "
                        + row.get("target"))
                .toList();
    }
}
