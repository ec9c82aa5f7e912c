package io.github.lambdaperf.local.logs;

/**
 * One line of a {@link LogFile}: a group or stream that was created, a group that was deleted, or an event.
 *
 * @param time of the event or the creation, epoch milliseconds
 * @param stream null for a group
 * @param message null unless it is an event
 */
record LogRow(String group, String stream, long time, long ingestionTime, String message, boolean deleted) {

    static LogRow group(String group, long time) {
        return new LogRow(group, null, time, 0, null, false);
    }

    static LogRow deletion(String group, long time) {
        return new LogRow(group, null, time, 0, null, true);
    }

    static LogRow stream(String group, String stream, long time) {
        return new LogRow(group, stream, time, 0, null, false);
    }

    static LogRow event(String group, String stream, long time, long ingestionTime, String message) {
        return new LogRow(group, stream, time, ingestionTime, message, false);
    }
}
