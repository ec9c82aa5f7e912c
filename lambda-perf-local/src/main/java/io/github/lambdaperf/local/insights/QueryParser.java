package io.github.lambdaperf.local.insights;

import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;

/** Reads a query's text; the first fault ends it. */
final class QueryParser {
    /** Commands of the service that this engine does not run; it must not skip them. */
    private static final Set<String> UNSUPPORTED = Set.of(
            "source",
            "pattern",
            "diff",
            "anomaly",
            "filterindex",
            "unmask",
            "lookup",
            "join",
            "tail",
            "search",
            "addtotals",
            "expand",
            "relevantfields",
            "autoregress",
            "logcompare",
            "filldown",
            "fillmissing",
            "cidrlookup",
            "outlier",
            "accum",
            "appendcols",
            "sessionize",
            "countfrequent",
            "estimate");

    /** Bounds of one command that keep the recursion over its expressions well inside a thread's stack. */
    private static final int MOST_NESTING = 100;

    private static final int MOST_OPERATORS = 500;

    private QueryParser() {}

    static InsightsQlParser.QueryContext parse(String text) {
        InsightsQlLexer lexer = new InsightsQlLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.addErrorListener(new FirstError());
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        refuseUnsupported(tokens);
        refuseTooDeep(tokens);
        InsightsQlParser parser = new InsightsQlParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(new FirstError());
        return parser.query();
    }

    private static void refuseUnsupported(CommonTokenStream tokens) {
        int previous = InsightsQlLexer.PIPE;
        for (Token token : tokens.getTokens()) {
            if (previous == InsightsQlLexer.PIPE
                    && UNSUPPORTED.contains(token.getText().toLowerCase(Locale.ROOT))) {
                throw new InsightsCompileException(
                        "the command " + token.getText() + " is not supported by this engine", Span.of(token));
            }
            if (previous == InsightsQlLexer.LPAREN && token.getText().equalsIgnoreCase("source")) {
                throw new InsightsCompileException(
                        "a subquery (" + token.getText() + " …) is not supported by this engine", Span.of(token));
            }
            previous = token.getType();
        }
    }

    private static void refuseTooDeep(CommonTokenStream tokens) {
        int depth = 0;
        int operators = 0;
        for (Token token : tokens.getTokens()) {
            switch (token.getType()) {
                case InsightsQlLexer.PIPE -> {
                    depth = 0;
                    operators = 0;
                }
                case InsightsQlLexer.LPAREN -> depth++;
                case InsightsQlLexer.RPAREN -> depth--;
                case InsightsQlLexer.NOT,
                        InsightsQlLexer.BANG,
                        InsightsQlLexer.AND,
                        InsightsQlLexer.OR,
                        InsightsQlLexer.LIKE,
                        InsightsQlLexer.MATCH,
                        InsightsQlLexer.IN,
                        InsightsQlLexer.EQ,
                        InsightsQlLexer.NEQ,
                        InsightsQlLexer.LT,
                        InsightsQlLexer.LE,
                        InsightsQlLexer.GT,
                        InsightsQlLexer.GE,
                        InsightsQlLexer.PLUS,
                        InsightsQlLexer.MINUS,
                        InsightsQlLexer.STAR,
                        InsightsQlLexer.DIV,
                        InsightsQlLexer.MOD,
                        InsightsQlLexer.POW -> operators++;
                default -> {
                    // Neither nests nor chains.
                }
            }
            if (depth > MOST_NESTING || operators > MOST_OPERATORS) {
                throw new InsightsCompileException(
                        "a command may nest %d parentheses and hold %d operators at most"
                                .formatted(MOST_NESTING, MOST_OPERATORS),
                        Span.of(token));
            }
        }
    }

    private static final class FirstError extends BaseErrorListener {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                Object offendingSymbol,
                int line,
                int charPositionInLine,
                String message,
                RecognitionException cause) {
            if (offendingSymbol instanceof Token token) {
                String symbol = token.getType() == Token.EOF ? "end of query" : token.getText();
                throw new InsightsCompileException(
                        "unexpected symbol found %s at line %d and position %d"
                                .formatted(symbol, line, charPositionInLine),
                        Span.of(token));
            }
            int at = recognizer instanceof Lexer lexer ? lexer._tokenStartCharIndex : charPositionInLine;
            throw new InsightsCompileException(
                    "%s at line %d and position %d".formatted(message, line, charPositionInLine), new Span(at, at));
        }
    }
}
