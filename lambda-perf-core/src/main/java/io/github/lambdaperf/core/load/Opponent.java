package io.github.lambdaperf.core.load;

/**
 * An earlier version of the function that an interleaved run compares with.
 *
 * @param function name, partial ARN or ARN that invokes it
 * @param version for the reader: Maven coordinates, a path, or a function with its version
 */
public record Opponent(String function, String version) {}
