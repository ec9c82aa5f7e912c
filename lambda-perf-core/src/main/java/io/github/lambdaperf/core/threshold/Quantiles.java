package io.github.lambdaperf.core.threshold;

/** Percentiles of exact samples as k6 computes them. */
public final class Quantiles {
    private Quantiles() {}

    /**
     * Hyndman and Fan's type 7, the default of R and NumPy: with {@code h = percentile/100·(n−1)} the value between the
     * samples at ⌊h⌋ and ⌈h⌉, interpolated linearly.
     *
     * @param sorted samples in ascending order, at least one
     * @param percentile 0 to 100
     */
    public static double type7(double[] sorted, double percentile) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no samples");
        }
        if (!(percentile >= 0 && percentile <= 100)) {
            throw new IllegalArgumentException("percentile " + percentile + " is not from 0 to 100");
        }
        double h = percentile / 100 * (sorted.length - 1);
        int below = (int) Math.floor(h);
        int above = (int) Math.ceil(h);
        return sorted[below] + (h - below) * (sorted[above] - sorted[below]);
    }
}
