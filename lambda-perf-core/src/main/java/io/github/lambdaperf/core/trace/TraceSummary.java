package io.github.lambdaperf.core.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A trace of an invocation in numbers, all in milliseconds.
 *
 * @param id of the trace
 * @param totalMs from the first segment's start to the last one's end
 * @param initMs Lambda's phase {@code Initialization}; 0: warm
 * @param invocationMs Lambda's phase {@code Invocation}
 * @param overheadMs Lambda's phase {@code Overhead}
 * @param downstream what the function called, by name
 * @param failed whether a segment has a fault or an error
 */
record TraceSummary(
        String id,
        double totalMs,
        double initMs,
        double invocationMs,
        double overheadMs,
        SortedMap<String, Calls> downstream,
        boolean failed) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Calls of one name. */
    record Calls(int count, double totalMs) {}

    TraceSummary {
        downstream = new TreeMap<>(downstream);
    }

    /**
     * Sums up segment documents.
     *
     * @see <a href="https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html">their form</a>
     */
    static TraceSummary of(String id, List<String> documents) {
        Builder builder = new Builder();
        for (String document : documents) {
            try {
                builder.segment(JSON.readTree(document));
            } catch (IOException e) {
                // a segment that is no JSON says nothing; the others do
                continue;
            }
        }
        return builder.build(id);
    }

    /** The calls in words, the longest first: {@code DynamoDB 2 x 13.4 ms}. */
    String downstreamText() {
        List<String> texts = new ArrayList<>();
        downstream.entrySet().stream()
                .sorted((a, b) ->
                        Double.compare(b.getValue().totalMs(), a.getValue().totalMs()))
                .forEach(entry -> texts.add(String.format(
                        Locale.ROOT,
                        "%s %d x, %.1f ms",
                        entry.getKey(),
                        entry.getValue().count(),
                        entry.getValue().totalMs())));
        return String.join("; ", texts);
    }

    private static final class Builder {
        private final SortedMap<String, Calls> downstream = new TreeMap<>();
        private double start = Double.POSITIVE_INFINITY;
        private double end = Double.NEGATIVE_INFINITY;
        private double init;
        private double invocation;
        private double overhead;
        private boolean failed;

        void segment(JsonNode segment) {
            start = Math.min(start, segment.path("start_time").asDouble(start));
            end = Math.max(end, segment.path("end_time").asDouble(end));
            failed |= failed(segment);
            if (segment.path("origin").asText().equals("AWS::Lambda::Function")) {
                for (JsonNode phase : segment.path("subsegments")) {
                    phase(phase);
                }
            }
        }

        private void phase(JsonNode phase) {
            double ms = ms(phase);
            switch (phase.path("name").asText()) {
                case "Initialization" -> init += ms;
                case "Overhead" -> overhead += ms;
                case "Invocation" -> {
                    invocation += ms;
                    phase.path("subsegments").forEach(this::call);
                }
                default -> call(phase);
            }
        }

        /** Calls to other services have a namespace; segments of the function's own making are looked through. */
        private void call(JsonNode node) {
            failed |= failed(node);
            if (node.has("namespace")) {
                downstream.merge(
                        node.path("name").asText("?"),
                        new Calls(1, ms(node)),
                        (a, b) -> new Calls(a.count() + b.count(), a.totalMs() + b.totalMs()));
            } else {
                node.path("subsegments").forEach(this::call);
            }
        }

        private static boolean failed(JsonNode node) {
            return node.path("fault").asBoolean() || node.path("error").asBoolean();
        }

        private static double ms(JsonNode node) {
            double from = node.path("start_time").asDouble();
            return Math.max(0, node.path("end_time").asDouble(from) - from) * 1000;
        }

        TraceSummary build(String id) {
            double total = end > start ? (end - start) * 1000 : 0;
            return new TraceSummary(id, total, init, invocation, overhead, downstream, failed);
        }
    }
}
