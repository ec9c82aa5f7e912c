package io.github.lambdaperf.local.insights;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.local.insights.Value.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;

/** A checked command of the query. */
sealed interface Command permits Command.PerRow, Command.Limit, Command.Dedup, SortCommand, StatsCommand {
    Stage open(Stage next, RunOptions run);

    /** A command that looks at one row at a time and keeps their order. */
    sealed interface PerRow extends Command {
        void apply(Row row, Consumer<Row> next, RunOptions run);

        @Override
        default Stage open(Stage next, RunOptions run) {
            Consumer<Row> accept = next::accept;
            return new Stage() {
                @Override
                public void accept(Row row) {
                    apply(row, accept, run);
                }

                @Override
                public void finish() {
                    next.finish();
                }
            };
        }
    }

    /** A column or key: its name and what it holds. */
    record Named(String name, Expr expr) {}

    record Define(List<Named> items) implements PerRow {
        @Override
        public void apply(Row row, Consumer<Row> next, RunOptions run) {
            for (Named item : items) {
                row.define(item.name(), item.expr().eval(row, run));
            }
            next.accept(row);
        }
    }

    record Filter(Expr condition) implements PerRow {
        @Override
        public void apply(Row row, Consumer<Row> next, RunOptions run) {
            if (Coercion.truth(condition.eval(row, run))) {
                next.accept(row);
            }
        }
    }

    record ParseGlob(Expr source, Glob glob, List<String> names) implements PerRow {
        @Override
        public void apply(Row row, Consumer<Row> next, RunOptions run) {
            String text = Coercion.plainText(source.eval(row, run));
            List<Value> values = text == null ? null : glob.match(text);
            for (int i = 0; i < names.size(); i++) {
                row.define(names.get(i), values == null ? null : values.get(i));
            }
            next.accept(row);
        }
    }

    record ParseRegex(Expr source, Regex regex) implements PerRow {
        @Override
        public void apply(Row row, Consumer<Row> next, RunOptions run) {
            String text = Coercion.plainText(source.eval(row, run));
            Matcher match = text == null ? null : regex.first(text);
            for (int i = 0; i < regex.groups().size(); i++) {
                String name = regex.groups().get(i);
                if (name != null) {
                    String value = match == null ? null : match.group(i + 1);
                    row.define(name, value == null ? null : new Value.Text(value));
                }
            }
            next.accept(row);
        }
    }

    /** One row for each element of a list; anything else is a list of one. */
    record Unnest(Expr source, String name) implements PerRow {
        @Override
        public void apply(Row row, Consumer<Row> next, RunOptions run) {
            Value value = source.eval(row, run);
            if (value instanceof Json json && json.node().isArray()) {
                for (JsonNode element : json.node()) {
                    Row copy = row.copy();
                    copy.define(name, Value.of(element));
                    next.accept(copy);
                }
            } else {
                row.define(name, value);
                next.accept(row);
            }
        }
    }

    record Limit(int most) implements Command {
        @Override
        public Stage open(Stage next, RunOptions run) {
            return new Stage() {
                private int passed;

                @Override
                public void accept(Row row) {
                    if (passed < most) {
                        passed++;
                        next.accept(row);
                    }
                }

                @Override
                public void finish() {
                    next.finish();
                }
            };
        }
    }

    /** Keeps the first row of each combination, and every row that lacks one of the fields. */
    record Dedup(List<Expr> fields) implements Command {
        @Override
        public Stage open(Stage next, RunOptions run) {
            Set<List<String>> seen = new HashSet<>();
            return new Stage() {
                @Override
                public void accept(Row row) {
                    List<String> key = new ArrayList<>(fields.size());
                    for (Expr field : fields) {
                        key.add(Coercion.plainText(field.eval(row, run)));
                    }
                    if (key.contains(null) || seen.add(key)) {
                        next.accept(row);
                    }
                }

                @Override
                public void finish() {
                    next.finish();
                }
            };
        }
    }

    /** One key of a sort; without an expression the time of the event, which no query can rename. */
    record SortKey(Expr expr, boolean descending) {
        static final SortKey NEWEST_FIRST = new SortKey(null, true);

        Value value(Row row, RunOptions run) {
            return expr == null ? row.event().get("@timestamp") : expr.eval(row, run);
        }
    }
}
