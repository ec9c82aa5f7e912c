package io.github.lambdaperf.local.metrics;

import io.github.lambdaperf.local.metrics.AlarmRuling.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;

/** The rule of a composite alarm, such as {@code ALARM("a") AND NOT OK("b")}. */
public final class AlarmRuleExpression {

    private static final BaseErrorListener STRICT = new BaseErrorListener() {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                Object symbol,
                int line,
                int column,
                String message,
                RecognitionException cause) {
            throw new IllegalArgumentException("line " + line + ", column " + (column + 1) + ": " + message);
        }
    };

    /** CloudWatch takes 500 elements; a state and its parentheses are several tokens of one element. */
    private static final int MOST_TOKENS = 2000;
    /** Keeps the recursion of the parser, and of its message on an error, well inside a thread's stack. */
    private static final int MOST_NESTING = 100;

    private final AlarmRuleParser.WholeContext tree;

    private AlarmRuleExpression(AlarmRuleParser.WholeContext tree) {
        this.tree = tree;
    }

    /** Parses, or throws {@link IllegalArgumentException} with the place. */
    public static AlarmRuleExpression parse(String text) {
        AlarmRuleLexer lexer = new AlarmRuleLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.addErrorListener(STRICT);
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        refuseTooDeep(tokens);
        AlarmRuleParser parser = new AlarmRuleParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(STRICT);
        return new AlarmRuleExpression(parser.whole());
    }

    private static void refuseTooDeep(CommonTokenStream tokens) {
        int depth = 0;
        int negations = 0;
        for (Token token : tokens.getTokens()) {
            if (token.getText().equals("(")) {
                depth++;
            } else if (token.getText().equals(")")) {
                depth--;
            } else if (token.getType() == AlarmRuleLexer.NOT) {
                negations++;
            }
            if (depth > MOST_NESTING || negations > MOST_NESTING || tokens.size() > MOST_TOKENS) {
                throw new IllegalArgumentException("more than " + MOST_TOKENS + " names, words and parentheses, or more"
                        + " than " + MOST_NESTING + " levels or NOTs");
            }
        }
    }

    /** Names of the alarms in it, ARNs by their names. */
    public Set<String> alarms() {
        Set<String> names = new TreeSet<>();
        new AlarmRuleBaseVisitor<Void>() {
            @Override
            public Void visitAlarm(AlarmRuleParser.AlarmContext alarm) {
                names.add(name(alarm));
                return null;
            }
        }.visit(tree);
        return names;
    }

    /** Whether it holds. @param states state of each alarm by its name */
    public boolean holds(Function<String, State> states) {
        return new Evaluation(states).visit(tree.rule_());
    }

    /** An alarm may be named by its ARN. */
    private static String name(AlarmRuleParser.AlarmContext alarm) {
        String text = alarm.getText();
        if (text.startsWith("\"")) {
            text = text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
        }
        int arn = text.startsWith("arn:") ? text.indexOf(":alarm:") : -1;
        return arn < 0 ? text : text.substring(arn + ":alarm:".length());
    }

    private static final class Evaluation extends AlarmRuleBaseVisitor<Boolean> {
        private final Function<String, State> states;

        Evaluation(Function<String, State> states) {
            this.states = states;
        }

        @Override
        public Boolean visitGroup(AlarmRuleParser.GroupContext group) {
            return visit(group.rule_());
        }

        @Override
        public Boolean visitNot(AlarmRuleParser.NotContext not) {
            return !visit(not.rule_());
        }

        @Override
        public Boolean visitAnd(AlarmRuleParser.AndContext and) {
            return visit(and.left) && visit(and.right);
        }

        @Override
        public Boolean visitOr(AlarmRuleParser.OrContext or) {
            return visit(or.left) || visit(or.right);
        }

        @Override
        public Boolean visitConstant(AlarmRuleParser.ConstantContext constant) {
            return constant.TRUE() != null;
        }

        @Override
        public Boolean visitOfAlarm(AlarmRuleParser.OfAlarmContext of) {
            return states.apply(name(of.alarm())) == State.valueOf(of.STATE().getText());
        }

        @Override
        public Boolean visitAtLeast(AlarmRuleParser.AtLeastContext atLeast) {
            State wanted = State.valueOf(atLeast.STATE().getText());
            boolean other = atLeast.NOT() != null;
            List<String> names = new ArrayList<>();
            atLeast.alarm().forEach(alarm -> names.add(name(alarm)));
            long in = names.stream()
                    .filter(name -> (states.apply(name) == wanted) != other)
                    .count();
            double least = Double.parseDouble(atLeast.NUMBER().getText());
            return atLeast.PERCENT() == null ? in >= least : 100.0 * in >= least * names.size();
        }
    }
}
