package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.metric.ScenarioMetrics;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import io.github.lambdaperf.core.scenario.ThresholdSpec;
import io.github.lambdaperf.core.threshold.Threshold;
import java.util.Map;
import java.util.OptionalDouble;

/** Judges thresholds on recorded figures, so that load, analyze and check come to the same result. */
public final class Thresholds {
    private Thresholds() {}

    /**
     * Judges one threshold.
     *
     * @param records by selector
     * @param aborted whether it ended the run
     */
    static ThresholdRecord judge(
            ThresholdSpec spec, Threshold threshold, Map<String, MetricRecord> records, boolean aborted) {
        return judge(spec.metric(), spec.expression(), threshold, records, aborted);
    }

    /** Judges a threshold of a record again, on figures that are more complete. */
    public static ThresholdRecord again(ThresholdRecord before, Map<String, MetricRecord> records) {
        return judge(
                before.metric(),
                before.expression(),
                Threshold.parse(before.metric(), before.expression()),
                records,
                before.aborted());
    }

    private static ThresholdRecord judge(
            String metric, String expression, Threshold threshold, Map<String, MetricRecord> records, boolean aborted) {
        MetricRecord record =
                records.get(ScenarioMetrics.canonical(threshold.selector()).label());
        Threshold.Result result = threshold.evaluate(aggregation -> {
            Double value = record == null ? null : record.values().get(aggregation.label());
            return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
        });
        Double value = result.value().isPresent() ? result.value().getAsDouble() : null;
        return new ThresholdRecord(metric, expression, value, result.passed(), result.reason(), aborted);
    }
}
