package io.github.lambdaperf.core.record;

/**
 * A metric in the form that is compared between runs: one value and its standard error.
 *
 * @param value quantile or mean, in the metric's unit
 * @param se standard error of the natural logarithm of the value, by delete-one-block jackknife
 * @param n samples of the population
 * @param unit {@code ms} or {@code MB}
 * @param state whether it may be gated
 */
public record JudgedMetric(double value, double se, long n, String unit, State state) {

    /** Fitness for a verdict. */
    public enum State {
        /** Can be gated. */
        OK,
        /** Too few samples beyond the quantile: shown, not gated. */
        INSUFFICIENT,
        /** On the boundary of two modes: shown, not gated. */
        UNSTABLE
    }
}
