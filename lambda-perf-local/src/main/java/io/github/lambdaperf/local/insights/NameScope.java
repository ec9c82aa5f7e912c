package io.github.lambdaperf.local.insights;

import io.github.lambdaperf.local.insights.Expr.Field;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which names a command may use and define. */
final class NameScope {
    private final Set<String> defined = new HashSet<>();
    private final Set<String> listed = new HashSet<>();
    private final Set<String> definedByCommand = new HashSet<>();

    /** Output columns of the last {@code stats} by their text without spaces; {@code null} before the first one. */
    private Map<String, String> columns;

    void startCommand() {
        definedByCommand.clear();
    }

    boolean afterStats() {
        return columns != null;
    }

    /** From here on only these columns exist. */
    void enterStats(List<String> outputs) {
        columns = new HashMap<>();
        for (String output : outputs) {
            columns.put(withoutSpaces(output), output);
        }
    }

    /** The column that an expression's text names, or {@code null}. */
    String column(String text) {
        return columns == null ? null : columns.get(withoutSpaces(text));
    }

    /** Records an alias, or a name made by {@code parse} or {@code unnest}. */
    void define(String name, Span span) {
        if (!defined.add(name)) {
            throw alreadyDefined(name, span);
        }
        if (listed.contains(name)) {
            throw unknown(name, span);
        }
        definedByCommand.add(name);
        if (columns != null) {
            columns.put(withoutSpaces(name), name);
        }
    }

    /** Records a field listed bare by {@code fields}. */
    void list(String name, Span span) {
        if (defined.contains(name)) {
            throw alreadyDefined(name, span);
        }
        listed.add(name);
    }

    Field reference(List<String> steps, Span span) {
        String name = String.join(".", steps);
        boolean visible = columns == null || columns.containsValue(name);
        for (int length = steps.size() - 1; length > 0; length--) {
            String root = String.join(".", steps.subList(0, length));
            boolean known = columns == null ? defined.contains(root) : columns.containsValue(root);
            if (known && !definedByCommand.contains(root)) {
                return new Field(name, root, List.copyOf(steps.subList(length, steps.size())));
            }
        }
        if (!visible) {
            throw unknown(name, span);
        }
        return new Field(name);
    }

    static InsightsCompileException unknown(String name, Span span) {
        return new InsightsCompileException("Unknown symbols found in or after stats: " + name, span);
    }

    private static InsightsCompileException alreadyDefined(String name, Span span) {
        return new InsightsCompileException(
                "Ephemeral field is already defined: %s ([%d,%d])".formatted(name, span.start(), span.end()), span);
    }

    private static String withoutSpaces(String text) {
        return text.replaceAll("\\s+", "");
    }
}
