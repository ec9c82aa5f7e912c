package io.github.lambdaperf.core.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.TimelinePoint;
import io.github.lambdaperf.core.regression.JudgedMetrics;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** What the charts of {@code report.html} draw, as JSON that can stand inside a script element. */
final class ChartData {
    /** Populations in the order of the legend. */
    static final List<String> POPULATIONS = List.of("all", "warm", "cold", "server");

    private static final Map<String, Double> BASELINE_POINTS = Map.of(
            JudgedMetrics.CLIENT_WARM_P50,
            50.0,
            JudgedMetrics.CLIENT_WARM_P95,
            95.0,
            JudgedMetrics.CLIENT_WARM_P99,
            99.0);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ChartData() {}

    static String json(ReportInput input) {
        ObjectNode data = JSON.createObjectNode();
        ArrayNode scenarios = data.putArray("scenarios");
        for (ScenarioRecord scenario : input.run().scenarios()) {
            ObjectNode one = scenarios.addObject();
            one.set("timeline", timeline(input.timelines().getOrDefault(scenario.name(), List.of())));
            one.set("percentiles", percentiles(input, scenario.name()));
        }
        try {
            return safe(JSON.writeValueAsString(data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("chart data must be writable as JSON", e);
        }
    }

    /** JSON without any character that could end the script element or a line of JavaScript. */
    static String safe(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static ObjectNode timeline(List<TimelinePoint> points) {
        ObjectNode node = JSON.createObjectNode();
        column(node, "second", points, TimelinePoint::second);
        column(node, "wanted", points, TimelinePoint::wantedRate);
        column(node, "started", points, TimelinePoint::started);
        column(node, "completed", points, TimelinePoint::completed);
        column(node, "inFlight", points, TimelinePoint::inFlight);
        column(node, "p50", points, TimelinePoint::p50Ms);
        column(node, "p95", points, TimelinePoint::p95Ms);
        column(node, "errors", points, TimelinePoint::errors);
        column(node, "throttles", points, TimelinePoint::throttles);
        column(node, "coldStarts", points, TimelinePoint::coldStarts);
        column(node, "dropped", points, TimelinePoint::dropped);
        return node;
    }

    private static void column(
            ObjectNode node, String name, List<TimelinePoint> points, ToDoubleFunction<TimelinePoint> value) {
        ArrayNode column = node.putArray(name);
        points.forEach(point -> add(column, value.applyAsDouble(point)));
    }

    private static void add(ArrayNode column, double value) {
        if (Double.isNaN(value)) {
            column.addNull();
        } else if (value == Math.rint(value)) {
            column.add(Math.round(value));
        } else {
            column.add(Math.round(value * 1_000) / 1_000.0);
        }
    }

    private static ObjectNode percentiles(ReportInput input, String scenario) {
        TreeSet<Double> positions = new TreeSet<>(BASELINE_POINTS.values());
        for (String population : POPULATIONS) {
            curve(input, scenario, population).forEach(point -> positions.add(point.percentile()));
        }
        ObjectNode node = JSON.createObjectNode();
        ArrayNode x = node.putArray("percentile");
        positions.forEach(x::add);
        for (String population : POPULATIONS) {
            List<PercentilePoint> curve = curve(input, scenario, population);
            if (!curve.isEmpty()) {
                ArrayNode column = node.putArray(population);
                for (double position : positions) {
                    add(column, at(curve, position));
                }
            }
        }
        List<VerdictRow> compared = input.judgement().rowsOf(scenario).stream()
                .filter(row -> row.baseline() != null && BASELINE_POINTS.containsKey(row.metric()))
                .toList();
        if (!compared.isEmpty()) {
            ArrayNode column = node.putArray("baseline");
            for (double position : positions) {
                add(
                        column,
                        compared.stream()
                                .filter(row -> BASELINE_POINTS.get(row.metric()) == position)
                                .mapToDouble(VerdictRow::baseline)
                                .findFirst()
                                .orElse(Double.NaN));
            }
        }
        return node;
    }

    private static double at(List<PercentilePoint> curve, double position) {
        return curve.stream()
                .filter(point -> point.percentile() == position)
                .mapToDouble(PercentilePoint::valueMs)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** The points that a chart can show: from the median on, without the maximum, which has no place on the axis. */
    static List<PercentilePoint> curve(ReportInput input, String scenario, String population) {
        return input.percentiles().getOrDefault(scenario + "/" + population, List.of()).stream()
                .filter(point -> point.percentile() >= 50 && point.percentile() < 100)
                .toList();
    }
}
