package io.github.lambdaperf.local.logs;

/**
 * What is known of a log stream.
 *
 * @param name the stream's name
 * @param creationTime epoch milliseconds
 * @param firstEvent epoch milliseconds of the earliest event, null without events
 * @param lastEvent epoch milliseconds of the latest event, null without events
 * @param lastIngestion epoch milliseconds of the last ingestion, null without events
 * @param storedBytes bytes of all messages in UTF-8
 */
public record LogStream(
        String name, long creationTime, Long firstEvent, Long lastEvent, Long lastIngestion, long storedBytes) {}
