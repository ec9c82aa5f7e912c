package io.github.lambdaperf.local.insights;

import io.github.lambdaperf.local.insights.Command.Named;
import io.github.lambdaperf.local.insights.Command.SortKey;
import io.github.lambdaperf.local.insights.Expr.Field;
import io.github.lambdaperf.local.insights.ExpressionCompiler.Place;
import io.github.lambdaperf.local.insights.InsightsQlParser.CommandContext;
import io.github.lambdaperf.local.insights.InsightsQlParser.ItemContext;
import io.github.lambdaperf.local.insights.InsightsQlParser.PathContext;
import io.github.lambdaperf.local.insights.InsightsQlParser.SortKeyContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Checks the commands in their order and turns them into stages and result columns. */
final class CommandCompiler extends InsightsQlBaseVisitor<Void> {
    private static final int MOST_STATS = 10;
    private static final int MOST_ROWS = 100_000;

    private final NameScope scope = new NameScope();
    private final List<Command> commands = new ArrayList<>();
    private final Map<String, Expr> columns = new LinkedHashMap<>();
    private Map<String, Expr> displayed;
    private boolean defaultColumns = true;
    private boolean limited;
    private boolean deduplicated;
    private int statsCount;
    private int statsLeft;

    List<Command> commands() {
        return commands;
    }

    /** Whether the rows at the end are single events. */
    boolean eventRows() {
        return statsCount == 0;
    }

    /** Whether the query itself limits its result. */
    boolean limited() {
        return limited;
    }

    List<Named> columns() {
        Map<String, Expr> all = new LinkedHashMap<>();
        if (displayed != null) {
            all.putAll(displayed);
        } else {
            if (defaultColumns) {
                all.put("@timestamp", new Field("@timestamp"));
                all.put("@message", new Field("@message"));
            }
            all.putAll(columns);
        }
        return all.entrySet().stream()
                .map(column -> new Named(column.getKey(), column.getValue()))
                .toList();
    }

    @Override
    public Void visitQuery(InsightsQlParser.QueryContext query) {
        statsLeft = (int) query.command().stream()
                .filter(InsightsQlParser.StatsContext.class::isInstance)
                .count();
        int allStats = statsLeft;
        for (CommandContext command : query.command()) {
            boolean stats = command instanceof InsightsQlParser.StatsContext;
            boolean orders = command instanceof InsightsQlParser.SortContext
                    || command instanceof InsightsQlParser.LimitContext
                    || command instanceof InsightsQlParser.DedupContext;
            if (deduplicated && !(command instanceof InsightsQlParser.LimitContext)) {
                throw misplaced(command, "only limit may follow dedup");
            }
            if (orders && allStats > 1 && statsLeft > 0) {
                throw misplaced(command, "with several stats it may stand only after the last one");
            }
            if (stats && statsCount == MOST_STATS) {
                throw misplaced(command, "a query may have " + MOST_STATS + " stats");
            }
            scope.startCommand();
            visit(command);
        }
        return null;
    }

    private static InsightsCompileException misplaced(CommandContext command, String why) {
        return new InsightsCompileException(
                "unexpected symbol found " + command.getStart().getText() + ": " + why, Span.of(command));
    }

    @Override
    public Void visitFields(InsightsQlParser.FieldsContext context) {
        defaultColumns = false;
        List<Named> items = new ArrayList<>();
        for (ItemContext item : context.item()) {
            Expr expr = compile(item, Place.ROW);
            String name = name(item);
            if (item.path() != null) {
                scope.define(name, Span.of(item.path()));
                items.add(new Named(name, expr));
                columns.put(name, new Field(name));
            } else if (barePath(item) != null) {
                scope.list(name, Span.of(item));
                columns.put(name, expr);
            } else {
                items.add(new Named(name, expr));
                columns.put(name, new Field(name));
            }
        }
        addDefinitions(items);
        return null;
    }

    @Override
    public Void visitDisplay(InsightsQlParser.DisplayContext context) {
        displayed = new LinkedHashMap<>();
        List<Named> items = new ArrayList<>();
        for (ItemContext item : context.item()) {
            Expr expr = compile(item, Place.COLUMN);
            String name = name(item);
            if (item.path() != null) {
                scope.define(name, Span.of(item.path()));
            }
            if (expr instanceof Field && item.path() == null) {
                displayed.put(name, expr);
            } else {
                items.add(new Named(name, expr));
                displayed.put(name, new Field(name));
            }
        }
        addDefinitions(items);
        return null;
    }

    private void addDefinitions(List<Named> items) {
        if (!items.isEmpty()) {
            commands.add(new Command.Define(List.copyOf(items)));
        }
    }

    @Override
    public Void visitFilter(InsightsQlParser.FilterContext context) {
        commands.add(new Command.Filter(new ExpressionCompiler(scope, Place.ROW).visit(context.expr())));
        return null;
    }

    @Override
    public Void visitParseGlob(InsightsQlParser.ParseGlobContext context) {
        boolean named = context.getChild(1) instanceof PathContext;
        Expr source = source(named ? context.path(0) : null, Span.of(context));
        Glob glob = Glob.compile(Undocumented.unescape(context.STRING().getText()));
        List<PathContext> names =
                context.path().subList(named ? 1 : 0, context.path().size());
        if (glob.stars() != names.size()) {
            throw new InsightsCompileException(
                    "parse has %d wildcard(s), but %d name(s)".formatted(glob.stars(), names.size()), Span.of(context));
        }
        List<String> made = new ArrayList<>();
        for (PathContext path : names) {
            made.add(join(path));
            defineColumn(join(path), Span.of(path));
        }
        commands.add(new Command.ParseGlob(source, glob, List.copyOf(made)));
        return null;
    }

