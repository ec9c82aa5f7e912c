package io.github.lambdaperf.core.record;

/**
 * How a load that was to end with a precision ended.
 *
 * @param expression as written, such as {@code p(95)±2%}
 * @param reached whether the precision was reached before the load's own end
 * @param valueMs of the percentile of {@code invocation_duration}; null: too few samples
 * @param halfWidth of its 95 % interval, relative; null: too few samples
 * @param seconds from the start to the end of the load
 */
public record UntilRecord(String expression, boolean reached, Double valueMs, Double halfWidth, double seconds) {}
