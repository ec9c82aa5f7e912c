package io.github.lambdaperf.core.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Errors that the function has written to its log, as far as log tails show them: lines of the level ERROR, FATAL or SEVERE,
 * in text or in JSON, those that differ in numbers and ids alone as one. Not thread-safe: the recorder that owns it locks.
 */
final class LoggedErrors {
    private static final int KINDS = 20;
    private static final int LENGTH = 200;
    private static final Pattern LEVEL = Pattern.compile("\\b(ERROR|FATAL|SEVERE)\\b");
    private static final Pattern JSON_LEVEL = Pattern.compile("(?i)\"level\"\\s*:\\s*\"(error|fatal|severe)\"");
    private static final Pattern VARYING = Pattern.compile("\\b[0-9a-fA-F]{8}[-0-9a-fA-F]*\\b|\\d+");
    private static final Pattern LINES = Pattern.compile("[\r\n]+");

    /** Loaded with the first line in JSON. */
    private static final class Json {
        private static final ObjectMapper MAPPER = new ObjectMapper();
    }

    private final Map<String, LoggedError> kinds = new LinkedHashMap<>();

    /** Takes the errors of one invocation. @param mask takes secrets out of what is kept */
    void add(String tail, UnaryOperator<String> mask) {
        if (!mayHold(tail)) {
            return;
        }
        for (String line : LINES.split(tail)) {
            String error = error(line);
            if (error != null) {
                count(error, mask);
            }
        }
    }

    /** Nearly all tails hold none, and each is asked. */
    private static boolean mayHold(String tail) {
        return tail.contains("ERROR")
                || tail.contains("FATAL")
                || tail.contains("SEVERE")
                || tail.contains("\"error\"")
                || tail.contains("\"fatal\"");
    }

    private static String error(String line) {
        if (line.startsWith("{")) {
            return JSON_LEVEL.matcher(line).find() ? message(line) : null;
        }
        // what Lambda says of a failed invocation is in its answer
        boolean platforms = line.startsWith("START ") || line.startsWith("END ") || line.startsWith("REPORT ");
        return !platforms && LEVEL.matcher(line).find() ? line.strip() : null;
    }

    private static String message(String line) {
        try {
            JsonNode message = Json.MAPPER.readTree(line).path("message");
            return message.isTextual() ? message.textValue() : line;
        } catch (JsonProcessingException e) {
            return line;
        }
    }

    private void count(String error, UnaryOperator<String> mask) {
        String kind = VARYING.matcher(error).replaceAll("#");
        LoggedError known = kinds.get(kind);
        if (known != null) {
            kinds.put(kind, new LoggedError(known.text(), known.count() + 1));
        } else if (kinds.size() < KINDS) {
            kinds.put(kind, new LoggedError(shortened(mask.apply(error)), 1));
        }
    }

    private static String shortened(String text) {
        return text.length() <= LENGTH ? text : text.substring(0, LENGTH) + "…";
    }

    /** In the order of their coming. */
    List<LoggedError> list() {
        return new ArrayList<>(kinds.values());
    }

    /** A line for each, for the end of a load. */
    static List<String> lines(List<LoggedError> errors) {
        return errors.stream()
                .map(error -> String.format(Locale.ROOT, "%,d × in the log: %s", error.count(), error.text()))
                .toList();
    }
}
