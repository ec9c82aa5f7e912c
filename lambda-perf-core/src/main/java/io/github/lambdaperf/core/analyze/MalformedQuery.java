package io.github.lambdaperf.core.analyze;

import software.amazon.awssdk.services.cloudwatchlogs.model.MalformedQueryException;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryCompileErrorLocation;

/** Words for a query that does not compile: the message, and the place marked under the query's text. */
final class MalformedQuery {
    private MalformedQuery() {}

    /** The location is optional in AWS's answer; without one the message stands alone. */
    static String describe(MalformedQueryException error, String query) {
        String message = null;
        QueryCompileErrorLocation location = null;
        if (error.queryCompileError() != null) {
            message = error.queryCompileError().message();
            location = error.queryCompileError().location();
        }
        if (message == null || message.isBlank()) {
            message = error.awsErrorDetails() == null
                    ? error.getMessage()
                    : error.awsErrorDetails().errorMessage();
        }
        String text = "the query is no valid Logs Insights QL: " + message;
        if (location == null || location.startCharOffset() == null) {
            return text;
        }
        int start = Math.min(Math.max(0, location.startCharOffset()), query.length());
        int end = location.endCharOffset() == null ? start + 1 : location.endCharOffset();
        return text + "\n" + marked(query, start, end);
    }

    /** The query with a line of carets under the characters from start to end (exclusive), and their place in words. */
    static String marked(String query, int start, int end) {
        int lineStart = query.lastIndexOf('\n', start - 1) + 1;
        int lineEnd = query.indexOf('\n', start);
        if (lineEnd < 0) {
            lineEnd = query.length();
        }
        int carets = Math.max(1, Math.min(end, lineEnd) - start);
        long line = query.substring(0, lineStart).chars().filter(c -> c == '\n').count() + 1;
        String before = query.substring(lineStart, start).replaceAll("[^\t]", " ");
        return "  " + query.substring(0, lineEnd).replace("\n", "\n  ") + "\n  " + before + "^".repeat(carets)
                + " line " + line + ", column " + (start - lineStart + 1)
                + (lineEnd < query.length()
                        ? "\n  " + query.substring(lineEnd + 1).replace("\n", "\n  ")
                        : "");
    }
}
