package io.github.lambdaperf.core.regression;

/**
 * A figure of one run, or of a pair of runs, with its within-run error.
 *
 * @param value quantile or mean in reported units; of a pair: candidate divided by baseline
 * @param se standard error of the natural logarithm of the value; NaN where fewer than two blocks hold samples
 * @param n samples
 * @param blocks blocks that hold samples
 */
public record Estimate(double value, double se, long n, int blocks) {

    /** Lower end of the 90 % interval of Student's t; the value itself where there is no error to go by. */
    public double low90() {
        return value * Math.exp(-halfWidth());
    }

    /** Upper end of the 90 % interval of Student's t; the value itself where there is no error to go by. */
    public double high90() {
        return value * Math.exp(halfWidth());
    }

    private double halfWidth() {
        return Double.isFinite(se) && blocks > 1 ? StudentT.quantile(0.95, blocks - 1) * se : 0;
    }
}
