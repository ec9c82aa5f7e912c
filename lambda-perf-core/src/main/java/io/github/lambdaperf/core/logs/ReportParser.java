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

    /** A double holds every number of as many digits. */
    private static final int MOST_DIGITS = 15;

    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private enum Field {
        REQUEST_ID("REPORT RequestId"),
        DURATION("Duration"),
        BILLED("Billed Duration"),
        MEMORY("Memory Size"),
        MAX_MEMORY("Max Memory Used"),
        INIT("Init Duration"),
        RESTORE("Restore Duration"),
        BILLED_RESTORE("Billed Restore Duration"),
        STATUS("Status"),
        ERROR_TYPE("Error Type"),
        OTHER("");

        private final String label;

        Field(String label) {
            this.label = label;
        }
    }

    private static final Field[] FIELDS = Field.values();

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
                Optional<InvocationReport> report = parse(text, start, end);
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
        return parse(line, 0, line.length());
    }

    private static Optional<InvocationReport> parse(String text, int from, int to) {
        if (text.startsWith(TEXT, from)) {
            return Optional.of(line(text, from, to));
        }
        if (!text.startsWith("{", from)) {
            return Optional.empty();
        }
        String event = text.substring(from, to);
        return event.contains(EVENT) ? json(event) : Optional.empty();
    }

    /** Every answer with a log tail comes through here: no text is made that is not kept. */
    private static InvocationReport line(String text, int from, int to) {
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
        int at = from;
        while (at < to) {
            int next = separator(text, at, to);
            int colon = colon(text, at, next);
            if (colon > at) {
                int value = colon + 2;
                switch (field(text, at, colon)) {
                    case REQUEST_ID -> requestId = text.substring(value, next).strip();
                    case DURATION -> duration = number(text, value, next).orElse(0);
                    case BILLED -> billed = number(text, value, next);
                    case MEMORY -> memory = number(text, value, next);
                    case MAX_MEMORY -> maxMemory = number(text, value, next);
                    case INIT -> init = number(text, value, next);
                    case RESTORE -> restore = number(text, value, next);
                    case BILLED_RESTORE -> billedRestore = number(text, value, next);
                    case STATUS -> status = text.substring(value, next).strip();
                    case ERROR_TYPE -> errorType = text.substring(value, next).strip();
                    case OTHER -> {
                        // X-Ray's fields, and whatever AWS adds
                    }
                }
            }
            at = next + 1;
        }
        return new InvocationReport(
                requestId, duration, billed, memory, maxMemory, init, restore, billedRestore, status, errorType);
    }

    private static int separator(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\t' || c == '\n') {
                return i;
            }
        }
        return to;
    }

    /** Where the name of a field ends, or -1. */
    private static int colon(String text, int from, int to) {
        for (int i = from; i < to - 1; i++) {
            if (text.charAt(i) == ':' && text.charAt(i + 1) == ' ') {
                return i;
            }
        }
        return -1;
    }

    private static Field field(String text, int from, int to) {
        for (Field field : FIELDS) {
            if (field.label.length() == to - from && text.startsWith(field.label, from)) {
                return field;
            }
        }
        return Field.OTHER;
    }

    /** The number before the unit. */
    private static OptionalDouble number(String text, int from, int to) {
        int start = from;
        while (start < to && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < to && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        double plain = plain(text, start, end);
        if (!Double.isNaN(plain)) {
            return OptionalDouble.of(plain);
        }
        try {
            return figure(Double.parseDouble(text.substring(start, end)));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** Digits with or without a point, few enough to be exact before and after the division; else NaN. */
    private static double plain(String text, int from, int to) {
        if (to - from < 1 || to - from > MOST_DIGITS) {
            return Double.NaN;
        }
        long digits = 0;
        int point = -1;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = digits * 10 + (c - '0');
            } else if (c == '.' && point < 0) {
                point = i;
            } else {
                return Double.NaN;
            }
        }
        if (point < 0) {
            return digits;
        }
        return to - from == 1 ? Double.NaN : digits / POWERS[to - point - 1];
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
