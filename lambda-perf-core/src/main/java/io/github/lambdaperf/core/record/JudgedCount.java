package io.github.lambdaperf.core.record;

/**
 * Errors or throttles in the form that is compared between runs.
 *
 * @param events how many
 * @param trials of how many invocations
 * @param dispersion overdispersion of the blocks, Pearson's X² over its degrees of freedom, at least 1
 */
public record JudgedCount(long events, long trials, double dispersion) {}
