package io.github.lambdaperf.local.insights;

import io.github.lambdaperf.local.insights.Expr.Field;
import io.github.lambdaperf.local.insights.Expr.Literal;
import io.github.lambdaperf.local.insights.InsightsQlParser.ArgContext;
import io.github.lambdaperf.local.insights.InsightsQlParser.CallContext;
import io.github.lambdaperf.local.insights.InsightsQlParser.ExprContext;
import io.github.lambdaperf.local.insights.InsightsQlParser.PathContext;
import io.github.lambdaperf.local.insights.InsightsQlParser.StepContext;
import io.github.lambdaperf.local.insights.Value.Num;
import io.github.lambdaperf.local.insights.Value.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.tree.ParseTree;

/** Turns one expression of the parse tree into a checked expression. */
final class ExpressionCompiler extends InsightsQlBaseVisitor<Expr> {
    private static final int MOST_BRANCHES = 10;

    /** Where the expression stands, which decides what its names and calls may mean. */
    enum Place {
        /** In filter, fields, a group key or an aggregate. */
        ROW,
        /** In sort and display, where a text may name a column of the last stats. */
        COLUMN,
        /** An output of stats. */
        OUTPUT
    }

    private final NameScope scope;
    private final Place place;
    private final Map<String, String> groupNames = new HashMap<>();
    private final List<Aggregate> aggregates = new ArrayList<>();

    ExpressionCompiler(NameScope scope, Place place) {
        this.scope = scope;
        this.place = place;
    }

    /** The name under which a stats command keeps its n-th aggregate; no query can write it. */
    static String aggregateName(int index) {
        return "\0aggregate" + index;
    }

    static String source(ParserRuleContext context) {
        Span span = Span.of(context);
        return context.getStart().getInputStream().getText(Interval.of(span.start(), span.end()));
    }

    /** The parts of a name, without backticks. */
    static List<String> steps(PathContext path) {
        List<String> steps = new ArrayList<>();
        steps.add(
                path.BACKTICK() == null
                        ? path.plainName().getText()
                        : path.BACKTICK().getText().replace("`", ""));
        path.step().forEach(step -> steps.add(step(step)));
        return steps;
    }

    private static String step(StepContext step) {
        return step.NUMBER() == null
                ? step.DOT_PART().getText().substring(1).replace("`", "")
                : step.NUMBER().getText();
    }

    /** Lets outputs of stats use a key or an earlier alias. */
    void addGroupName(String name) {
        groupNames.put(name.replaceAll("\\s+", ""), name);
    }

    List<Aggregate> aggregates() {
        return aggregates;
    }

    Expr field(PathContext path) {
        List<String> steps = steps(path);
        Span span = Span.of(path);
        if (place == Place.OUTPUT) {
            String name = String.join(".", steps);
            if (!groupNames.containsValue(name)) {
                throw NameScope.unknown(name, span);
            }
            return new Field(name);
        }
        Field field = scope.reference(steps, span);
        boolean indexed = path.step().stream().anyMatch(step -> step.NUMBER() != null);
        return indexed && field.root() == null ? new Literal(null) : field;
    }

    @Override
    public Expr visit(ParseTree tree) {
        if (tree instanceof ExprContext expr && !(expr instanceof InsightsQlParser.FieldContext)) {
            String column = columnNamedBy(expr);
            if (column != null) {
                return new Field(column);
            }
        }
        return super.visit(tree);
    }

    private String columnNamedBy(ExprContext expr) {
        String text = source(expr);
        if (place == Place.OUTPUT) {
            return groupNames.get(text.replaceAll("\\s+", ""));
        }
        boolean aggregate = expr instanceof CallContext call
                && Aggregate.Kind.find(call.plainName().getText()) != null;
        return place == Place.COLUMN || aggregate ? scope.column(text) : null;
    }

    @Override
    public Expr visitField(InsightsQlParser.FieldContext context) {
        return field(context.path());
    }

    @Override
    public Expr visitGroup(InsightsQlParser.GroupContext context) {
        return visit(context.expr());
    }

    @Override
    public Expr visitNumber(InsightsQlParser.NumberContext context) {
        return new Literal(Value.finite(Double.parseDouble(context.getText())));
    }

    @Override
    public Expr visitText(InsightsQlParser.TextContext context) {
        return new Literal(new Text(Undocumented.unescape(context.getText())));
    }

    @Override
    public Expr visitBool(InsightsQlParser.BoolContext context) {
        return new Literal(Value.of(context.TRUE() != null));
    }

    @Override
    public Expr visitNegate(InsightsQlParser.NegateContext context) {
        return new Expr.Negate(visit(context.expr()));
    }

    @Override
    public Expr visitArithmetic(InsightsQlParser.ArithmeticContext context) {
        return new Expr.Arithmetic(context.op.getText().charAt(0), visit(context.expr(0)), visit(context.expr(1)));
    }

    @Override
    public Expr visitComparison(InsightsQlParser.ComparisonContext context) {
        return new Expr.Comparison(context.op.getText(), visit(context.expr(0)), visit(context.expr(1)));
    }

    @Override
    public Expr visitLike(InsightsQlParser.LikeContext context) {
        Expr operand = visit(context.expr());
        boolean negated = context.NOT() != null;
        if (context.STRING() != null) {
            return new Expr.Contains(
                    operand, Undocumented.unescape(context.STRING().getText()), negated);
        }
        Span span = Span.of(context.REGEX().getSymbol());
        return new Expr.Matches(operand, regex(context.REGEX().getText(), span), negated);
    }

