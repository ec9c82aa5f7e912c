package io.github.lambdaperf.local.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An event pattern of EventBridge: exact values, {@code prefix}, {@code suffix}, {@code equals-ignore-case},
 * {@code wildcard}, {@code anything-but}, {@code numeric}, {@code exists} and {@code $or}.
 */
final class EventPattern {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> MATCHERS =
            Set.of("prefix", "suffix", "equals-ignore-case", "wildcard", "anything-but", "numeric", "exists");
    private static final Set<String> COMPARISONS = Set.of("=", "<", "<=", ">", ">=");

    private final JsonNode pattern;

    private EventPattern(JsonNode pattern) {
        this.pattern = pattern;
    }

    /**
     * Parses and checks a pattern.
     *
     * @throws IllegalArgumentException when it is no pattern or has a matcher this target does not know
     */
    static EventPattern parse(String json) {
        try {
            JsonNode pattern = JSON.readTree(json);
            if (!pattern.isObject()) {
                throw new IllegalArgumentException("Event pattern is not valid. Reason: Filter is not an object");
            }
            check(pattern);
            return new EventPattern(pattern);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Event pattern is not valid. Reason: " + e.getOriginalMessage(), e);
        }
    }

    private static void check(JsonNode object) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode value = field.getValue();
            if (value.isObject()) {
                check(value);
            } else if (!value.isArray() || value.isEmpty()) {
                throw new IllegalArgumentException("Event pattern is not valid. Reason: '" + field.getKey()
                        + "' must be an object or a non-empty array");
            } else if (field.getKey().equals("$or")) {
                value.forEach(EventPattern::check);
            } else {
                value.forEach(EventPattern::checkMatcher);
            }
        }
    }

    private static void checkMatcher(JsonNode matcher) {
        if (!matcher.isObject()) {
            return;
        }
        String name = matcher.fieldNames().hasNext() ? matcher.fieldNames().next() : "";
        if (matcher.size() != 1 || !MATCHERS.contains(name)) {
            throw new IllegalArgumentException("Event pattern is not valid. Reason: Unrecognized match type " + name);
        }
        JsonNode numeric = matcher.path("numeric");
        for (int i = 0; i < numeric.size(); i += 2) {
            if (!COMPARISONS.contains(numeric.path(i).asText())
                    || !numeric.path(i + 1).isNumber()) {
                throw new IllegalArgumentException("Event pattern is not valid. Reason: bad numeric comparison");
            }
        }
    }

    /** Whether the event has what the pattern asks for. */
    boolean matches(JsonNode event) {
        return matches(pattern, event);
    }

    private static boolean matches(JsonNode pattern, JsonNode event) {
        for (Map.Entry<String, JsonNode> field : pattern.properties()) {
            if (!matches(field.getKey(), field.getValue(), event)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(String name, JsonNode wanted, JsonNode event) {
        if (name.equals("$or") && wanted.isArray()) {
            return any(wanted, alternative -> matches(alternative, event));
        }
        JsonNode value = event.path(name);
        if (wanted.isObject()) {
            return value.isArray() ? any(value, item -> matches(wanted, item)) : matches(wanted, value);
        }
        return any(wanted, matcher -> matchesValue(matcher, value));
    }

    private static boolean matchesValue(JsonNode matcher, JsonNode value) {
        if (matcher.has("exists")) {
            boolean leaf = !value.isMissingNode() && !value.isObject();
            return matcher.path("exists").asBoolean() == leaf;
        }
        if (value.isArray()) {
            return any(value, item -> matchesScalar(matcher, item));
        }
        return !value.isMissingNode() && matchesScalar(matcher, value);
    }

    private static boolean matchesScalar(JsonNode matcher, JsonNode value) {
        if (!matcher.isObject()) {
            return equal(matcher, value);
        }
        String name = matcher.fieldNames().next();
        JsonNode argument = matcher.path(name);
        return switch (name) {
            case "anything-but" -> anythingBut(argument, value);
            case "numeric" -> value.isNumber() && compares(argument, value.decimalValue());
            default -> value.isTextual() && matchesText(name, argument, value.asText());
        };
    }

    private static boolean matchesText(String name, JsonNode argument, String text) {
        String wanted = argument.path("equals-ignore-case").asText(argument.asText());
        boolean ignoresCase = argument.has("equals-ignore-case");
        return switch (name) {
            case "prefix" -> text.regionMatches(ignoresCase, 0, wanted, 0, wanted.length());
            case "suffix" ->
                text.regionMatches(ignoresCase, text.length() - wanted.length(), wanted, 0, wanted.length());
            case "equals-ignore-case" -> text.toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT));
            case "wildcard" -> wildcard(wanted, text);
            default -> false;
        };
    }

    private static boolean anythingBut(JsonNode argument, JsonNode value) {
        if (argument.isArray()) {
            return !any(argument, item -> equal(item, value));
        }
        if (argument.isObject()) {
            String name = argument.fieldNames().next();
            JsonNode inner = argument.path(name);
            return inner.isArray()
                    ? !any(inner, item -> value.isTextual() && matchesText(name, item, value.asText()))
                    : !(value.isTextual() && matchesText(name, inner, value.asText()));
        }
        return !equal(argument, value);
    }

    private static boolean compares(JsonNode comparisons, BigDecimal value) {
        for (int i = 0; i + 1 < comparisons.size(); i += 2) {
            int order = value.compareTo(comparisons.path(i + 1).decimalValue());
            boolean holds = switch (comparisons.path(i).asText()) {
                case "=" -> order == 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private static boolean equal(JsonNode wanted, JsonNode value) {
        if (wanted.isNumber() && value.isNumber()) {
            return wanted.decimalValue().compareTo(value.decimalValue()) == 0;
        }
        return wanted.equals(value);
    }

    private static boolean wildcard(String wanted, String text) {
        int from = 0;
        String[] parts = wanted.split("\\*", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            int at = last && i > 0 ? text.length() - parts[i].length() : text.indexOf(parts[i], from);
            if (at < from || !text.startsWith(parts[i], at) || i == 0 && at != 0) {
                return false;
            }
            from = at + parts[i].length();
        }
        return from == text.length();
    }

    private static boolean any(JsonNode array, java.util.function.Predicate<JsonNode> condition) {
        for (JsonNode item : array) {
            if (condition.test(item)) {
                return true;
            }
        }
        return false;
    }
}
