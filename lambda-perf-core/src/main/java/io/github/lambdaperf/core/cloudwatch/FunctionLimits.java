package io.github.lambdaperf.core.cloudwatch;

/**
 * What metrics are judged against.
 *
 * @param timeoutMs of the function
 * @param concurrency reserved for the function, else of the account and region; 0: not known
 * @param unreserved part of it that no function has reserved; 0: not known
 */
public record FunctionLimits(long timeoutMs, int concurrency, int unreserved) {}
