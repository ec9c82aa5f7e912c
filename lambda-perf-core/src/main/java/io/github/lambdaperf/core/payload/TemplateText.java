package io.github.lambdaperf.core.payload;

import java.util.ArrayList;
import java.util.List;

/** The pieces of a text with <code>${…}</code> expressions; <code>$${</code> stands for <code>${</code>. */
final class TemplateText {

    /**
     * A piece.
     *
     * @param expression true: {@code text} is the inside of <code>${…}</code>
     */
    record Piece(boolean expression, String text) {}

    private TemplateText() {}

    /**
     * Splits.
     *
     * @throws IllegalArgumentException where a <code>${</code> is not closed
     */
    static List<Piece> split(String text) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("$${", at)) {
                literal.append("${");
                at += 3;
            } else if (text.startsWith("${", at)) {
                int end = endOfExpression(text, at + 2);
                if (literal.length() > 0) {
                    pieces.add(new Piece(false, literal.toString()));
                    literal.setLength(0);
                }
                pieces.add(new Piece(true, text.substring(at + 2, end).strip()));
                at = end + 1;
            } else {
                literal.append(text.charAt(at++));
            }
        }
        if (literal.length() > 0 || pieces.isEmpty()) {
            pieces.add(new Piece(false, literal.toString()));
        }
        return pieces;
    }

    /** Index of the brace that closes; braces in quotes do not count. */
    private static int endOfExpression(String text, int start) {
        int depth = 0;
        char quote = 0;
        for (int at = start; at < text.length(); at++) {
            char character = text.charAt(at);
            if (quote != 0) {
                if (character == '\\') {
                    at++;
                } else if (character == quote) {
                    quote = 0;
                }
            } else if (character == '"' || character == '\'') {
                quote = character;
            } else if (character == '{') {
                depth++;
            } else if (character == '}' && depth-- == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException(
                "'" + text.substring(start - 2) + "' is not closed: '}' is missing; write $${ for a plain ${");
    }
}
