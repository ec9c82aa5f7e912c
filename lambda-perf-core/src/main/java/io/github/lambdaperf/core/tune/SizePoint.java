package io.github.lambdaperf.core.tune;

/**
 * What a size is judged by.
 *
 * @param memoryMb of the function
 * @param cost of an invocation, in any unit that all sizes share
 * @param durationMs of an invocation
 * @param fit false: it must not be chosen, since it fails or does not hold the constraint
 */
record SizePoint(int memoryMb, Interval cost, Interval durationMs, boolean fit) {}
