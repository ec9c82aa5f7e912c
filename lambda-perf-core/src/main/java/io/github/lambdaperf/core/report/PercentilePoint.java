package io.github.lambdaperf.core.report;

/**
 * A point of a percentile curve.
 *
 * @param percentile 0 to 100
 * @param valueMs largest duration of that share of the invocations
 */
public record PercentilePoint(double percentile, double valueMs) {}
