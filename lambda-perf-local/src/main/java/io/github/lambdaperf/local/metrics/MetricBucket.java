package io.github.lambdaperf.local.metrics;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The samples of a span of time: count, sum, extremes, and every value with its count. Beyond {@value #EXACT_VALUES} different
 * values they are kept to three significant digits, so that percentiles are then off by 0.5 % at most. Not thread-safe.
 */
public final class MetricBucket {

    static final int EXACT_VALUES = 5000;

    // Below it the power of ten that three digits need would be infinite.
    private static final double SMALLEST_ROUNDED = 1e-290;

    private double count;
    private double sum;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;
    private NavigableMap<Double, Double> values = new TreeMap<>();
    private boolean rounded;
    private boolean distribution = true;

    /** Adds a value that was seen that many times. */
    public void add(double value, double times) {
        if (times <= 0) {
            return;
        }
        count += times;
        sum += value * times;
        minimum = Math.min(minimum, value);
        maximum = Math.max(maximum, value);
        addValue(value, times);
    }

    /** Adds a set of statistics; unless all its values are equal, there are no percentiles from then on. */
    public void addStatistics(double times, double total, double smallest, double largest) {
        if (times <= 0) {
            return;
        }
        count += times;
        sum += total;
        minimum = Math.min(minimum, smallest);
        maximum = Math.max(maximum, largest);
        if (smallest == largest) {
            addValue(smallest, times);
        } else {
            distribution = false;
            values = new TreeMap<>();
        }
    }

    /** Adds all samples of another one. */
    public void add(MetricBucket other) {
        if (other.count == 0) {
            return;
        }
        count += other.count;
        sum += other.sum;
        minimum = Math.min(minimum, other.minimum);
        maximum = Math.max(maximum, other.maximum);
        if (other.distribution) {
            other.values.forEach(this::addValue);
        } else {
            distribution = false;
            values = new TreeMap<>();
        }
    }

    private void addValue(double value, double times) {
        if (!distribution) {
            return;
        }
        values.merge(rounded ? round(value) : value, times, Double::sum);
        if (!rounded && values.size() > EXACT_VALUES) {
            rounded = true;
            NavigableMap<Double, Double> exact = values;
            values = new TreeMap<>();
            exact.forEach((each, n) -> values.merge(round(each), n, Double::sum));
        }
    }

    // To three significant digits; BigDecimal would cost more than all else that an invocation's metrics do.
    private static double round(double value) {
        double size = Math.abs(value);
        if (!(size >= SMALLEST_ROUNDED && size <= Double.MAX_VALUE)) {
            return value;
        }
        int decimals = 2 - (int) Math.floor(Math.log10(size));
        double scale = Math.pow(10, Math.abs(decimals));
        return decimals >= 0 ? Math.rint(value * scale) / scale : Math.rint(value / scale) * scale;
    }

    /** Number of samples. */
    public double count() {
        return count;
    }

    /** Sum of all samples. */
    public double sum() {
        return sum;
    }

    /** Smallest sample. */
    public double minimum() {
        return minimum;
    }

    /** Largest sample. */
    public double maximum() {
        return maximum;
    }

    /** Whether every value is known, so that there are percentiles. */
    public boolean hasDistribution() {
        return distribution;
    }

    /** Values in ascending order with their counts; empty without a distribution. */
    public Map<Double, Double> values() {
        return values;
    }
}
