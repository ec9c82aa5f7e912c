package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.metrics.AlarmRuling;
import io.github.lambdaperf.local.metrics.AlarmRuling.State;
import io.github.lambdaperf.local.metrics.MetricBucket;
import io.github.lambdaperf.local.metrics.MetricStore;
import io.github.lambdaperf.local.metrics.Statistic;
import io.github.lambdaperf.local.metrics.math.MathValue.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;

/** Finds the state that an alarm's metric calls for, over the full periods before a moment. */
final class AlarmEvaluator {

    /** A state with its reason. */
    record Verdict(State state, String reason) {}

    private final MetricStore store;

    AlarmEvaluator(MetricStore store) {
        this.store = store;
    }

    /** Empty when the state stays as it is. */
    Optional<Verdict> evaluate(ObjectNode alarm, Instant now) {
        int evaluated = MetricInputs.integer(alarm, "EvaluationPeriods", 1);
        int needed = MetricInputs.integer(alarm, "DatapointsToAlarm", evaluated);
        int periods = evaluated + AlarmRuling.EXTRA_PERIODS;
        ArrayNode queries = queries(alarm);
        int period = period(queries);
        // Periods end with a full minute, or with the period when it is shorter.
        long step = Math.min(60, period);
        long to = Math.floorDiv(now.getEpochSecond(), step) * step;
        long from = to - (long) periods * period;
        if (ignoresFewSamples(alarm, queries, from, to, period)) {
            return Optional.empty();
        }
        Series series = series(queries, from, to);
        double threshold = alarm.path("Threshold").asDouble();
        String operator = alarm.path("ComparisonOperator").asText();
        List<Boolean> breaching = new ArrayList<>();
        for (int i = 1; i <= periods; i++) {
            Double value = series.points().get(to - (long) i * period);
            breaching.add(value == null ? null : Boolean.valueOf(breaches(value, operator, threshold)));
        }
        String missing = alarm.path("TreatMissingData").asText("missing");
        return new AlarmRuling(needed, evaluated, missing)
                .state(breaching)
                .map(state -> new Verdict(state, reason(state, breaching, evaluated, needed, operator, threshold)));
    }

    /** The alarm's queries, one made of its metric when it has no others. */
    static ArrayNode queries(ObjectNode alarm) {
        if (alarm.path("Metrics") instanceof ArrayNode metrics && !metrics.isEmpty()) {
            return metrics;
        }
        ObjectNode stat = JsonNodeFactory.instance.objectNode();
        ObjectNode metric = stat.putObject("Metric");
        for (String field : List.of("Namespace", "MetricName", "Dimensions")) {
            if (alarm.has(field)) {
                metric.set(field, alarm.get(field));
            }
        }
        stat.set("Period", alarm.path("Period"));
        stat.set("Stat", alarm.has("Statistic") ? alarm.get("Statistic") : alarm.path("ExtendedStatistic"));
        if (alarm.has("Unit")) {
            stat.set("Unit", alarm.get("Unit"));
        }
        ArrayNode queries = JsonNodeFactory.instance.arrayNode();
        queries.addObject().put("Id", "m").set("MetricStat", stat);
        return queries;
    }

    private static int period(ArrayNode queries) {
        int period = 0;
        for (JsonNode query : queries) {
            period = Math.max(period, MetricInputs.integer(query.path("MetricStat"), "Period", 0));
        }
        return period == 0 ? 60 : period;
    }

    private Series series(ArrayNode list, long from, long to) {
        MetricDataQueries queries = new MetricDataQueries(store, list, from, to);
        for (String id : queries.ids()) {
            if (queries.returned(id)) {
                List<Series> all = queries.series(id);
                if (all.size() == 1) {
                    return all.get(0);
                }
                throw MetricInputs.validation("The query " + id + " of an alarm must be one time series.");
            }
        }
        throw MetricInputs.validation("Exactly one element of the metrics list should return data.");
    }

    /** Fewer samples than 10/(1-p) in a period leave a percentile's alarm alone when it is told so. */
    private boolean ignoresFewSamples(ObjectNode alarm, ArrayNode queries, long from, long to, int period) {
        if (!alarm.path("EvaluateLowSampleCountPercentile").asText("").equals("ignore") || !alarm.has("MetricName")) {
            return false;
        }
        JsonNode stat = queries.get(0).path("MetricStat");
        OptionalDouble percentile = Statistic.parse(stat.path("Stat").asText())
                .map(Statistic::percentile)
                .orElse(OptionalDouble.empty());
        NavigableMap<Long, MetricBucket> samples =
                store.read(MetricInputs.metric(stat.path("Metric")), null, from, to, period);
        return percentile.isPresent()
                && samples.values().stream()
                        .anyMatch(each -> each.count() < 10 / (1 - percentile.getAsDouble() / 100) - 1e-6);
    }

    private static boolean breaches(double value, String operator, double threshold) {
        return switch (operator) {
            case "GreaterThanThreshold" -> value > threshold;
            case "GreaterThanOrEqualToThreshold" -> value >= threshold;
            case "LessThanThreshold" -> value < threshold;
            default -> value <= threshold;
        };
    }

    private static String reason(
            State state, List<Boolean> breaching, int evaluated, int needed, String operator, double threshold) {
        long there = breaching.stream().filter(java.util.Objects::nonNull).count();
        long over = breaching.stream().filter(Boolean.TRUE::equals).count();
        return String.format(
                Locale.ROOT,
                "%s: of the last %d periods %d have a datapoint, and %d of these are %s (%s); %d of %d are needed.",
                state == State.INSUFFICIENT_DATA ? "Insufficient Data" : "Threshold Crossed",
                breaching.size(),
                there,
                over,
                operator,
                threshold,
                needed,
                evaluated);
    }
}
