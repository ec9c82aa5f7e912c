package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.record.ErrorRecord;

/** Errors of one kind in a line. */
public final class ErrorText {
    private ErrorText() {}

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
        return text.toString();
    }
}
