package io.github.lambdaperf.core.threshold;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which samples a threshold is about, in k6's syntax: {@code metric} or {@code metric{tag:value,tag:value}}. A sample
 * belongs to it when it has all the tags with exactly these values.
 *
 * @param metric name of the metric
 * @param tags sorted by name; empty: all samples
 */
public record Selector(String metric, Map<String, String> tags) {

    public Selector {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /**
     * Reads k6's syntax as k6 does: the first <code>{</code> and the last <code>}</code> count, each piece is split at
     * its first colon, and blanks and then quotes around names and values are dropped.
     *
     * @throws IllegalArgumentException says what is wrong
     */
    public static Selector parse(String text) {
        int open = text.indexOf('{');
        int close = text.lastIndexOf('}');
        if (open < 0 && close < 0) {
            return new Selector(requireMetric(text.strip(), text), Map.of());
        }
        if (open < 0 || close < open || close != text.length() - 1) {
            throw malformed(text, "its tags must stand in one pair of braces at the end");
        }
        String inside = text.substring(open + 1, close);
        Map<String, String> tags = new TreeMap<>();
        for (String piece : inside.split(",", -1)) {
            int colon = piece.indexOf(':');
            if (colon < 0) {
                throw malformed(text, piece.isBlank() ? "a tag is empty" : "'" + piece.strip() + "' has no ':'");
            }
            String name = bare(piece.substring(0, colon));
            String value = bare(piece.substring(colon + 1));
            if (name.isEmpty() || value.isEmpty()) {
                throw malformed(text, "'" + piece.strip() + "' lacks its " + (name.isEmpty() ? "name" : "value"));
            }
            String previous = tags.put(name, value);
            if (previous != null && !previous.equals(value)) {
                throw malformed(text, "tag '" + name + "' cannot be both '" + previous + "' and '" + value + "'");
            }
        }
        return new Selector(requireMetric(text.substring(0, open).strip(), text), tags);
    }

    /** True where a sample with these tags belongs to the selector. */
    public boolean matches(Map<String, String> sampleTags) {
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            if (!tag.getValue().equals(sampleTags.get(tag.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** Canonical text, tags sorted by name; equal selectors have the same text. */
    public String label() {
        if (tags.isEmpty()) {
            return metric;
        }
        StringBuilder text = new StringBuilder(metric).append('{');
        tags.forEach((name, value) -> {
            if (text.charAt(text.length() - 1) != '{') {
                text.append(',');
            }
            text.append(name).append(':').append(value);
        });
        return text.append('}').toString();
    }

    private static String requireMetric(String metric, String text) {
        if (metric.isEmpty()) {
            throw malformed(text, "the metric's name is missing");
        }
        return metric;
    }

    private static String bare(String text) {
        String stripped = text.strip();
        int start = 0;
        int end = stripped.length();
        while (start < end && isQuote(stripped.charAt(start))) {
            start++;
        }
        while (end > start && isQuote(stripped.charAt(end - 1))) {
            end--;
        }
        return stripped.substring(start, end);
    }

    private static boolean isQuote(char character) {
        return character == '"' || character == '\'';
    }

    private static IllegalArgumentException malformed(String text, String why) {
        return new IllegalArgumentException(
                "'" + text + "' is no metric selector: " + why + "; write metric or metric{tag:value}");
    }
}
