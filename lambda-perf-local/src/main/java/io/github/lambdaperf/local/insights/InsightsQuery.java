package io.github.lambdaperf.local.insights;

import io.github.lambdaperf.local.insights.Command.Dedup;
import io.github.lambdaperf.local.insights.Command.Define;
import io.github.lambdaperf.local.insights.Command.Limit;
import io.github.lambdaperf.local.insights.Command.Named;
import io.github.lambdaperf.local.insights.Command.ParseGlob;
import io.github.lambdaperf.local.insights.Command.ParseRegex;
import io.github.lambdaperf.local.insights.Command.PerRow;
import io.github.lambdaperf.local.insights.Command.SortKey;
import java.util.ArrayList;
import java.util.List;

/**
 * A compiled CloudWatch Logs Insights QL query. Immutable; one query may run any number of times.
 *
 * <p>The language is that of <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html">the CloudWatch Logs user
 * guide</a> without the commands and functions added in June 2026; what is not supported is refused, never skipped.
 */
public final class InsightsQuery {
    private static final int MOST_CHARACTERS = 10_000;

    private final List<Command> perEvent;
    private final List<Command> afterwards;
    private final List<Named> columns;
    private final boolean eventRows;
    private final boolean limited;

    private InsightsQuery(CommandCompiler compiled) {
        List<Command> commands = compiled.commands();
        int first = 0;
        while (first < commands.size() && commands.get(first) instanceof PerRow) {
            first++;
        }
        perEvent = List.copyOf(commands.subList(0, first));
        List<Command> rest = new ArrayList<>(commands.subList(first, commands.size()));
        if (rest.isEmpty() || !(rest.get(0) instanceof StatsCommand)) {
            newestFirst(rest);
        }
        afterwards = bounded(rest);
        columns = compiled.columns();
        eventRows = compiled.eventRows();
        limited = compiled.limited();
    }

    /** Events that compare as equal, and events that no command orders, come newest first. */
    private static void newestFirst(List<Command> commands) {
        List<SortKey> keys = new ArrayList<>();
        if (!commands.isEmpty() && commands.get(0) instanceof SortCommand sort) {
            keys.addAll(sort.keys());
            commands.remove(0);
        }
        keys.add(SortKey.NEWEST_FIRST);
        commands.add(0, new SortCommand(keys, SortCommand.ALL, List.of()));
    }

    /** Tells each sort how many of its rows are of use, and whether it may drop those that a dedup would. */
    private static List<Command> bounded(List<Command> commands) {
        List<Command> bounded = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            if (!(commands.get(i) instanceof SortCommand sort)) {
                bounded.add(commands.get(i));
                continue;
            }
            List<Expr> dedup = List.of();
            if (i + 1 < commands.size() && commands.get(i + 1) instanceof Dedup behind) {
                dedup = behind.fields();
                i++;
            }
            bounded.add(new SortCommand(sort.keys(), most(commands, i + 1), dedup));
        }
        return List.copyOf(bounded);
    }

    private static int most(List<Command> commands, int from) {
        for (Command command : commands.subList(from, commands.size())) {
            if (command instanceof Limit limit) {
                return limit.most();
            }
            if (!(command instanceof Define) && !(command instanceof ParseGlob) && !(command instanceof ParseRegex)) {
                return SortCommand.ALL;
            }
        }
        return SortCommand.DEFAULT_LIMIT;
    }

    /**
     * Parses and checks a query.
     *
     * @throws InsightsCompileException if it is not valid, or uses what this engine does not support
     */
    public static InsightsQuery compile(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new InsightsCompileException(
                    "the query has " + text.length() + " characters, but at most " + MOST_CHARACTERS + " are allowed",
                    new Span(MOST_CHARACTERS, text.length() - 1));
        }
        CommandCompiler compiler = new CommandCompiler();
        compiler.visitQuery(QueryParser.parse(text));
        return new InsightsQuery(compiler);
    }

    /** Runs the query over the events inside the options' time range, in whatever order they come. */
    public InsightsResult run(Iterable<LogRecord> events, RunOptions options) {
        Results results = new Results(limited ? Integer.MAX_VALUE : options.defaultLimit(), options);
        Counter matched = new Counter(open(afterwards, results, options));
        Stage first = open(perEvent, matched, options);
        long scanned = 0;
        long bytes = 0;
        for (LogRecord event : events) {
            if (options.covers(event.timestamp())) {
                scanned++;
                bytes += utf8Length(event.message());
                first.accept(new Row(new EventFields(event)));
            }
        }
        first.finish();
        return new InsightsResult(results.rows, matched.rows, scanned, bytes, results.cut);
    }

    private static Stage open(List<Command> commands, Stage last, RunOptions options) {
        Stage stage = last;
        for (int i = commands.size() - 1; i >= 0; i--) {
            stage = commands.get(i).open(stage, options);
        }
        return stage;
    }

    private static long utf8Length(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    private static final class Counter implements Stage {
        private final Stage next;
        private long rows;

        Counter(Stage next) {
            this.next = next;
        }

        @Override
        public void accept(Row row) {
            rows++;
            next.accept(row);
        }

        @Override
        public void finish() {
            next.finish();
        }
    }

    private final class Results implements Stage {
        private final List<List<ResultField>> rows = new ArrayList<>();
        private final int most;
        private final RunOptions options;
        private boolean cut;

        Results(int most, RunOptions options) {
            this.most = most;
            this.options = options;
        }

        @Override
        public void accept(Row row) {
            if (rows.size() == most) {
                cut = true;
                return;
            }
            List<ResultField> fields = new ArrayList<>(columns.size() + 1);
            for (Named column : columns) {
                String text = Coercion.text(column.expr().eval(row, options));
                if (text != null) {
                    fields.add(new ResultField(column.name(), text));
                }
            }
            if (eventRows && row.event().event().ptr() != null) {
                fields.add(new ResultField("@ptr", row.event().event().ptr()));
            }
            rows.add(List.copyOf(fields));
        }

        @Override
        public void finish() {
            // Every row is here already.
        }
    }
}
