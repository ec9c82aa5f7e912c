package io.github.lambdaperf.core.check;

import io.github.lambdaperf.core.invoke.InvokeResponse;
import io.github.lambdaperf.core.payload.Expression;
import java.util.Set;

/**
 * A check of a scenario: a condition on the response, in the language of {@link Expression}. Immutable and safe for use
 * by several threads.
 *
 * <p>Variables: {@code status} (HTTP status, 0: none came), {@code payload} (the parsed JSON as maps and lists; null:
 * none, or no JSON), {@code body} (the payload as text), {@code functionError} (null: none), {@code duration}
 * (milliseconds), {@code requestId}, {@code executedVersion} (null: not known), {@code headers} (names in any case to texts). Examples: {@code status == 200},
 * {@code payload.items.size() > 3}, {@code functionError == null && duration < 2000}.
 */
public final class ResponseCheck {
    private final String name;
    private final Expression expression;

    private ResponseCheck(String name, Expression expression) {
        this.name = name;
        this.expression = expression;
    }

    /**
     * How a check came out.
     *
     * @param problem why the expression has no answer, which counts as not passed; else null
     */
    public record Result(boolean passed, String problem) {}

    /**
     * Compiles a check.
     *
     * @throws IllegalArgumentException says what is wrong with the expression
     */
    public static ResponseCheck compile(String name, String expression) {
        return new ResponseCheck(name, Expression.compile(expression, CheckedResponse.VARIABLES, Set.of()));
    }

    public String name() {
        return name;
    }

    /**
     * Judges one response by one check; for several checks share a {@link CheckedResponse}.
     *
     * @param durationMs of the invocation, milliseconds
     */
    public Result test(InvokeResponse response, double durationMs) {
        return test(new CheckedResponse(response, durationMs));
    }

    /** Judges a response; its body is parsed only where the expression uses {@code payload}. */
    public Result test(CheckedResponse response) {
        try {
            Object value = expression.evaluate(response.variables());
            if (value instanceof Boolean) {
                return new Result((Boolean) value, null);
            }
            return new Result(false, "the expression is neither true nor false but " + describe(value));
        } catch (IllegalArgumentException e) {
            return new Result(false, e.getMessage());
        }
    }

    private static String describe(Object value) {
        return value == null ? "null" : "a " + value.getClass().getSimpleName();
    }
}
