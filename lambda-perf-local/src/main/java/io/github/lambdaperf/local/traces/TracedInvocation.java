package io.github.lambdaperf.local.traces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.logs.LogEvent;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sampled invocation, by its report.
 *
 * @param traceId of its trace
 * @param segmentId of the function's segment
 * @param requestId of the invocation
 * @param function its name
 * @param endMs epoch milliseconds of its end
 * @param durationMs without initialisation
 * @param initMs of a cold start, 0 when warm
 * @param failed whether the report names an error or a timeout
 */
record TracedInvocation(
        String traceId,
        String segmentId,
        String requestId,
        String function,
        long endMs,
        double durationMs,
        double initMs,
        boolean failed) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TRACE = Pattern.compile("XRAY TraceId: (\\S+)\tSegmentId: (\\S+)");
    private static final Pattern REQUEST = Pattern.compile("REPORT RequestId: (\\S+)\tDuration: ([\\d.]+) ms");
    private static final Pattern INIT = Pattern.compile("\tInit Duration: ([\\d.]+) ms");
    private static final Pattern ROOT = Pattern.compile("Root=([^;]+);Parent=([^;]+)");

    static Optional<TracedInvocation> of(LogEvent event) {
        String message = event.message();
        if (message.startsWith("REPORT ")) {
            return text(event, message);
        }
        return message.contains("\"platform.report\"") && message.contains("\"tracing\"")
                ? json(event, message)
                : Optional.empty();
    }

    private static Optional<TracedInvocation> text(LogEvent event, String message) {
        Matcher trace = TRACE.matcher(message);
        Matcher request = REQUEST.matcher(message);
        if (!trace.find() || !request.find()) {
            return Optional.empty();
        }
        Matcher init = INIT.matcher(message);
        return Optional.of(new TracedInvocation(
                trace.group(1),
                trace.group(2),
                request.group(1),
                function(event),
                event.timestamp(),
                Double.parseDouble(request.group(2)),
                init.find() ? Double.parseDouble(init.group(1)) : 0,
                message.contains("\tStatus: ")));
    }

    private static Optional<TracedInvocation> json(LogEvent event, String message) {
        JsonNode record;
        try {
            record = JSON.readTree(message).path("record");
        } catch (IOException e) {
            return Optional.empty();
        }
        Matcher root = ROOT.matcher(record.path("tracing").path("value").asText());
        if (!root.find()) {
            return Optional.empty();
        }
        return Optional.of(new TracedInvocation(
                root.group(1),
                root.group(2),
                record.path("requestId").asText(),
                function(event),
                event.timestamp(),
                record.path("metrics").path("durationMs").asDouble(),
                record.path("metrics").path("initDurationMs").asDouble(),
                !record.path("status").asText().equals("success")));
    }

    private static String function(LogEvent event) {
        return event.group().substring(event.group().lastIndexOf('/') + 1);
    }

    /** Two segments, as Lambda writes them: the service's, and the function's with its phases. */
    ObjectNode trace() {
        double end = endMs / 1000.0;
        double start = end - (durationMs + initMs) / 1000;
        double invoked = end - durationMs / 1000;
        ObjectNode function = segment(segmentId, "AWS::Lambda::Function", start, end);
        ArrayNode phases = function.putArray("subsegments");
        if (initMs > 0) {
            phases.add(phase("Initialization", start, invoked));
        }
        phases.add(phase("Invocation", invoked, end));
        ObjectNode service = segment(id(), "AWS::Lambda", start, end);
        service.put("resource_arn", "arn:aws:lambda:us-east-1:000000000000:function:" + this.function);
        ObjectNode trace = JSON.createObjectNode().put("Id", traceId).put("Duration", end - start);
        trace.put("LimitExceeded", false);
        ArrayNode segments = trace.putArray("Segments");
        for (ObjectNode document : new ObjectNode[] {service, function}) {
            segments.addObject().put("Id", document.path("id").asText()).put("Document", document.toString());
        }
        return trace;
    }

    private ObjectNode segment(String id, String origin, double start, double end) {
        ObjectNode segment = JSON.createObjectNode()
                .put("id", id)
                .put("name", function)
                .put("trace_id", traceId)
                .put("origin", origin)
                .put("start_time", start)
                .put("end_time", end);
        segment.putObject("aws").put("request_id", requestId);
        if (failed) {
            segment.put("fault", true);
        }
        return segment;
    }

    private static ObjectNode phase(String name, double start, double end) {
        return JSON.createObjectNode()
                .put("id", id())
                .put("name", name)
                .put("start_time", start)
                .put("end_time", end);
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }
}
