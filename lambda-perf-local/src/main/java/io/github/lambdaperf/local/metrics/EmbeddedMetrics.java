package io.github.lambdaperf.local.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.local.logs.LogLine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Makes metrics of log lines in CloudWatch's embedded metric format. */
public final class EmbeddedMetrics implements Consumer<List<LogLine>> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_VALUES = 100;
    private static final int MOST_METRICS = 100;
    private static final int MOST_DIMENSIONS = 30;

    private final MetricStore store;

    /** Writes to the store. */
    public EmbeddedMetrics(MetricStore store) {
        this.store = store;
    }

    /** Takes the metrics of those lines that have some; a line that breaks the format has none. */
    @Override
    public void accept(List<LogLine> lines) {
        for (LogLine line : lines) {
            String text = line.message();
            if (text.startsWith("{") && text.contains("\"_aws\"")) {
                try {
                    extract(JSON.readTree(text), line.timestamp());
                } catch (JsonProcessingException e) {
                    // Any function may print half an object; CloudWatch ignores it too.
                    continue;
                }
            }
        }
    }

    private void extract(JsonNode event, long lineMs) {
        JsonNode metadata = event.path("_aws");
        long epochMs = metadata.path("Timestamp").asLong(lineMs);
        for (JsonNode directive : metadata.path("CloudWatchMetrics")) {
            String namespace = directive.path("Namespace").asText("");
            if (namespace.isEmpty() || directive.path("Metrics").size() > MOST_METRICS) {
                continue;
            }
            for (JsonNode metric : directive.path("Metrics")) {
                if (directive.path("Dimensions").isEmpty()) {
                    put(event, namespace, Map.of(), metric, epochMs);
                }
                for (JsonNode set : directive.path("Dimensions")) {
                    Map<String, String> dimensions = dimensions(event, set);
                    if (dimensions != null) {
                        put(event, namespace, dimensions, metric, epochMs);
                    }
                }
            }
        }
    }

    /** Null when a dimension has no value. */
    private static Map<String, String> dimensions(JsonNode event, JsonNode set) {
        Map<String, String> dimensions = new TreeMap<>();
        for (JsonNode name : set) {
            JsonNode value = event.path(name.asText());
            if (!value.isTextual()) {
                return null;
            }
            dimensions.put(name.asText(), value.asText());
        }
        return dimensions.size() > MOST_DIMENSIONS ? null : dimensions;
    }

    private void put(JsonNode event, String namespace, Map<String, String> dimensions, JsonNode metric, long epochMs) {
        String name = metric.path("Name").asText("");
        JsonNode value = event.path(name);
        boolean list = value.isArray() && value.size() <= MOST_VALUES;
        if (name.isEmpty() || !list && !value.isNumber()) {
            return;
        }
        String unit = metric.path("Unit").asText(MetricStore.NO_UNIT);
        int resolution = metric.path("StorageResolution").asInt(60) == 1 ? 1 : 60;
        store.add(new MetricId(namespace, name, dimensions), unit, epochMs, resolution, bucket -> {
            if (value.isNumber()) {
                bucket.add(value.asDouble(), 1);
            }
            value.forEach(each -> {
                if (each.isNumber()) {
                    bucket.add(each.asDouble(), 1);
                }
            });
        });
    }
}
