package io.github.lambdaperf.core.payload;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.jexl3.JexlArithmetic;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlContext;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlFeatures;
import org.apache.commons.jexl3.JexlInfo;
import org.apache.commons.jexl3.JexlOperator;
import org.apache.commons.jexl3.JexlScript;

/**
 * A compiled expression in the language of Apache Commons JEXL 3, in a sandbox: no assignments, loops, lambdas or
 * instances, no classes, and only pure methods. A value that is absent from a map is null; a method or property of null
 * is an error, {@code a?.b} is null. Immutable and safe for use by several threads.
 */
public final class Expression {
    /** Possessive, as a group that may be given back takes stack for each character. */
    private static final Pattern QUOTED =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+'", Pattern.DOTALL);
    /** JEXL's parser takes stack for each operator, and twice the time for each level of lists, sets and indexes. */
    private static final int MOST_CHARACTERS = 1000;

    private static final int MOST_PARENTHESES = 50;
    private static final int MOST_BRACKETS = 8;
    /** What JEXL puts in front of a message. */
    private static final Pattern PLACE = Pattern.compile("^(?:expression)?@(\\d+):(\\d+)\\s*");

    private static final Pattern CALL = Pattern.compile("(?<![\\w.$])([A-Za-z_$][\\w$]*)\\s*\\(");
    private static final Set<String> OPERATOR_WORDS =
            Set.of("size", "empty", "not", "and", "or", "eq", "ne", "lt", "le", "gt", "ge", "div", "mod", "instanceof");
    /** Another one after each mistake: JEXL's parser, once it failed, may refuse the next expression for nothing. */
    private static volatile JexlEngine engine = newEngine();

    private final JexlScript script;

    private Expression(JexlScript script) {
        this.script = script;
    }

    /**
     * Compiles; names that are not known are found here, not when it runs.
     *
     * @param variables names that the expression may use
     * @param functions functions that it may call, besides {@code size} and {@code empty}
     * @throws IllegalArgumentException says what is wrong, without the place
     */
    public static Expression compile(String text, Set<String> variables, Set<String> functions) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the expression is empty");
        }
        refuseTooLarge(QUOTED.matcher(text).replaceAll("''"));
        JexlScript script;
        try {
            script = (JexlScript) engine.createExpression(new JexlInfo("expression", 1, 1), text);
        } catch (JexlException e) {
            engine = newEngine();
            throw new IllegalArgumentException("'" + text + "' is no expression: " + describe(e), e);
        }
        Set<String> used = new TreeSet<>();
        for (List<String> path : script.getVariables()) {
            used.add(path.get(0));
        }
        for (String name : used) {
            if (!variables.contains(name)) {
                throw unknown(text, "variable", name, variables);
            }
        }
        Matcher call = CALL.matcher(QUOTED.matcher(text).replaceAll("''"));
        while (call.find()) {
            String name = call.group(1);
            if (!functions.contains(name) && !OPERATOR_WORDS.contains(name)) {
                throw unknown(text, "function", name, functions);
            }
        }
        return new Expression(script);
    }

    private static void refuseTooLarge(String unquoted) {
        if (unquoted.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("an expression has at most " + MOST_CHARACTERS
                    + " characters beside its texts, this one has " + unquoted.length());
        }
        int parentheses = 0;
        int brackets = 0;
        for (int i = 0; i < unquoted.length(); i++) {
            switch (unquoted.charAt(i)) {
                case '(' -> parentheses++;
                case ')' -> parentheses--;
                case '[', '{' -> brackets++;
                case ']', '}' -> brackets--;
                default -> {
                    // Opens and closes nothing.
                }
            }
            if (parentheses > MOST_PARENTHESES || brackets > MOST_BRACKETS) {
                throw new IllegalArgumentException("an expression nests at most " + MOST_PARENTHESES
                        + " parentheses and " + MOST_BRACKETS + " brackets");
            }
        }
    }

    /** Names of the columns that it takes from {@code row}; one that it computes is not among them. */
    public Set<String> columns() {
        Set<String> columns = new TreeSet<>();
        for (List<String> path : script.getVariables()) {
            if (path.size() > 1 && path.get(0).equals("row")) {
                columns.add(path.get(1));
            }
        }
        return columns;
    }

    /**
     * The value.
     *
     * @throws IllegalArgumentException where it has none, says why
     */
    public Object evaluate(JexlContext context) {
        try {
            return script.execute(context);
        } catch (JexlException e) {
            throw new IllegalArgumentException("'" + script.getSourceText() + "' has no value: " + describe(e), e);
        }
    }

    private static IllegalArgumentException unknown(String text, String kind, String name, Set<String> known) {
        String allowed = known.isEmpty()
                ? "there are none"
                : "allowed: " + known.stream().sorted().collect(Collectors.joining(", "));
        return new IllegalArgumentException("unknown " + kind + " '" + name + "' in '" + text + "'; " + allowed);
    }

    private static String describe(JexlException e) {
        String message = e.getMessage();
        Matcher place = PLACE.matcher(message);
        if (place.find()) {
            String line = place.group(1).equals("1") ? "" : "line " + place.group(1) + ", ";
            message = message.substring(place.end()) + " at " + line + "character " + place.group(2);
        }
        if (e.getCause() instanceof ArithmeticException || e.getCause() instanceof IllegalArgumentException) {
            message += " (" + e.getCause().getMessage() + ")";
        }
        return message.replace("JEXL error : ", "");
    }

    private static JexlEngine newEngine() {
        JexlFeatures features = new JexlFeatures()
                .annotation(false)
                .importPragma(false)
                .lambda(false)
                .localVar(false)
                .loops(false)
                .namespacePragma(false)
                .newInstance(false)
                .pragma(false)
                .register(false)
                .script(false)
                .sideEffect(false)
                .sideEffectGlobal(false);
        return new JexlBuilder()
                .features(features)
                .permissions(new ExpressionPermissions())
                .arithmetic(new NullIsFalse())
                .strict(true)
                .silent(false)
                .safe(false)
                .cache(0)
                .create();
    }

    /** Strict but for the logical operators, so that {@code !payload.error} holds where there is none. */
    private static final class NullIsFalse extends JexlArithmetic {
        NullIsFalse() {
            super(true);
        }

        @Override
        public boolean isStrict(JexlOperator operator) {
            return operator != JexlOperator.NOT && super.isStrict(operator);
        }
    }
}
