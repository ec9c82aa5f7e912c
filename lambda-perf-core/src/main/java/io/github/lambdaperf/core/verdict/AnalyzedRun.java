package io.github.lambdaperf.core.verdict;

import io.github.lambdaperf.core.load.Thresholds;
import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.record.CostRecord;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;

/** A run after analyze: figures that the analysis made more complete reach the metrics, and the thresholds on them. */
public final class AnalyzedRun {
    private AnalyzedRun() {}

    public static RunRecord of(RunRecord run) {
        return run.withScenarios(run.scenarios().stream().map(AnalyzedRun::of).toList());
    }

    private static ScenarioRecord of(ScenarioRecord scenario) {
        SortedMap<String, MetricRecord> metrics = new TreeMap<>(scenario.metrics());
        CostRecord cost = scenario.cost();
        if (cost != null) {
            put(metrics, Metric.COST, cost.totalUsd());
            put(metrics, Metric.COST_PER_MILLION, cost.perMillionUsd());
        }
        return scenario.withAnalysis(
                scenario.analysis(),
                cost,
                metrics,
                scenario.thresholds().stream()
                        .map(threshold -> Thresholds.again(threshold, metrics))
                        .toList());
    }

    private static void put(SortedMap<String, MetricRecord> metrics, Metric metric, BigDecimal value) {
        SortedMap<String, Double> values = new TreeMap<>();
        values.put("value", value.doubleValue());
        metrics.put(metric.label(), new MetricRecord(metric.type().label(), metric.unit(), metric.source(), 1, values));
    }
}
