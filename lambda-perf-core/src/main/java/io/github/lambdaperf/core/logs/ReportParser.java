package io.github.lambdaperf.core.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads the report of an invocation from Lambda's logs: the text line {@code REPORT RequestId: …} in its older and newer
 * shapes, and the JSON event {@code platform.report}. Fields may be missing, in another order, or unknown.
 */
public final class ReportParser {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEXT = "REPORT RequestId: ";
    private static final String EVENT = "\"platform.report\"";

    private ReportParser() {}

    /**
     * The last report of a log text that belongs to a request.
     *
     * @param text any part of a log, such as the 4 KB tail that may start in the middle of a line
     * @param requestId null: any
     */
    public static Optional<InvocationReport> lastReport(String text, String requestId) {
        int end = text.length();
        while (end > 0) {
            int start = text.lastIndexOf('\n', end - 1) + 1;
            if (start < end) {
                Optional<InvocationReport> report = parse(text.substring(start, end));
                if (report.isPresent()
                        && (requestId == null || requestId.equals(report.get().requestId()))) {
                    return report;
                }
            }
            end = start - 1;
        }
        return Optional.empty();
    }

    /** The report of one log event; empty where it is something else. */
    public static Optional<InvocationReport> parse(String line) {
        if (line.startsWith(TEXT)) {
            return Optional.of(text(line));
        }
        return line.startsWith("{") && line.contains(EVENT) ? json(line) : Optional.empty();
    }

    private static InvocationReport text(String line) {
        String requestId = null;
        double duration = 0;
        OptionalDouble billed = OptionalDouble.empty();
        OptionalDouble memory = OptionalDouble.empty();
        OptionalDouble maxMemory = OptionalDouble.empty();
        OptionalDouble init = OptionalDouble.empty();
        OptionalDouble restore = OptionalDouble.empty();
        OptionalDouble billedRestore = OptionalDouble.empty();
        String status = null;
        String errorType = null;
        int at = 0;
        while (at < line.length()) {
            int next = separator(line, at);
            int colon = line.indexOf(": ", at);
            if (colon > 0 && colon < next) {
                String value = line.substring(colon + 2, next).strip();
                switch (line.substring(at, colon)) {
                    case "REPORT RequestId" -> requestId = value;
                    case "Duration" -> duration = number(value).orElse(0);
                    case "Billed Duration" -> billed = number(value);
                    case "Memory Size" -> memory = number(value);
                    case "Max Memory Used" -> maxMemory = number(value);
                    case "Init Duration" -> init = number(value);
                    case "Restore Duration" -> restore = number(value);
                    case "Billed Restore Duration" -> billedRestore = number(value);
                    case "Status" -> status = value;
                    case "Error Type" -> errorType = value;
                    default -> {
                        // X-Ray's fields, and whatever AWS adds
                    }
                }
            }
            at = next + 1;
        }
        return new InvocationReport(
                requestId, duration, billed, memory, maxMemory, init, restore, billedRestore, status, errorType);
    }

    private static int separator(String line, int from) {
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\t' || c == '\n') {
                return i;
            }
        }
        return line.length();
    }

    /** The number before the unit. */
    private static OptionalDouble number(String value) {
        int end = value.indexOf(' ');
        try {
            return figure(Double.parseDouble(end < 0 ? value : value.substring(0, end)));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static Optional<InvocationReport> json(String line) {
        try {
            JsonNode event = JSON.readTree(line);
            if (!"platform.report".equals(event.path("type").asText())) {
                return Optional.empty();
            }
            JsonNode report = event.path("record");
            JsonNode metrics = report.path("metrics");
            return Optional.of(new InvocationReport(
                    report.path("requestId").asText(null),
                    number(metrics, "durationMs").orElse(0),
                    number(metrics, "billedDurationMs"),
                    number(metrics, "memorySizeMB"),
                    number(metrics, "maxMemoryUsedMB"),
                    number(metrics, "initDurationMs"),
                    number(metrics, "restoreDurationMs"),
                    number(metrics, "billedRestoreDurationMs"),
                    report.path("status").asText(null),
                    report.path("errorType").asText(null)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static OptionalDouble number(JsonNode metrics, String name) {
        JsonNode value = metrics.get(name);
        return value == null || !value.isNumber() ? OptionalDouble.empty() : figure(value.asDouble());
    }

    /** A function can print a line of its own that says NaN, which would spoil the sums of a whole run. */
    private static OptionalDouble figure(double value) {
        return Double.isFinite(value) && value >= 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
