package io.github.lambdaperf.local.insights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.local.insights.Value.Json;
import io.github.lambdaperf.local.insights.Value.Num;
import io.github.lambdaperf.local.insights.Value.Text;
import io.github.lambdaperf.local.insights.Value.Time;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** The functions of one row, by their names in lower case. */
final class ScalarFunctions {
    /** Eight times the largest log event. */
    private static final int LONGEST_TEXT = 8 * 1024 * 1024;

    private static final int MANY = 1000;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Map<String, Definition> ALL = definitions();

    private ScalarFunctions() {}

    /** Computes the result; missing arguments and results are {@code null}. */
    @FunctionalInterface
    interface Body {
        Value apply(Value[] arguments);
    }

    /** A function with the number of arguments it takes. */
    record Definition(int least, int most, Body body) {}

    /** The function of that name in any case, or {@code null}. */
    static Definition find(String name) {
        return ALL.get(name.toLowerCase(Locale.ROOT));
    }

    private static Map<String, Definition> definitions() {
        Map<String, Definition> all = new HashMap<>();
        numbers(all);
        presence(all);
        strings(all);
        all.put("tomillis", new Definition(1, 1, a -> a[0] instanceof Time t ? new Num(t.epochMillis()) : null));
        all.put("frommillis", new Definition(1, 1, a -> {
            double millis = Coercion.number(a[0]);
            return Double.isNaN(millis) ? null : new Time((long) millis);
        }));
        all.put("jsonparse", new Definition(1, 1, a -> a[0] instanceof Text t ? parse(t.text()) : null));
        all.put(
                "jsonstringify",
                new Definition(
                        1, 1, a -> a[0] instanceof Json j ? new Text(j.node().toString()) : null));
        all.put("isvalidip", text(IpAddress::isValid));
        all.put("isvalidipv4", text(text -> IpAddress.isValid(text) && text.indexOf(':') < 0));
        all.put("isvalidipv6", text(text -> IpAddress.isValid(text) && text.indexOf(':') >= 0));
        all.put("isipinsubnet", texts(IpAddress::inSubnet));
        all.put("isipv4insubnet", texts((ip, subnet) -> ip.indexOf(':') < 0 && IpAddress.inSubnet(ip, subnet)));
        all.put("isipv6insubnet", texts((ip, subnet) -> ip.indexOf(':') >= 0 && IpAddress.inSubnet(ip, subnet)));
        return Map.copyOf(all);
    }

    private static void numbers(Map<String, Definition> all) {
        all.put("abs", number(Math::abs));
        all.put("ceil", number(Math::ceil));
        all.put("floor", number(Math::floor));
        all.put("sqrt", number(Math::sqrt));
        all.put("log", number(Math::log));
        all.put("greatest", new Definition(1, MANY, a -> extreme(a, 1)));
        all.put("least", new Definition(1, MANY, a -> extreme(a, -1)));
        all.put("tonumber", number(x -> x));
        all.put("round", new Definition(1, 2, ScalarFunctions::round));
    }

    private static void presence(Map<String, Definition> all) {
        all.put("ispresent", new Definition(1, 1, a -> Value.of(a[0] != null)));
        all.put("coalesce", new Definition(1, MANY, a -> {
            for (Value value : a) {
                if (value != null) {
                    return value;
                }
            }
            return null;
        }));
        all.put(
                "isempty",
                new Definition(
                        1, 1, a -> Value.of(a[0] == null || Coercion.text(a[0]).isEmpty())));
        all.put(
                "isblank",
                new Definition(
                        1, 1, a -> Value.of(a[0] == null || Coercion.text(a[0]).isBlank())));
    }

    private static String replaced(String text, String search, String replacement) {
        if (search.isEmpty()) {
            return text;
        }
        long length = text.length();
        for (int at = text.indexOf(search); at >= 0; at = text.indexOf(search, at + search.length())) {
            length += replacement.length() - search.length();
        }
        refuseTooLong(length);
        return text.replace(search, replacement);
    }

    /** Functions of functions double a text each time. */
    private static void refuseTooLong(long length) {
        if (length > LONGEST_TEXT) {
            throw new InsightsRunException("a text of more than " + LONGEST_TEXT + " characters");
        }
    }

