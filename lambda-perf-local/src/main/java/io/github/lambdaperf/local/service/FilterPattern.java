package io.github.lambdaperf.local.service;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Unstructured filter patterns of CloudWatch Logs: terms that must all occur, {@code ?term} of which one must, and
 * {@code -term} that must not; quotes around a term with other characters. Case matters.
 */
final class FilterPattern implements Predicate<String> {

    private static final Pattern TERM = Pattern.compile("([?-]?)(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|(\\S+))");

    private final List<String> all = new ArrayList<>();
    private final List<String> any = new ArrayList<>();
    private final List<String> none = new ArrayList<>();

    FilterPattern(String pattern) {
        String trimmed = pattern.trim();
        if (trimmed.startsWith("{") || trimmed.startsWith("[") || trimmed.startsWith("%")) {
            throw new AwsError(
                    400,
                    "InvalidParameterException",
                    "the local target knows filter patterns of terms, not JSON, space-delimited or regex ones: "
                            + trimmed);
        }
        Matcher terms = TERM.matcher(trimmed);
        while (terms.find()) {
            String text =
                    terms.group(2) == null ? terms.group(3) : terms.group(2).replaceAll("\\\\(.)", "$1");
            switch (terms.group(1)) {
                case "?" -> any.add(text);
                case "-" -> none.add(text);
                default -> all.add(text);
            }
        }
    }

    @Override
    public boolean test(String message) {
        return all.stream().allMatch(message::contains)
                && none.stream().noneMatch(message::contains)
                // CloudWatch ignores the optional terms beside required ones.
                && (any.isEmpty() || !all.isEmpty() || any.stream().anyMatch(message::contains));
    }
}
