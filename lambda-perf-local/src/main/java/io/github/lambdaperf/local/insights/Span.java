package io.github.lambdaperf.local.insights;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** A part of the query text: offsets of its first and last character. */
record Span(int start, int end) {
    static Span of(ParserRuleContext context) {
        Token stop = context.getStop() == null ? context.getStart() : context.getStop();
        return new Span(context.getStart().getStartIndex(), stop.getStopIndex());
    }

    static Span of(Token token) {
        return new Span(token.getStartIndex(), Math.max(token.getStartIndex(), token.getStopIndex()));
    }
}