    private static void strings(Map<String, Definition> all) {
        all.put("concat", new Definition(1, MANY, a -> {
            StringBuilder joined = new StringBuilder();
            for (Value value : a) {
                joined.append(Undocumented.concatPart(Coercion.plainText(value)));
                refuseTooLong(joined.length());
            }
            return new Text(joined.toString());
        }));
        all.put("ltrim", new Definition(1, 2, a -> trim(a, true, false)));
        all.put("rtrim", new Definition(1, 2, a -> trim(a, false, true)));
        all.put("trim", new Definition(1, 2, a -> trim(a, true, true)));
        all.put("strlen", mapped(text -> new Num(text.codePointCount(0, text.length()))));
        all.put("toupper", mapped(text -> new Text(text.toUpperCase(Locale.ROOT))));
        all.put("tolower", mapped(text -> new Text(text.toLowerCase(Locale.ROOT))));
        all.put("substr", new Definition(2, 3, ScalarFunctions::substring));
        all.put("replace", new Definition(3, 3, a -> {
            String text = Coercion.plainText(a[0]);
            String search = Coercion.plainText(a[1]);
            String replacement = Coercion.plainText(a[2]);
            return text == null || search == null || replacement == null
                    ? null
                    : new Text(replaced(text, search, replacement));
        }));
        all.put("strcontains", texts(String::contains));
        all.put("startswith", texts(String::startsWith));
        all.put("endswith", texts(String::endsWith));
    }

    private static Definition number(DoubleUnaryOperator operator) {
        return new Definition(1, 1, a -> Value.finite(operator.applyAsDouble(Coercion.number(a[0]))));
    }

    private static Definition text(Predicate<String> test) {
        return new Definition(1, 1, a -> {
            String text = Coercion.plainText(a[0]);
            return Value.of(text != null && test.test(text));
        });
    }

    private static Definition texts(BiPredicate<String, String> test) {
        return new Definition(2, 2, a -> {
            String text = Coercion.plainText(a[0]);
            String other = Coercion.plainText(a[1]);
            return Value.of(text != null && other != null && test.test(text, other));
        });
    }

    private static Definition mapped(Function<String, Value> mapping) {
        return new Definition(1, 1, a -> {
            String text = Coercion.plainText(a[0]);
            return text == null ? null : mapping.apply(text);
        });
    }

    private static Value extreme(Value[] values, int sign) {
        double best = Double.NaN;
        for (Value value : values) {
            double number = Coercion.number(value);
            if (!Double.isNaN(number) && (Double.isNaN(best) || Double.compare(number, best) * sign > 0)) {
                best = number;
            }
        }
        return Value.finite(best);
    }

    private static Value round(Value[] arguments) {
        double number = Coercion.number(arguments[0]);
        double digits = arguments.length < 2 ? 0 : Coercion.number(arguments[1]);
        if (Double.isNaN(number) || Double.isNaN(digits) || Math.abs(digits) > 300) {
            return null;
        }
        return Value.finite(BigDecimal.valueOf(number)
                .setScale((int) digits, RoundingMode.HALF_UP)
                .doubleValue());
    }

    private static Value trim(Value[] arguments, boolean left, boolean right) {
        String text = Coercion.plainText(arguments[0]);
        String set = arguments.length < 2 ? null : Coercion.plainText(arguments[1]);
        if (text == null || arguments.length > 1 && set == null) {
            return null;
        }
        IntPredicate cut = set == null ? Character::isWhitespace : c -> set.indexOf(c) >= 0;
        int from = 0;
        int to = text.length();
        while (left && from < to && cut.test(text.charAt(from))) {
            from++;
        }
        while (right && to > from && cut.test(text.charAt(to - 1))) {
            to--;
        }
        return new Text(text.substring(from, to));
    }

    private static Value substring(Value[] arguments) {
        String text = Coercion.plainText(arguments[0]);
        double start = Coercion.number(arguments[1]);
        double length = arguments.length < 3 ? Integer.MAX_VALUE : Coercion.number(arguments[2]);
        return text == null || Double.isNaN(start) || Double.isNaN(length)
                ? null
                : new Text(Undocumented.substring(text, start, length));
    }

    private static Value parse(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node != null && node.isContainerNode() ? new Json(node) : null;
        } catch (JsonProcessingException noJson) {
            return null;
        }
    }
}
