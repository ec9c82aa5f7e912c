package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.metrics.MetricStore;
import io.github.lambdaperf.local.metrics.math.MathValue.Series;
import io.github.lambdaperf.local.protocol.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;

/** CloudWatch's GetMetricData, in pages of MaxDatapoints. */
final class MetricData {

    private static final int MOST_DATAPOINTS = 100_800;

    private final MetricStore store;

    MetricData(MetricStore store) {
        this.store = store;
    }

    ObjectNode get(JsonNode input) {
        if (input.path("MetricDataQueries").isEmpty()) {
            throw MetricInputs.missing("MetricDataQueries");
        }
        Instant start = MetricInputs.moment(input, "StartTime");
        Instant end = MetricInputs.moment(input, "EndTime");
        if (!start.isBefore(end)) {
            throw MetricInputs.validation("The parameter StartTime must be less than the parameter EndTime.");
        }
        long step = 60;
        for (JsonNode query : input.path("MetricDataQueries")) {
            step = Math.min(step, MetricInputs.integer(query.path("MetricStat"), "Period", 60));
        }
        step = Math.max(1, step);
        long from = Math.floorDiv(start.getEpochSecond(), step) * step;
        MetricDataQueries queries =
                new MetricDataQueries(store, input.path("MetricDataQueries"), from, MetricReads.endSecond(end));
        boolean ascending = "TimestampAscending".equals(MetricInputs.text(input, "ScanBy"));
        int most = MetricInputs.integer(input, "MaxDatapoints", MOST_DATAPOINTS);
        if (most < 1 || most > MOST_DATAPOINTS) {
            throw MetricInputs.validation("The parameter MaxDatapoints must be from 1 to 100800.");
        }
        return page(queries, ascending, MetricReads.token(input, Integer.MAX_VALUE), most);
    }

    private static ObjectNode page(MetricDataQueries queries, boolean ascending, int skipped, int most) {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode results = output.putArray("MetricDataResults");
        int place = 0;
        for (String id : queries.ids()) {
            if (!queries.returned(id)) {
                continue;
            }
            List<Series> all = queries.series(id);
            for (Series series : all) {
                String label = all.size() > 1 && !series.id().isEmpty()
                        ? queries.label(id) + " " + queries.label(series.id())
                        : queries.label(id);
                place = result(
                        results.addObject().put("Id", id).put("Label", label),
                        ascending ? series.points() : series.points().descendingMap(),
                        place,
                        skipped,
                        skipped + most);
            }
        }
        output.putArray("Messages");
        if (place > skipped + most) {
            output.put("NextToken", Integer.toString(skipped + most));
        }
        return output;
    }

    /** Writes the points that belong to the page; returns the place after the last one. */
    private static int result(ObjectNode node, NavigableMap<Long, Double> points, int place, int first, int end) {
        ArrayNode times = node.putArray("Timestamps");
        ArrayNode values = node.putArray("Values");
        int at = place;
        for (var point : points.entrySet()) {
            if (at >= first && at < end) {
                Timestamps.add(times, Instant.ofEpochSecond(point.getKey()));
                values.add(point.getValue());
            }
            at++;
        }
        node.put("StatusCode", at > end ? "PartialData" : "Complete");
        return at;
    }
}
