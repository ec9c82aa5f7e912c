package io.github.lambdaperf.local.insights;

import com.fasterxml.jackson.databind.JsonNode;

/** A present value; a missing one is {@code null}. Booleans are the numbers 1 and 0. */
sealed interface Value {
    Num TRUE = new Num(1);
    Num FALSE = new Num(0);

    record Text(String text) implements Value {}

    record Num(double number) implements Value {}

    /** A point in time, epoch milliseconds. */
    record Time(long epochMillis) implements Value {}

    /** A map or a list. */
    record Json(JsonNode node) implements Value {}

    static Value of(boolean truth) {
        return truth ? TRUE : FALSE;
    }

    /** A number, or missing where the arithmetic has no finite result. */
    static Value finite(double number) {
        return Double.isFinite(number) ? new Num(number) : null;
    }

    static Value of(JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (node.isContainerNode()) {
            return new Json(node);
        }
        if (node.isBoolean()) {
            return of(node.booleanValue());
        }
        return node.isNumber() ? finite(node.doubleValue()) : new Text(node.asText());
    }
}
