package io.github.lambdaperf.local.logs;

/**
 * What is known of a log group.
 *
 * @param name the group's name
 * @param creationTime epoch milliseconds
 * @param storedBytes bytes of all messages in UTF-8
 */
public record LogGroupDescription(String name, long creationTime, long storedBytes) {}
