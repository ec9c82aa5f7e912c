package io.github.lambdaperf.core.load;

/**
 * An error that the function has logged.
 *
 * @param text of the first line of its kind, without secrets
 * @param count of lines that differ in numbers and ids alone
 */
public record LoggedError(String text, long count) {}
