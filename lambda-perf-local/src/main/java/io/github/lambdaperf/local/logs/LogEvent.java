package io.github.lambdaperf.local.logs;

/**
 * One stored log event.
 *
 * @param sequence place in the order of ingestion over the whole store
 * @param group the log group's name
 * @param stream the log stream's name
 * @param timestamp epoch milliseconds
 * @param ingestionTime epoch milliseconds
 * @param message the text, with its line end if it came with one
 */
public record LogEvent(long sequence, String group, String stream, long timestamp, long ingestionTime, String message) {

    /** An id that sorts in the order of ingestion. */
    public String eventId() {
        return String.format(java.util.Locale.ROOT, "%056d", sequence);
    }
}
