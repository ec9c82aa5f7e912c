package io.github.lambdaperf.local.metrics.math;

import io.github.lambdaperf.local.metrics.math.MathValue.Scalar;
import io.github.lambdaperf.local.metrics.math.MathValue.Series;
import io.github.lambdaperf.local.metrics.math.MathValue.SeriesList;
import io.github.lambdaperf.local.metrics.math.MathValue.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;

/** A parsed expression of CloudWatch's metric math. */
public final class MetricMathExpression {

    private static final int LONGEST = 2048;
    /** Bounds that keep the recursion of the parser, and of its message on an error, well inside a thread's stack. */
    private static final int MOST_TOKENS = 1000;

    private static final int MOST_NESTING = 100;

    private final MetricMathParser.WholeContext tree;

    private MetricMathExpression(MetricMathParser.WholeContext tree) {
        this.tree = tree;
    }

    /**
     * Parses an expression.
     *
     * @throws MathException with the place of the error when the text is no expression
     */
    public static MetricMathExpression parse(String text) {
        if (text.length() > LONGEST) {
            throw new MathException("an expression has at most " + LONGEST + " characters");
        }
        BaseErrorListener refuse = new BaseErrorListener() {
            @Override
            public void syntaxError(
                    Recognizer<?, ?> recognizer,
                    Object symbol,
                    int line,
                    int column,
                    String message,
                    RecognitionException cause) {
                throw new MathException("Error in expression at character " + (column + 1) + ": " + message);
            }
        };
        MetricMathLexer lexer = new MetricMathLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.addErrorListener(refuse);
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        refuseTooDeep(tokens);
        MetricMathParser parser = new MetricMathParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(refuse);
        return new MetricMathExpression(parser.whole());
    }

    /** Parentheses, signs in front and powers nest; what else stands in a row does not. */
    private static void refuseTooDeep(CommonTokenStream tokens) {
        int depth = 0;
        int nesting = 0;
        boolean operand = false;
        for (Token token : tokens.getTokens()) {
            switch (token.getText()) {
                case "(", "[" -> depth++;
                case ")", "]" -> depth--;
                case "-" -> nesting += operand ? 0 : 1;
                case "!", "^" -> nesting++;
                default -> {
                    // Does not nest.
                }
            }
            operand = switch (token.getType()) {
                case MetricMathLexer.NUMBER,
                        MetricMathLexer.TEXT,
                        MetricMathLexer.IDENTIFIER,
                        MetricMathLexer.FUNCTION -> true;
                default -> token.getText().equals(")") || token.getText().equals("]");
            };
            if (depth > MOST_NESTING || nesting > MOST_NESTING || tokens.size() > MOST_TOKENS) {
                throw new MathException("an expression has at most " + MOST_TOKENS
                        + " operators and operands, and nests " + MOST_NESTING + " levels");
            }
        }
    }

    /**
     * Evaluates it.
     *
     * @throws MathException when it names an unknown query or function, or the types do not fit
     */
    public MathValue evaluate(MathContext context) {
        return new Evaluation(context).visit(tree.expression());
    }

    private static final class Evaluation extends MetricMathBaseVisitor<MathValue> {
        private final MathContext context;
        private final MathFunctions functions;

        Evaluation(MathContext context) {
            this.context = context;
            this.functions = new MathFunctions(context);
        }

        @Override
        public MathValue visitGroup(MetricMathParser.GroupContext group) {
            return visit(group.expression());
        }

        @Override
        public MathValue visitNumber(MetricMathParser.NumberContext number) {
            return new Scalar(Double.parseDouble(number.getText()));
        }

        @Override
        public MathValue visitText(MetricMathParser.TextContext text) {
            return new Text(text.getText().substring(1, text.getText().length() - 1));
        }

        @Override
        public MathValue visitReference(MetricMathParser.ReferenceContext reference) {
            return context.value(reference.getText());
        }

        @Override
        public MathValue visitWord(MetricMathParser.WordContext word) {
            return new Text(word.getText());
        }

        @Override
        public MathValue visitList(MetricMathParser.ListContext list) {
            List<Series> all = new ArrayList<>();
            for (MetricMathParser.ExpressionContext each : list.expression()) {
                MathValue value = visit(each);
                if (value instanceof Series series) {
                    all.add(series);
                } else if (value instanceof SeriesList more) {
                    all.addAll(more.series());
                } else {
                    throw new MathException("a list holds time series only, not " + each.getText());
                }
            }
            return new SeriesList(all);
        }

        @Override
        public MathValue visitCall(MetricMathParser.CallContext call) {
            return functions.call(
                    call.name.getText(),
                    call.expression().stream().map(this::visit).toList());
        }

        @Override
        public MathValue visitUnary(MetricMathParser.UnaryContext unary) {
            boolean negation = unary.operator.getText().equals("-");
            return Combining.each(visit(unary.expression()), value -> negation ? -value : value == 0 ? 1 : 0);
        }

        @Override
        public MathValue visitBinary(MetricMathParser.BinaryContext binary) {
            return Combining.pairs(visit(binary.left), visit(binary.right), operator(binary.operator.getText()));
        }

        private static DoubleBinaryOperator operator(String text) {
            return switch (text) {
                case "+" -> Double::sum;
                case "-" -> (a, b) -> a - b;
                case "*" -> (a, b) -> a * b;
                case "/" -> (a, b) -> a / b;
                case "^" -> Math::pow;
                case "<" -> (a, b) -> a < b ? 1 : 0;
                case "<=" -> (a, b) -> a <= b ? 1 : 0;
                case ">" -> (a, b) -> a > b ? 1 : 0;
                case ">=" -> (a, b) -> a >= b ? 1 : 0;
                case "==" -> (a, b) -> a == b ? 1 : 0;
                case "!=" -> (a, b) -> a != b ? 1 : 0;
                case "&&", "AND" -> (a, b) -> a != 0 && b != 0 ? 1 : 0;
                default -> (a, b) -> a != 0 || b != 0 ? 1 : 0;
            };
        }
    }

    /** A series of the same points with the id taken away. */
    static Series computed(int period, TreeMap<Long, Double> points) {
        // Division by zero and the like leave no datapoint.
        points.values().removeIf(value -> value.isNaN() || value.isInfinite());
        return new Series("", period, points);
    }
}
