package io.github.lambdaperf.core.payload;

import io.github.lambdaperf.core.PerfException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A text with <code>${…}</code> expressions, in the language of {@link PayloadTemplate}: a path, a header. Immutable and
 * safe for use by several threads.
 */
public final class TextTemplate {
    private static final IterationContext SAMPLE = IterationContext.sample();

    private record Part(String literal, Expression expression, String source) {}

    private final List<Part> parts;
    private final long seed;

    private TextTemplate(List<Part> parts, long seed) {
        this.parts = parts;
        this.seed = seed;
    }

    /**
     * Compiles, and tries it on a sample.
     *
     * @param seed of random values; templates of one iteration take different ones
     * @throws IllegalArgumentException says what is wrong with the text
     */
    public static TextTemplate compile(String text, long seed) {
        Set<String> variables = new HashSet<>(PayloadFunctions.VARIABLES);
        variables.remove("index");
        List<Part> parts = new ArrayList<>();
        for (TemplateText.Piece piece : TemplateText.split(text)) {
            Expression expression =
                    piece.expression() ? Expression.compile(piece.text(), variables, PayloadFunctions.NAMES) : null;
            parts.add(new Part(expression == null ? piece.text() : null, expression, piece.text()));
        }
        TextTemplate template = new TextTemplate(List.copyOf(parts), seed);
        template.text(SAMPLE);
        return template;
    }

    /**
     * The columns that a text takes from {@code row}.
     *
     * @throws IllegalArgumentException where it is no template
     */
    public static Set<String> columns(String text) {
        Set<String> variables = new HashSet<>(PayloadFunctions.VARIABLES);
        Set<String> columns = new TreeSet<>();
        for (TemplateText.Piece piece : TemplateText.split(text)) {
            if (piece.expression()) {
                columns.addAll(Expression.compile(piece.text(), variables, PayloadFunctions.NAMES)
                        .columns());
            }
        }
        return columns;
    }

    /** True where all texts are the same. */
    public boolean isConstant() {
        return parts.stream().allMatch(part -> part.expression() == null);
    }

    /**
     * The text of one iteration.
     *
     * @throws PerfException where an expression has no value
     */
    public String render(IterationContext iteration) {
        try {
            return text(iteration);
        } catch (IllegalArgumentException e) {
            throw PerfException.user("the request of iteration " + iteration.iteration() + " of VU " + iteration.vu()
                    + " cannot be made: " + e.getMessage());
        }
    }

    private String text(IterationContext iteration) {
        if (parts.size() == 1 && parts.get(0).literal() != null) {
            return parts.get(0).literal();
        }
        PayloadFunctions scope = new PayloadFunctions(iteration, seed);
        StringBuilder text = new StringBuilder(64);
        for (Part part : parts) {
            if (part.literal() != null) {
                text.append(part.literal());
                continue;
            }
            Object value = part.expression().evaluate(scope);
            if (value == null) {
                throw new IllegalArgumentException("'" + part.source() + "' is null and cannot stand inside a text");
            }
            text.append(value instanceof String string ? string : json(value));
        }
        return text.toString();
    }

    private static String json(Object value) {
        return new String(JsonBuffer.json(value), StandardCharsets.UTF_8);
    }
}