    /** Compiles a pattern with its slashes. */
    static Regex regex(String literal, Span span) {
        return Regex.compile(literal.substring(1, literal.length() - 1).replace("\\/", "/"), span);
    }

    @Override
    public Expr visitIn(InsightsQlParser.InContext context) {
        Expr operand = visit(context.expr(0));
        List<Expr> elements = context.expr().stream().skip(1).map(this::visit).toList();
        return new Expr.In(operand, elements, context.NOT() != null);
    }

    @Override
    public Expr visitNot(InsightsQlParser.NotContext context) {
        return new Expr.Not(visit(context.expr()));
    }

    @Override
    public Expr visitAnd(InsightsQlParser.AndContext context) {
        return new Expr.And(visit(context.expr(0)), visit(context.expr(1)));
    }

    @Override
    public Expr visitOr(InsightsQlParser.OrContext context) {
        return new Expr.Or(visit(context.expr(0)), visit(context.expr(1)));
    }

    @Override
    public Expr visitCall(CallContext context) {
        Expr call = call(context);
        List<String> path =
                context.step().stream().map(ExpressionCompiler::step).toList();
        return path.isEmpty() ? call : new Expr.Access(call, path);
    }

    private Expr call(CallContext context) {
        String name = context.plainName().getText();
        Span span = Span.of(context);
        Aggregate.Kind kind = Aggregate.Kind.find(name);
        if (kind != null) {
            return aggregate(kind, context, name, span);
        }
        if (context.STAR() != null) {
            throw new InsightsCompileException(name + " does not take *", span);
        }
        switch (name.toLowerCase(Locale.ROOT)) {
            case "bin":
                requireArguments(name, context, 1, 1, span);
                return new Expr.RoundTime(timestamp(span), period(context.arg(0), name), false);
            case "datefloor":
            case "dateceil":
                requireArguments(name, context, 2, 2, span);
                return new Expr.RoundTime(
                        value(context.arg(0), name), period(context.arg(1), name), "dateceil".equalsIgnoreCase(name));
            case "now":
                requireArguments(name, context, 0, 0, span);
                return new Expr.Now();
            case "if":
                requireArguments(name, context, 3, 3, span);
                return new Expr.Choice(values(context, name));
            case "case":
                requireArguments(name, context, 2, 2 * MOST_BRANCHES + 1, span);
                return new Expr.Choice(values(context, name));
            default:
                return scalar(context, name, span);
        }
    }

    private Expr scalar(CallContext context, String name, Span span) {
        ScalarFunctions.Definition definition = ScalarFunctions.find(name);
        if (definition == null) {
            throw new InsightsCompileException("unknown or unsupported function: " + name, span);
        }
        requireArguments(name, context, definition.least(), definition.most(), span);
        return new Expr.Call(definition.body(), values(context, name));
    }

    private Expr aggregate(Aggregate.Kind kind, CallContext context, String name, Span span) {
        if (place != Place.OUTPUT) {
            throw new InsightsCompileException(name + " is an aggregate and stands in stats only", span);
        }
        ExpressionCompiler rows = new ExpressionCompiler(scope, Place.ROW);
        Expr argument = null;
        double percent = Double.NaN;
        if (kind == Aggregate.Kind.COUNT
                && (context.STAR() != null || context.arg().isEmpty())) {
            requireArguments(name, context, 0, 0, span);
        } else {
            int arguments = kind == Aggregate.Kind.PCT ? 2 : 1;
            requireArguments(name, context, arguments, arguments, span);
            argument = rows.value(context.arg(0), name);
        }
        if (kind == Aggregate.Kind.PCT) {
            if (!(rows.value(context.arg(1), name) instanceof Literal literal
                    && literal.value() instanceof Num num
                    && num.number() >= 0
                    && num.number() <= 100)) {
                throw new InsightsCompileException(name + " needs a percentile from 0 to 100 as a number", span);
            }
            percent = num.number();
        }
        boolean timed = kind == Aggregate.Kind.EARLIEST || kind == Aggregate.Kind.LATEST;
        aggregates.add(new Aggregate(kind, argument, percent, timed ? rows.timestamp(span) : null));
        return new Field(aggregateName(aggregates.size() - 1));
    }

    private Expr timestamp(Span span) {
        if (place == Place.OUTPUT) {
            throw NameScope.unknown("@timestamp", span);
        }
        return scope.reference(List.of("@timestamp"), span);
    }

    private List<Expr> values(CallContext context, String name) {
        return context.arg().stream().map(arg -> value(arg, name)).toList();
    }

    private Expr value(ArgContext argument, String name) {
        if (argument.expr() == null) {
            throw new InsightsCompileException(name + " takes no period: " + argument.getText(), Span.of(argument));
        }
        return visit(argument.expr());
    }

    private static Period period(ArgContext argument, String name) {
        if (argument.PERIOD() == null) {
            throw new InsightsCompileException(
                    name + " needs a period such as 5m, not " + argument.getText(), Span.of(argument));
        }
        return Period.parse(argument.getText(), Span.of(argument));
    }

    private static void requireArguments(String name, CallContext context, int least, int most, Span span) {
        int count = context.arg().size();
        if (count < least || count > most || context.STAR() != null && most != 0) {
            throw new InsightsCompileException(
                    "%s takes %s argument(s), not %s"
                            .formatted(
                                    name,
                                    least == most ? least : "at least " + least,
                                    context.STAR() == null ? count : "*"),
                    span);
        }
    }
}
