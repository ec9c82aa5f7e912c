package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.record.ErrorRecord;
import java.util.ArrayList;
import java.util.List;

/** Errors of one kind in a line. */
public final class ErrorText {
    private ErrorText() {}

    /**
     * A line for each of the first kinds, and one that counts the others.
     *
     * @param errors the most frequent kind first
     * @param most kinds that get a line
     */
    public static List<String> lines(List<ErrorRecord> errors, int most) {
        List<String> lines = new ArrayList<>();
        errors.stream().limit(most).map(ErrorText::line).forEach(lines::add);
        int more = errors.size() - lines.size();
        if (more > 0) {
            long count =
                    errors.stream().skip(most).mapToLong(ErrorRecord::count).sum();
            lines.add("and " + more + " more " + (more == 1 ? "kind" : "kinds") + " of errors, " + count
                    + " in all: see the report");
        }
        return lines;
    }

    /** Such as {@code 16 x function_error java.lang.IllegalStateException: out of stock [request 51703e30-...]}. */
    public static String line(ErrorRecord error) {
        StringBuilder text =
                new StringBuilder().append(error.count()).append(" x ").append(error.outcome());
        if (error.type() != null) {
            text.append(' ').append(error.type());
        }
        if (error.reason() != null) {
            text.append(" (").append(error.reason()).append(')');
        }
        if (error.message() != null) {
            text.append(": ").append(error.message());
        }
        if (error.requestId() != null) {
            text.append(" [request ").append(error.requestId()).append(']');
        }
        return text.toString().replaceAll("\\s*\\R\\s*", " ");
    }
}
