package io.github.lambdaperf.core.verdict;

import io.github.lambdaperf.core.cloudwatch.LambdaMetric;
import io.github.lambdaperf.core.cloudwatch.RunMetrics;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.util.List;
import java.util.Locale;

/** What CloudWatch's metrics would alarm about; warnings, as a threshold or a verdict is what fails a build. */
final class MetricAlerts {
    private static final String ALERT = LambdaMetric.Judgement.ALERT.name().toLowerCase(Locale.ROOT);

    private MetricAlerts() {}

    static List<String> of(ScenarioRecord scenario) {
        if (scenario.analysis() == null) {
            return List.of();
        }
        return scenario.analysis().queries().stream()
                .filter(query -> query.name().equals(RunMetrics.NAME))
                .flatMap(query -> query.rows().stream())
                .filter(row -> ALERT.equals(row.get(RunMetrics.JUDGEMENT)))
                .map(row -> "CloudWatch: " + row.get("metric") + " (" + row.get("statistic") + ") is "
                        + row.get("value") + " " + row.get("unit") + ", alert " + row.get("alert") + ", target "
                        + row.get("target"))
                .toList();
    }
}
