package io.github.lambdaperf.local.insights;

/**
 * One stored log event.
 *
 * @param timestamp when it happened, epoch milliseconds
 * @param ingestionTime when it was stored, epoch milliseconds
 * @param log account and log group, {@code 123456789012:/aws/lambda/name}
 * @param logStream the log stream
 * @param message the raw text, with the line end that the writer sent
 * @param ptr the opaque pointer to the event that results carry as {@code @ptr}
 */
public record LogRecord(long timestamp, long ingestionTime, String log, String logStream, String message, String ptr) {}
