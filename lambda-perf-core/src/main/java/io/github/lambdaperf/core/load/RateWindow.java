package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.record.BreakpointRecord.BreakpointStep;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.scenario.ThresholdSpec;
import io.github.lambdaperf.core.threshold.Threshold;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Judges a rate by what was due in its window. */
final class RateWindow {
    private final ScenarioRecorder recorder;
    private final List<ThresholdSpec> specs;
    private final List<Threshold> conditions;

    /** @param until the conditions that break a rate */
    RateWindow(ScenarioRecorder recorder, List<ThresholdSpec> until) {
        this.recorder = recorder;
        this.specs = until;
        this.conditions = until.stream()
                .map(spec -> Threshold.parse(spec.metric(), spec.expression()))
                .toList();
    }

    /** From now on what is due between these instants is looked at. */
    void open(long fromNanos, long toNanos) {
        recorder.openWindow(conditions, fromNanos, toNanos);
    }

    /** Ends the window. @param unanswered invocations that are still running */
    BreakpointStep judge(double rate, double startSecond, double seconds, int unanswered) {
        Map<String, MetricRecord> records = recorder.closeWindow(seconds);
        return new BreakpointStep(
                rate,
                startSecond,
                seconds,
                count(records, Metric.ITERATIONS),
                value(records, Metric.INVOCATION_DURATION, "p(95)"),
                count(records, Metric.INVOCATION_ERRORS),
                count(records, Metric.THROTTLES),
                count(records, Metric.COLD_STARTS),
                reason(records, unanswered));
    }

    private String reason(Map<String, MetricRecord> records, int unanswered) {
        String generator = generator(records);
        if (generator != null) {
            return generator;
        }
        for (int i = 0; i < conditions.size(); i++) {
            ThresholdSpec spec = specs.get(i);
            var result = Thresholds.judge(spec, conditions.get(i), records, false);
            if (result.passed()) {
                return String.format(
                        Locale.ROOT, "%s: %s (it was %s)", spec.metric(), spec.expression(), number(result.value()));
            }
        }
        long dropped = count(records, Metric.DROPPED_ITERATIONS);
        if (dropped > 0) {
            return dropped + " arrivals found no free VU: maxVUs is the limit";
        }
        return unanswered > 0 ? unanswered + " invocations had no answer when the function's timeout was over" : null;
    }

    /** A rate that the generator could not keep says nothing about the function. */
    private static String generator(Map<String, MetricRecord> records) {
        Double lag = value(records, Metric.SEND_LAG, "p(99)");
        Double p99 = value(records, Metric.INVOCATION_DURATION, "p(99)");
        return lag != null
                        && p99 != null
                        && lag > GeneratorProbe.LAG_ALLOWANCE_MS
                        && lag > GeneratorProbe.MAX_LAG_SHARE * p99
                ? String.format(
                        Locale.ROOT,
                        "the load generator was the limit, not the function: its sends were %.1f ms late (p99)",
                        lag)
                : null;
    }

    private static long count(Map<String, MetricRecord> records, Metric metric) {
        Double count = value(records, metric, "count");
        return count == null ? 0 : Math.round(count);
    }

    private static Double value(Map<String, MetricRecord> records, Metric metric, String aggregation) {
        MetricRecord record = records.get(metric.label());
        return record == null ? null : record.values().get(aggregation);
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
