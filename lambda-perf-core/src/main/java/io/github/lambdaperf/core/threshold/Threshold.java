package io.github.lambdaperf.core.threshold;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One threshold, in k6's grammar: {@code aggregation operator number}, such as {@code p(95)<3000}. Times are in
 * milliseconds, rates from 0 to 1, sizes in bytes, unless the metric's unit says otherwise. Beyond k6's grammar the right
 * side may refer to the baseline, see {@link Limit}.
 *
 * @param selector which samples
 * @param aggregation what of them
 * @param operator how it is compared
 * @param limit right side, its numbers finite
 * @param expression as written
 */
public record Threshold(Selector selector, Aggregation aggregation, Operator operator, Limit limit, String expression) {
    private static final Pattern OPERATOR = Pattern.compile("<=|<|>=|>|===|==|!=");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern NUMBER_WITH_UNIT = Pattern.compile("(" + NUMBER.pattern() + ")\\s*([a-zA-Zµμ%]+)");
    private static final Pattern BASELINE = Pattern.compile("baseline\\.([a-z]+(?:\\([^)]*\\))?)\\s*(?:\\*\\s*("
            + NUMBER.pattern() + ")\\s*)?(?:([+-])\\s*(" + NUMBER.pattern() + "))?");
    private static final String FORM = "write aggregation operator number, such as p(95)<3000 or rate>0.99";

    /** k6's operators; {@code ===} is {@code ==}. */
    public enum Operator {
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        EQUAL("=="),
        NOT_EQUAL("!=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /** Canonical spelling. */
        public String symbol() {
            return symbol;
        }

        /** The comparison of IEEE doubles, exact, without rounding. */
        public boolean holds(double value, double limit) {
            return switch (this) {
                case LESS -> value < limit;
                case LESS_OR_EQUAL -> value <= limit;
                case GREATER -> value > limit;
                case GREATER_OR_EQUAL -> value >= limit;
                case EQUAL -> value == limit;
                case NOT_EQUAL -> value != limit;
            };
        }

        private static Operator of(String symbol) {
            for (Operator operator : values()) {
                if (operator.symbol.equals(symbol)) {
                    return operator;
                }
            }
            return EQUAL;
        }
    }

    /**
     * How a threshold came out.
     *
     * @param value of the aggregation; empty: no data
     * @param passed false where there is no data
     * @param reason in words where it did not pass, else null
     */
    public record Result(OptionalDouble value, boolean passed, String reason) {}

    /**
     * Reads a threshold.
     *
     * @param metric selector, see {@link Selector#parse}
     * @param expression see {@link Threshold}; more than k6 documents is accepted only where k6 gives it one plain
     *     meaning (sign, exponent, blanks)
     * @throws IllegalArgumentException says what is wrong and what is allowed
     */
    public static Threshold parse(String metric, String expression) {
        Selector selector = Selector.parse(metric);
        String text = expression.strip();
        Matcher operator = OPERATOR.matcher(text);
        if (!operator.find()) {
            throw malformed(expression, "it has no operator (<, <=, >, >=, ==, !=)");
        }
        String left = text.substring(0, operator.start()).strip();
        String right = text.substring(operator.end()).strip();
        if (left.isEmpty() || NUMBER.matcher(left).matches()) {
            throw malformed(expression, "the aggregation must stand on the left");
        }
        Aggregation aggregation;
        try {
            aggregation = Aggregation.parse(left);
        } catch (IllegalArgumentException e) {
            throw malformed(expression, e.getMessage());
        }
        Limit limit = limit(expression, right);
        return new Threshold(selector, aggregation, Operator.of(operator.group()), limit, expression);
    }

    private static Limit limit(String expression, String right) {
        if (right.isEmpty()) {
            throw malformed(expression, "the number on the right is missing");
        }
        if (NUMBER.matcher(right).matches()) {
            return Limit.fixed(finite(expression, right));
        }
        if (right.startsWith("baseline")) {
            return baseline(expression, right);
        }
        Matcher unit = NUMBER_WITH_UNIT.matcher(right);
        if (unit.matches()) {
            throw malformed(
                    expression,
                    "the unit '" + unit.group(2)
                            + "' cannot stand here; times are in milliseconds, rates from 0 to 1, sizes in bytes");
        }
        if (right.contains("&&") || right.contains("||")) {
            throw malformed(expression, "conditions cannot be joined; write two thresholds, all must hold");
        }
        throw malformed(expression, "'" + right + "' is no number");
    }

    private static double finite(String expression, String number) {
        double value = Double.parseDouble(number);
        if (Double.isInfinite(value)) {
            throw malformed(expression, "'" + number + "' is too large");
        }
        return value;
    }

    private static Limit baseline(String expression, String right) {
        Matcher matcher = BASELINE.matcher(right);
        if (!matcher.matches()) {
            throw malformed(
                    expression,
                    "'" + right + "' must be baseline.aggregation, with a factor or an offset where wanted,"
                            + " such as baseline.p(95)*1.10");
        }
        Aggregation aggregation;
        try {
            aggregation = Aggregation.parse(matcher.group(1));
        } catch (IllegalArgumentException e) {
            throw malformed(expression, e.getMessage());
        }
        double factor = matcher.group(2) == null ? 1 : finite(expression, matcher.group(2));
        double offset = matcher.group(4) == null ? 0 : finite(expression, matcher.group(4));
        return new Limit(aggregation, factor, "-".equals(matcher.group(3)) ? -offset : offset);
    }

    /** Empty where a metric of this type has the aggregation; else what is wrong, in words. */
    public Optional<String> mismatch(MetricType type) {
        Aggregation wrong = type.has(aggregation) ? limit.baseline() : aggregation;
        if (wrong == null || type.has(wrong)) {
            return Optional.empty();
        }
        return Optional.of("'" + wrong.label() + "' does not fit " + selector.metric() + ", a " + type.label()
                + "; allowed: " + type.allowedAggregations());
    }

    /** Judges without a baseline; without data, or where the baseline decides, a threshold does not pass. */
    public Result evaluate(Function<Aggregation, OptionalDouble> values) {
        return evaluate(values, aggregation -> OptionalDouble.empty());
    }

    /**
     * Judges; without data a threshold fails.
     *
     * @param values of the metric
     * @param baseline values of the same metric in the baseline
     */
    public Result evaluate(
            Function<Aggregation, OptionalDouble> values, Function<Aggregation, OptionalDouble> baseline) {
        OptionalDouble value = values.apply(aggregation);
        if (value.isEmpty() || Double.isNaN(value.getAsDouble())) {
            return new Result(OptionalDouble.empty(), false, "no data");
        }
        OptionalDouble right = limit.value(baseline);
        if (right.isEmpty()) {
            return new Result(
                    value, false, "the baseline holds no " + limit.baseline().label() + " of " + selector.label());
        }
        if (operator.holds(value.getAsDouble(), right.getAsDouble())) {
            return new Result(value, true, null);
        }
        return new Result(
                value,
                false,
                aggregation.label() + " is " + plain(value.getAsDouble()) + ", must be " + operator.symbol() + " "
                        + (limit.refersToBaseline() ? digits(right.getAsDouble()) : plain(right.getAsDouble())));
    }

    private static String digits(double computed) {
        return plain(new BigDecimal(computed).round(new MathContext(6)).doubleValue());
    }

    private static String plain(double value) {
        if (Double.isInfinite(value)) {
            return Double.toString(value);
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    private static IllegalArgumentException malformed(String expression, String why) {
        return new IllegalArgumentException("'" + expression + "' is no threshold: " + why + "; " + FORM);
    }
}
