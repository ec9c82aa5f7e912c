package io.github.lambdaperf.core.analyze;

import io.github.lambdaperf.core.record.FunctionRecord;

/**
 * The log streams of one function and version in a log group.
 *
 * <p>Streams of the default group are named {@code yyyy/MM/dd/[version]id}, those of a group of one's own
 * {@code yyyy/MM/dd/function[version]id}; such a group may be shared by many functions, and REPORT lines do not name theirs.
 *
 * @param streamContains part of the stream's name; null: all streams of the group
 * @param exactTime to the millisecond, where other scenarios' lines stand in the same seconds; null: whole seconds do
 */
record LogScope(String streamContains, LogWindow exactTime) {
    private static final String LATEST = "$LATEST";

    /** All streams of the group. */
    public static final LogScope WHOLE_GROUP = new LogScope(null, null);

    /** Of the invoked function and version; narrows only where the group holds others' lines. */
    public static LogScope of(FunctionRecord function) {
        String version = function.version() == null ? LATEST : function.version();
        String brackets = "[" + version + "]";
        if (!("/aws/lambda/" + function.name()).equals(function.logGroup())) {
            return new LogScope("/" + function.name() + brackets, null);
        }
        return LATEST.equals(version) ? WHOLE_GROUP : new LogScope(brackets, null);
    }

    /** The same streams in the window of a scenario. */
    LogScope within(LogWindow window) {
        return new LogScope(streamContains, window.shared() ? window : null);
    }

    /** The query, on these streams alone. */
    String narrow(String query) {
        StringBuilder text = new StringBuilder();
        if (streamContains != null) {
            text.append("filter @logStream like \"").append(streamContains).append("\"\n| ");
        }
        if (exactTime != null) {
            text.append("filter toMillis(@timestamp) >= ")
                    .append(exactTime.from().toEpochMilli())
                    .append(" and toMillis(@timestamp) < ")
                    .append(exactTime.to().toEpochMilli())
                    .append("\n| ");
        }
        return text.append(query).toString();
    }
}
