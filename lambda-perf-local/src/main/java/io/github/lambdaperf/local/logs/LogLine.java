package io.github.lambdaperf.local.logs;

/**
 * A line on its way into the store.
 *
 * @param timestamp epoch milliseconds
 * @param message the text, with its line end if it has one
 */
public record LogLine(long timestamp, String message) {}
