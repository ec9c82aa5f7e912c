package io.github.lambdaperf.core.report;

import java.util.ArrayList;
import java.util.List;

/** A line of terminal output in pieces of one style each, so that whoever prints it can colour it in its own way. */
public record StyledLine(List<Segment> segments) {
    public StyledLine {
        segments = List.copyOf(segments);
    }

    /** What a piece means. */
    public enum Style {
        PLAIN,
        STRONG,
        GOOD,
        BAD,
        WARN,
        FAINT
    }

    /** A piece of a line. */
    public record Segment(String text, Style style) {}

    /** A line of one style. */
    public static StyledLine of(String text, Style style) {
        return new StyledLine(List.of(new Segment(text, style)));
    }

    /** A plain line. */
    public static StyledLine of(String text) {
        return of(text, Style.PLAIN);
    }

    /** The line with one more piece. */
    public StyledLine and(String text, Style style) {
        List<Segment> more = new ArrayList<>(segments);
        more.add(new Segment(text, style));
        return new StyledLine(more);
    }

    /** The line without its styles. */
    public String text() {
        StringBuilder text = new StringBuilder();
        segments.forEach(segment -> text.append(segment.text()));
        return text.toString();
    }
}
