package io.github.lambdaperf.core.metric;

import io.github.lambdaperf.core.threshold.Aggregation;
import io.github.lambdaperf.core.threshold.Quantiles;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * k6's Trend. Up to {@value #EXACT} samples its percentiles are k6's to the last digit; beyond that they come from an
 * HdrHistogram of three significant digits, so that memory does not grow with the number of samples.
 */
final class Trend implements Sink {
    /** Samples kept as they are. */
    static final int EXACT = 10_000;

    /** Histogram units per unit of the metric: microseconds for milliseconds. */
    static final double SCALE = 1000;

    private final Histogram histogram = new Histogram(3);
    private double[] exact = new double[64];
    private long count;
    private double sum;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    @Override
    public void add(double value) {
        if (count < EXACT) {
            int index = (int) count;
            if (index == exact.length) {
                exact = Arrays.copyOf(exact, Math.min(EXACT, exact.length * 2));
            }
            exact[index] = value;
        }
        count++;
        sum += value;
        min = Math.min(min, value);
        max = Math.max(max, value);
        histogram.recordValue(Math.max(0, Math.round(value * SCALE)));
    }

    @Override
    public long count() {
        return count;
    }

    Histogram histogram() {
        return histogram;
    }

    @Override
    public OptionalDouble value(Aggregation aggregation, double seconds) {
        if (count == 0) {
            return OptionalDouble.empty();
        }
        return switch (aggregation.kind()) {
            case AVG -> OptionalDouble.of(sum / count);
            case MIN -> OptionalDouble.of(min);
            case MAX -> OptionalDouble.of(max);
            case MED -> OptionalDouble.of(percentile(50));
            case PERCENTILE -> OptionalDouble.of(percentile(aggregation.percentile()));
            default -> OptionalDouble.empty();
        };
    }

    private double percentile(double percentile) {
        if (count <= EXACT) {
            double[] sorted = Arrays.copyOf(exact, (int) count);
            Arrays.sort(sorted);
            return Quantiles.type7(sorted, percentile);
        }
        double value = histogram.getValueAtPercentile(percentile) / SCALE;
        return Math.min(max, Math.max(min, value));
    }
}