    @Override
    public Void visitParseRegex(InsightsQlParser.ParseRegexContext context) {
        Expr source = source(context.path(), Span.of(context));
        Span span = Span.of(context.REGEX().getSymbol());
        Regex regex = ExpressionCompiler.regex(context.REGEX().getText(), span);
        if (regex.groups().stream().noneMatch(Objects::nonNull)) {
            throw new InsightsCompileException("parse needs a named group such as (?<name>...)", span);
        }
        regex.groups().stream().filter(Objects::nonNull).forEach(name -> defineColumn(name, span));
        commands.add(new Command.ParseRegex(source, regex));
        return null;
    }

    private Expr source(PathContext path, Span span) {
        return path == null
                ? scope.reference(List.of("@message"), span)
                : new ExpressionCompiler(scope, Place.ROW).field(path);
    }

    private void defineColumn(String name, Span span) {
        scope.define(name, span);
        columns.put(name, new Field(name));
    }

    @Override
    public Void visitUnnest(InsightsQlParser.UnnestContext context) {
        Expr source = new ExpressionCompiler(scope, Place.ROW).field(context.path(0));
        String name = join(context.path(1));
        defineColumn(name, Span.of(context.path(1)));
        commands.add(new Command.Unnest(source, name));
        return null;
    }

    @Override
    public Void visitStats(InsightsQlParser.StatsContext context) {
        ExpressionCompiler outputCompiler = new ExpressionCompiler(scope, Place.OUTPUT);
        List<ItemContext> keyItems =
                context.keys() == null ? List.of() : context.keys().item();
        List<Named> keys = new ArrayList<>();
        for (ItemContext item : keyItems) {
            keys.add(new Named(name(item), compile(item, Place.ROW)));
            outputCompiler.addGroupName(name(item));
        }
        List<Named> outputs = new ArrayList<>();
        for (ItemContext item : context.item()) {
            outputs.add(new Named(name(item), outputCompiler.visit(item.expr())));
            if (item.path() != null) {
                outputCompiler.addGroupName(name(item));
            }
        }
        List<ItemContext> all = new ArrayList<>(keyItems);
        all.addAll(context.item());
        for (ItemContext item : all) {
            if (item.path() != null) {
                scope.define(name(item), Span.of(item.path()));
            }
        }
        commands.add(
                new StatsCommand(List.copyOf(keys), List.copyOf(outputCompiler.aggregates()), List.copyOf(outputs)));

        columns.clear();
        displayed = null;
        defaultColumns = false;
        limited = false;
        statsCount++;
        statsLeft--;
        keys.forEach(key -> columns.put(key.name(), new Field(key.name())));
        outputs.forEach(output -> columns.put(output.name(), new Field(output.name())));
        scope.enterStats(List.copyOf(columns.keySet()));
        return null;
    }

    @Override
    public Void visitSort(InsightsQlParser.SortContext context) {
        List<SortKey> keys = new ArrayList<>();
        for (SortKeyContext key : context.sortKey()) {
            Expr expr = new ExpressionCompiler(scope, Place.COLUMN).visit(key.expr());
            boolean descending = key.ASC() == null && (key.DESC() != null || Undocumented.DEFAULT_SORT_DESCENDING);
            keys.add(new SortKey(expr, descending));
        }
        commands.add(new SortCommand(List.copyOf(keys), SortCommand.ALL, List.of()));
        return null;
    }

    @Override
    public Void visitLimit(InsightsQlParser.LimitContext context) {
        String number = context.NUMBER().getText();
        double rows = Double.parseDouble(number);
        if (!number.chars().allMatch(Character::isDigit) || rows < 1 || rows > MOST_ROWS) {
            throw new InsightsCompileException(
                    "limit must be a whole number from 1 to " + MOST_ROWS + ", not " + number, Span.of(context));
        }
        commands.add(new Command.Limit((int) rows));
        limited = true;
        return null;
    }

    @Override
    public Void visitDedup(InsightsQlParser.DedupContext context) {
        List<Expr> fields = new ArrayList<>();
        for (PathContext path : context.path()) {
            fields.add(new ExpressionCompiler(scope, Place.ROW).field(path));
        }
        commands.add(new Command.Dedup(List.copyOf(fields)));
        deduplicated = true;
        return null;
    }

    private Expr compile(ItemContext item, Place place) {
        return new ExpressionCompiler(scope, place).visit(item.expr());
    }

    private static PathContext barePath(ItemContext item) {
        return item.expr() instanceof InsightsQlParser.FieldContext field ? field.path() : null;
    }

    /** The alias, or the field's name without backticks, or the expression's own text. */
    private static String name(ItemContext item) {
        if (item.path() != null) {
            return join(item.path());
        }
        PathContext bare = barePath(item);
        return bare == null ? ExpressionCompiler.source(item.expr()) : join(bare);
    }

    private static String join(PathContext path) {
        return String.join(".", ExpressionCompiler.steps(path));
    }
}
