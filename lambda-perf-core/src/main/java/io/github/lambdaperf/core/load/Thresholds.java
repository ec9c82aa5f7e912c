package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.metric.ScenarioMetrics;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import io.github.lambdaperf.core.scenario.ThresholdSpec;
import io.github.lambdaperf.core.threshold.Aggregation;
import io.github.lambdaperf.core.threshold.Selector;
import io.github.lambdaperf.core.threshold.Threshold;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

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
        return judge(spec.metric(), spec.expression(), threshold, records, aborted, key -> OptionalDouble.empty());
    }

    /** Judges a threshold of a record again, on figures that are more complete. */
    public static ThresholdRecord again(ThresholdRecord before, Map<String, MetricRecord> records) {
        return again(before, records, key -> OptionalDouble.empty());
    }

    /**
     * Judges a threshold of a record again, with the baseline that it may refer to.
     *
     * @param baseline values of the baseline, by {@link #key}
     */
    public static ThresholdRecord again(
            ThresholdRecord before, Map<String, MetricRecord> records, Function<String, OptionalDouble> baseline) {
        return judge(before.metric(), before.expression(), parsed(before), records, before.aborted(), baseline);
    }

    /** As it was understood when the record was made. */
    private static Threshold parsed(ThresholdRecord record) {
        try {
            return Threshold.parse(record.metric(), record.expression());
        } catch (IllegalArgumentException e) {
            throw PerfException.user(
                    "the run record is damaged (its threshold " + e.getMessage() + "): run perf:load again");
        }
    }

    /** True where the baseline decides over a threshold. */
    public static boolean refersToBaseline(ThresholdRecord threshold) {
        return parsed(threshold).limit().refersToBaseline();
    }

    /** The values that a baseline must keep for the thresholds that refer to it, by {@link #key}. */
    public static SortedMap<String, Double> referredTo(
            List<ThresholdRecord> thresholds, Map<String, MetricRecord> records) {
        SortedMap<String, Double> values = new TreeMap<>();
        for (ThresholdRecord record : thresholds) {
            Threshold threshold = parsed(record);
            if (threshold.limit().refersToBaseline()) {
                Selector selector = ScenarioMetrics.canonical(threshold.selector());
                Aggregation aggregation = threshold.limit().baseline();
                MetricRecord metric = records.get(selector.label());
                Double value = metric == null ? null : metric.values().get(aggregation.label());
                if (value != null) {
                    values.put(key(selector, aggregation), value);
                }
            }
        }
        return values;
    }

    /** Name of a value in a baseline, such as {@code invocation_duration.p(95)}. */
    private static String key(Selector selector, Aggregation aggregation) {
        return selector.label() + "." + aggregation.label();
    }

    private static ThresholdRecord judge(
            String metric,
            String expression,
            Threshold threshold,
            Map<String, MetricRecord> records,
            boolean aborted,
            Function<String, OptionalDouble> baseline) {
        Selector selector = ScenarioMetrics.canonical(threshold.selector());
        MetricRecord record = records.get(selector.label());
        Threshold.Result result = threshold.evaluate(
                aggregation -> {
                    Double value = record == null ? null : record.values().get(aggregation.label());
                    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
                },
                aggregation -> baseline.apply(key(selector, aggregation)));
        Double value = result.value().isPresent() ? result.value().getAsDouble() : null;
        return new ThresholdRecord(metric, expression, value, result.passed(), result.reason(), aborted);
    }
}
