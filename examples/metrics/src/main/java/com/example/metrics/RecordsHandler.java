package com.example.metrics;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Processes records, and counts and times them by Powertools; the metrics go to the log in the embedded metric format. */
public class RecordsHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Metrics metrics = MetricsFactory.getMetricsInstance();

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        long start = System.nanoTime();
        JsonNode records = JSON.valueToTree(event).path("Records");
        double sum = process(records);
        metrics.addMetric("RecordsProcessed", records.size(), MetricUnit.COUNT);
        metrics.addMetric("ProcessingDuration", (System.nanoTime() - start) / 1e6, MetricUnit.MILLISECONDS);
        metrics.flush();
        return Map.of("records", records.size(), "sum", sum);
    }

    static double process(JsonNode records) {
        double sum = 0;
        for (JsonNode record : records) {
            sum += record.path("value").asDouble();
        }
        return sum;
    }
}
