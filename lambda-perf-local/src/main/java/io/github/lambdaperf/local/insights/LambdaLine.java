package io.github.lambdaperf.local.insights;

import io.github.lambdaperf.local.insights.Value.Num;
import io.github.lambdaperf.local.insights.Value.Text;
import java.util.Map;

/** Finds the fields that the service discovers on Lambda's text lines. */
final class LambdaLine {
    private static final String ID = " RequestId: ";
    private static final int ISO_LENGTH = "2026-01-15T10:03:00.000Z".length();
    private static final double BYTES_PER_MB = 1_000_000;

    private LambdaLine() {}

    static void discover(String message, Map<String, Value> fields) {
        if (message.startsWith("REPORT" + ID)) {
            platformLine("REPORT", message, fields);
            report(message, fields);
        } else if (message.startsWith("START" + ID)) {
            platformLine("START", message, fields);
        } else if (message.startsWith("END" + ID)) {
            platformLine("END", message, fields);
        } else {
            applicationLine(message, fields);
        }
    }

    private static void platformLine(String type, String message, Map<String, Value> fields) {
        fields.put("@type", new Text(type));
        int from = type.length() + ID.length();
        int to = endOfWord(message, from);
        if (to > from) {
            fields.put("@requestId", new Text(message.substring(from, to)));
        }
    }

    /** {@code <ISO time> <request id> …}, the form of Node.js, Python and the time-out line. */
    private static void applicationLine(String message, Map<String, Value> fields) {
        int from = ISO_LENGTH + 1;
        if (message.length() <= from
                || message.charAt(4) != '-'
                || message.charAt(10) != 'T'
                || message.charAt(ISO_LENGTH - 1) != 'Z'
                || message.charAt(ISO_LENGTH) > ' ') {
            return;
        }
        int to = endOfWord(message, from);
        if (to > from && Undocumented.looksLikeRequestId(message, from, to)) {
            fields.put("@requestId", new Text(message.substring(from, to)));
        }
    }

    private static void report(String message, Map<String, Value> fields) {
        int from = message.indexOf('\t') + 1;
        while (from > 0 && from < message.length()) {
            int to = from;
            while (to < message.length() && message.charAt(to) != '\t' && message.charAt(to) != '\n') {
                to++;
            }
            int colon = message.indexOf(": ", from);
            if (colon > 0 && colon < to) {
                part(message.substring(from, colon), message.substring(colon + 2, to), fields);
            }
            from = to + 1;
        }
    }

    private static void part(String name, String value, Map<String, Value> fields) {
        switch (name) {
            case "Duration" -> quantity("@duration", value, 1, fields);
            case "Billed Duration" -> quantity("@billedDuration", value, 1, fields);
            case "Init Duration" -> quantity("@initDuration", value, 1, fields);
            case "Memory Size" -> quantity("@memorySize", value, BYTES_PER_MB, fields);
            case "Max Memory Used" -> quantity("@maxMemoryUsed", value, BYTES_PER_MB, fields);
            case "XRAY TraceId" -> fields.put("@xrayTraceId", new Text(value));
            case "SegmentId" -> fields.put("@xraySegmentId", new Text(value));
            default -> {
                // The service discovers no other part: restore times and the status must be parsed.
            }
        }
    }

    private static void quantity(String field, String value, double factor, Map<String, Value> fields) {
        double number = Coercion.number(new Text(value.substring(0, endOfWord(value, 0))));
        if (!Double.isNaN(number)) {
            fields.put(field, new Num(number * factor));
        }
    }

    private static int endOfWord(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) > ' ') {
            at++;
        }
        return at;
    }
}
