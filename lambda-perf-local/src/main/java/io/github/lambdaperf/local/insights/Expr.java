package io.github.lambdaperf.local.insights;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.local.insights.Value.Json;
import io.github.lambdaperf.local.insights.Value.Num;
import io.github.lambdaperf.local.insights.Value.Text;
import io.github.lambdaperf.local.insights.Value.Time;
import java.util.List;

/** A checked expression; {@code null} stands for a missing value. */
sealed interface Expr {
    Value eval(Row row, RunOptions run);

    record Literal(Value value) implements Expr {
        @Override
        public Value eval(Row row, RunOptions run) {
            return value;
        }
    }

    /**
     * A field by its full name, or else a part of the defined map that the name begins with.
     *
     * @param root the defined name, {@code null} when the name begins with none
     * @param path the steps from there
     */
    record Field(String name, String root, List<String> path) implements Expr {
        Field(String name) {
            this(name, null, List.of());
        }

        @Override
        public Value eval(Row row, RunOptions run) {
            Value value = row.get(name);
            return value != null || root == null ? value : step(row.get(root), path);
        }
    }

    record Access(Expr base, List<String> path) implements Expr {
        @Override
        public Value eval(Row row, RunOptions run) {
            return step(base.eval(row, run), path);
        }
    }

    private static Value step(Value from, List<String> path) {
        if (!(from instanceof Json json)) {
            return null;
        }
        JsonNode node = json.node();
        for (String name : path) {
            node = node.isArray() ? element(node, name) : node.get(name);
            if (node == null) {
                return null;
            }
        }
        return Value.of(node);
    }

    private static JsonNode element(JsonNode array, String index) {
        boolean number =
                !index.isEmpty() && index.length() < 10 && index.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? array.get(Integer.parseInt(index)) : null;
    }

    record Negate(Expr operand) implements Expr {
        @Override
        public Value eval(Row row, RunOptions run) {
            return Value.finite(-Coercion.number(operand.eval(row, run)));
        }
    }

    record Arithmetic(char operator, Expr left, Expr right) implements Expr {
        @Override
        public Value eval(Row row, RunOptions run) {
            double a = Coercion.number(left.eval(row, run));
            double b = Coercion.number(right.eval(row, run));
            return Value.finite(
                    switch (operator) {
                        case '+' -> a + b;
                        case '-' -> a - b;
                        case '*' -> a * b;
                        case '/' -> a / b;
                        case '%' -> a % b;
                        default -> Math.pow(a, b);
                    });
        }
    }

    record Comparison(String operator, Expr left, Expr right) implements Expr {
        @Override
        public Value eval(Row row, RunOptions run) {
            Value a = left.eval(row, run);
            Value b = right.eval(row, run);
            if (a instanceof Json || b instanceof Json) {
                return Value.FALSE;
            }
            if ("!=".equals(operator)) {
                return Value.of(!same(a, b));
            }
            if (operator.charAt(0) == '=') {
                return Value.of(same(a, b));
            }
            if (a == null || b == null) {
                return Value.FALSE;
            }
            double x = Coercion.number(a);
            double y = Coercion.number(b);
            Integer order = Double.isNaN(x) || Double.isNaN(y)
                    ? Undocumented.compareMixed(a, b)
                    : Integer.valueOf(Double.compare(x, y));
            return Value.of(order != null && holds(order));
        }

        private boolean holds(int order) {
            return switch (operator) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        }
    }

    /** Numbers by value where both look like one, otherwise the texts; a time equals no text. */
    private static boolean same(Value a, Value b) {
        if (a == null || b == null || a instanceof Json || b instanceof Json) {
            return false;
        }
        if (a instanceof Text x && b instanceof Text y && x.text().equals(y.text())) {
            return true;
        }
        double x = Coercion.number(a);
        double y = Coercion.number(b);
        if (!Double.isNaN(x) && !Double.isNaN(y)) {
            return x == y;
        }
        return !(a instanceof Time || b instanceof Time) && Coercion.text(a).equals(Coercion.text(b));
    }

    record Contains(Expr operand, String text, boolean negated) implements Expr {
        @Override
        public Value eval(Row row, RunOptions run) {
            String value = Coercion.plainText(operand.eval(row, run));
            return Value.of(negated != (value != null && value.contains(text)));
        }
    }

    record Matches(Expr operand, Regex pattern, boolean negated) implements Expr {
        @Override
        public Value eval(Row row, RunOptions run) {
            String value = Coercion.plainText(operand.eval(row, run));
            return Value.of(negated != (value != null && pattern.first(value) != null));
        }
    }

    record In(Expr operand, List<Expr> elements, boolean negated) implements Expr {
        @Override
        public Value eval(Row row, RunOptions run) {
            Value value = operand.eval(row, run);
            for (Expr element : elements) {
                if (same(value, element.eval(row, run))) {
                    return Value.of(!negated);
                }
            }
            return Value.of(negated);
        }
    }

    record Not(Expr operand) implements Expr {
        @Override
        public Value eval(Row row, RunOptions run) {
            return Value.of(!Coercion.truth(operand.eval(row, run)));
        }
    }

    record And(Expr left, Expr right) implements Expr {
        @Override
        public Value eval(Row row, RunOptions run) {
            return Value.of(Coercion.truth(left.eval(row, run)) && Coercion.truth(right.eval(row, run)));
        }
    }

    record Or(Expr left, Expr right) implements Expr {
        @Override
        public Value eval(Row row, RunOptions run) {
            return Value.of(Coercion.truth(left.eval(row, run)) || Coercion.truth(right.eval(row, run)));
        }
    }

    record Call(ScalarFunctions.Body body, List<Expr> arguments) implements Expr {
        @Override
        public Value eval(Row row, RunOptions run) {
            Value[] values = new Value[arguments.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments.get(i).eval(row, run);
            }
            return body.apply(values);
        }
    }

    /** {@code if} and {@code case}: condition, value, condition, value, …, perhaps a default. */
    record Choice(List<Expr> arguments) implements Expr {
        @Override
        public Value eval(Row row, RunOptions run) {
            int at = 0;
            for (; at + 1 < arguments.size(); at += 2) {
                if (Coercion.truth(arguments.get(at).eval(row, run))) {
                    return arguments.get(at + 1).eval(row, run);
                }
            }
            return at < arguments.size() ? arguments.get(at).eval(row, run) : null;
        }
    }

    /** {@code bin}, {@code datefloor}, {@code dateceil}. */
    record RoundTime(Expr time, Period period, boolean up) implements Expr {
        @Override
        public Value eval(Row row, RunOptions run) {
            double millis = Coercion.number(time.eval(row, run));
            if (Double.isNaN(millis)) {
                return null;
            }
            return new Time(up ? period.ceil((long) millis) : period.floor((long) millis));
        }
    }

    /** {@code now()}: epoch seconds, not milliseconds. */
    record Now() implements Expr {
        @Override
        public Value eval(Row row, RunOptions run) {
            return new Num(run.now().getEpochSecond());
        }
    }
}
