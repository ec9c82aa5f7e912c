package io.github.lambdaperf.core.alarms;

import io.github.lambdaperf.core.cloudwatch.LambdaMetric;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The alarms of a function that nobody has to write down: errors, throttles and duration, their rates by metric math, the
 * concurrency against its limit, and what asynchronous and stream sources need.
 */
final class DefaultAlarms {
    private static final int ERRORS = 10;
    private static final double BASELINE_MARGIN = 2;
    private static final double RATE_PERCENT = 1;

    private final AlarmedFunction function;
    private final Map<String, MetricAlarm> alarms = new LinkedHashMap<>();

    private DefaultAlarms(AlarmedFunction function) {
        this.function = function;
    }

    /** By key; names are keys too, prefixes come later. */
    static Map<String, MetricAlarm> of(AlarmedFunction function) {
        return new DefaultAlarms(function).all();
    }

    private Map<String, MetricAlarm> all() {
        add("errors", "more than 10 errors in each of two minutes", LambdaMetric.ERRORS, Condition.above(ERRORS, 2, 2));
        rate(
                "error-rate",
                "more than 1 % of the invocations fail",
                "IF(invocations > 0, 100 * errors / invocations, 0)",
                Map.of("errors", LambdaMetric.ERRORS, "invocations", LambdaMetric.INVOCATIONS));
        add("throttles", "invocations are throttled", LambdaMetric.THROTTLES, Condition.above(0, 1, 1));
        // throttled requests are not counted as invocations
        rate(
                "throttle-rate",
                "more than 1 % of the requests are throttled",
                "IF(throttles + invocations > 0, 100 * throttles / (throttles + invocations), 0)",
                Map.of("throttles", LambdaMetric.THROTTLES, "invocations", LambdaMetric.INVOCATIONS));
        duration();
        if (function.concurrency() > 0) {
            double most = Math.floor(LambdaMetric.CONCURRENCY_ALERT * function.concurrency());
            add(
                    "concurrency",
                    "more than 90 % of the concurrency of " + function.concurrency() + " are in use",
                    LambdaMetric.CONCURRENT_EXECUTIONS,
                    Condition.above(most, 10, 10));
        }
        if (function.streams()) {
            age("iterator-age", "records of the stream wait", LambdaMetric.ITERATOR_AGE);
        }
        if (function.deadLetters() || function.destinations()) {
            age("async-event-age", "asynchronous events wait", LambdaMetric.ASYNC_EVENT_AGE);
        }
        if (function.deadLetters()) {
            add(
                    "dead-letter-errors",
                    "events could not be written to the dead-letter queue",
                    LambdaMetric.DEAD_LETTER_ERRORS,
                    Condition.above(0, 1, 1));
        }
        if (function.destinations()) {
            add(
                    "destination-errors",
                    "results could not be delivered to a destination",
                    LambdaMetric.DESTINATION_DELIVERY_FAILURES,
                    Condition.above(0, 1, 1));
        }
        return alarms;
    }

    /** Twice the baseline's p99, but never beyond four fifths of the timeout. */
    private void duration() {
        double most = LambdaMetric.DURATION_ALERT * function.timeoutMs();
        String why = "80 % of the timeout";
        double threshold = most;
        if (function.baselineP99Ms() != null && BASELINE_MARGIN * function.baselineP99Ms() < most) {
            threshold = Math.ceil(BASELINE_MARGIN * function.baselineP99Ms());
            why = "twice the baseline's";
        }
        alarms.put(
                "duration",
                new MetricAlarm(
                        "duration",
                        String.format(Locale.ROOT, "p99 of the duration is above %.0f ms, %s", threshold, why),
                        metric(LambdaMetric.DURATION, "p99"),
                        Condition.above(threshold, 3, 3),
                        AlarmActions.NONE));
    }

    private void age(String key, String description, LambdaMetric metric) {
        add(key, description + " longer than 5 s", metric, Condition.above(LambdaMetric.AGE_ALERT_MS, 2, 3));
    }

    private void add(String key, String description, LambdaMetric metric, Condition condition) {
        alarms.put(
                key,
                new MetricAlarm(key, description, metric(metric, metric.statistic()), condition, AlarmActions.NONE));
    }

    private void rate(String key, String description, String expression, Map<String, LambdaMetric> metrics) {
        Map<String, Signal.OfMetric> signals = new LinkedHashMap<>();
        metrics.forEach((id, metric) -> signals.put(id, metric(metric, metric.statistic())));
        alarms.put(
                key,
                new MetricAlarm(
                        key,
                        description,
                        new Signal.OfExpression(expression, signals),
                        Condition.above(RATE_PERCENT, 2, 3),
                        AlarmActions.NONE));
    }

    private Signal.OfMetric metric(LambdaMetric metric, String statistic) {
        return new Signal.OfMetric(LambdaMetric.NAMESPACE, metric.label(), function.dimensions(), statistic);
    }
}
