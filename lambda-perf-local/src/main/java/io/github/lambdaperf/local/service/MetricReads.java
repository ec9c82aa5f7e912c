package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.metrics.MetricBucket;
import io.github.lambdaperf.local.metrics.MetricId;
import io.github.lambdaperf.local.metrics.MetricStore;
import io.github.lambdaperf.local.metrics.Statistic;
import io.github.lambdaperf.local.protocol.ServiceError;
import io.github.lambdaperf.local.protocol.Timestamps;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** CloudWatch's ListMetrics and GetMetricStatistics. */
final class MetricReads {

    private static final int PAGE = 500;
    private static final int MOST_DATAPOINTS = 1440;
    private static final Set<String> PLAIN = Set.of("SampleCount", "Average", "Sum", "Minimum", "Maximum");

    private final MetricStore store;

    MetricReads(MetricStore store) {
        this.store = store;
    }

    ObjectNode list(JsonNode input) {
        String namespace = MetricInputs.text(input, "Namespace");
        String name = MetricInputs.text(input, "MetricName");
        List<MetricId> found = store.metrics().stream()
                .filter(metric -> namespace == null || namespace.equals(metric.namespace()))
                .filter(metric -> name == null || name.equals(metric.name()))
                .filter(metric -> matches(metric, input.path("Dimensions")))
                .toList();
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode metrics = output.putArray("Metrics");
        int from = token(input, found.size());
        int to = Math.min(found.size(), from + PAGE);
        found.subList(from, to).forEach(metric -> describe(metric, metrics.addObject()));
        if (to < found.size()) {
            output.put("NextToken", Integer.toString(to));
        }
        return output;
    }

    /** The place to go on from, at most the given size. */
    static int token(JsonNode input, int size) {
        String token = MetricInputs.text(input, "NextToken");
        if (token == null || token.isEmpty()) {
            return 0;
        }
        if (!token.matches("\\d{1,9}")) {
            throw new ServiceError(400, "InvalidNextToken", "The next token specified is invalid.");
        }
        return Math.min(size, Integer.parseInt(token));
    }

    private static boolean matches(MetricId metric, JsonNode filters) {
        for (JsonNode filter : filters) {
            String value = metric.dimensions().get(MetricInputs.required(filter, "Name"));
            if (value == null
                    || filter.hasNonNull("Value")
                            && !value.equals(filter.path("Value").asText())) {
                return false;
            }
        }
        return true;
    }

    /** Writes the members Namespace, MetricName and Dimensions. */
    static void describe(MetricId metric, ObjectNode node) {
        node.put("Namespace", metric.namespace()).put("MetricName", metric.name());
        ArrayNode dimensions = node.putArray("Dimensions");
        metric.dimensions()
                .forEach((name, value) ->
                        dimensions.addObject().put("Name", name).put("Value", value));
    }

    ObjectNode statistics(JsonNode input) {
        MetricId metric = MetricInputs.metric(input);
        int period = MetricInputs.period(input, "Period");
        Instant start = MetricInputs.moment(input, "StartTime");
        Instant end = MetricInputs.moment(input, "EndTime");
        if (!start.isBefore(end)) {
            throw MetricInputs.combination("The parameter StartTime must be less than the parameter EndTime.");
        }
        long step = Math.min(period, 60);
        long from = Math.floorDiv(start.getEpochSecond(), step) * step;
        long to = endSecond(end);
        if ((to - from) / period > MOST_DATAPOINTS) {
            throw MetricInputs.combination("You have requested up to " + (to - from) / period
                    + " datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by"
                    + " increasing Period, or decreasing the time range.");
        }
        Map<String, Statistic> asked = asked(input);
        String unit = MetricInputs.unit(input, null);
        ObjectNode output = JsonNodeFactory.instance.objectNode().put("Label", metric.name());
        ArrayNode datapoints = output.putArray("Datapoints");
        for (String each : unit == null ? store.units(metric) : List.of(unit)) {
            NavigableMap<Long, MetricBucket> buckets = store.read(metric, each, from, to, period);
            buckets.forEach((second, bucket) -> datapoint(datapoints.addObject(), second, bucket, asked, each));
        }
        return output;
    }

    /** The first second that is not asked for. */
    static long endSecond(Instant end) {
        return end.getEpochSecond() + (end.getNano() == 0 ? 0 : 1);
    }

    private static Map<String, Statistic> asked(JsonNode input) {
        Map<String, Statistic> asked = new LinkedHashMap<>();
        for (JsonNode name : input.path("Statistics")) {
            if (!PLAIN.contains(name.asText())) {
                throw MetricInputs.invalid("The parameter Statistics must not hold " + name.asText() + ".");
            }
            asked.put(name.asText(), statistic(name.asText()));
        }
        for (JsonNode name : input.path("ExtendedStatistics")) {
            asked.put(name.asText(), statistic(name.asText()));
        }
        if (asked.isEmpty()) {
            throw MetricInputs.missing("Statistics");
        }
        return asked;
    }

    static Statistic statistic(String name) {
        return Statistic.parse(name)
                .orElseThrow(() -> MetricInputs.invalid("The value " + name
                        + " for a statistic is invalid; the local target has SampleCount, Average, Sum, Minimum,"
                        + " Maximum, pNN, tmNN, TM(n%:m%) and IQM."));
    }

    private static void datapoint(
            ObjectNode node, long second, MetricBucket bucket, Map<String, Statistic> asked, String unit) {
        Timestamps.put(node, "Timestamp", Instant.ofEpochSecond(second));
        Map<String, Double> extended = new TreeMap<>();
        asked.forEach((name, statistic) -> statistic.of(bucket).ifPresent(value -> {
            if (PLAIN.contains(name)) {
                node.put(name, value);
            } else {
                extended.put(name, value);
            }
        }));
        node.put("Unit", unit);
        if (!extended.isEmpty()) {
            ObjectNode map = node.putObject("ExtendedStatistics");
            extended.forEach(map::put);
        }
    }
}
