package io.github.lambdaperf.core.payload;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A part of a compiled payload. */
sealed interface TemplatePart {

    /** Most items that {@code $repeat} makes; an invocation's payload is limited to 6 MB. */
    int MAX_ITEMS = 100_000;

    void render(PayloadFunctions scope, JsonBuffer out);

    /** Bytes that never change. */
    record Constant(byte[] bytes) implements TemplatePart {
        @Override
        public void render(PayloadFunctions scope, JsonBuffer out) {
            out.append(bytes);
        }
    }

    /** A value of any type. */
    record Value(Expression expression) implements TemplatePart {
        @Override
        public void render(PayloadFunctions scope, JsonBuffer out) {
            out.appendValue(expression.evaluate(scope));
        }
    }

    /** A piece of a longer text. */
    record Text(Expression expression, String source) implements TemplatePart {
        @Override
        public void render(PayloadFunctions scope, JsonBuffer out) {
            Object value = expression.evaluate(scope);
            if (value == null) {
                throw new IllegalArgumentException("'" + source + "' is null and cannot stand inside a text");
            }
            out.appendText(value);
        }
    }

    /** A piece of JSON that stands in a text, as the body of a message does. */
    record JsonText(List<TemplatePart> json) implements TemplatePart {
        @Override
        public void render(PayloadFunctions scope, JsonBuffer out) {
            out.appendValue(new String(bytes(json, scope), StandardCharsets.UTF_8));
        }
    }

    /** A piece of JSON in Base64, as the data of a stream's record is. */
    record Base64Text(List<TemplatePart> json) implements TemplatePart {
        @Override
        public void render(PayloadFunctions scope, JsonBuffer out) {
            out.appendValue(Base64.getEncoder().encodeToString(bytes(json, scope)));
        }
    }

    private static byte[] bytes(List<TemplatePart> parts, PayloadFunctions scope) {
        JsonBuffer inner = new JsonBuffer(0);
        parts.forEach(part -> part.render(scope, inner));
        return inner.toBytes();
    }

    /** A generated list. */
    record Repeat(Expression count, String source, List<TemplatePart> item) implements TemplatePart {
        private static final byte[] COMMA = {','};
        private static final byte[] OPEN = {'['};
        private static final byte[] CLOSE = {']'};

        @Override
        public void render(PayloadFunctions scope, JsonBuffer out) {
            int items = items(count.evaluate(scope), source);
            int outer = scope.index();
            out.append(OPEN);
            for (int index = 0; index < items; index++) {
                scope.index(index);
                if (index > 0) {
                    out.append(COMMA);
                }
                for (TemplatePart part : item) {
                    part.render(scope, out);
                }
            }
            out.append(CLOSE);
            scope.index(outer);
        }

        private static int items(Object value, String source) {
            if (value instanceof Number
                    && ((Number) value).doubleValue() == Math.rint(((Number) value).doubleValue())) {
                double number = ((Number) value).doubleValue();
                if (number >= 0 && number <= MAX_ITEMS) {
                    return (int) number;
                }
            }
            throw new IllegalArgumentException(
                    "$repeat: " + source + " is " + value + ", must be a whole number from 0 to " + MAX_ITEMS);
        }
    }
}
