package io.github.lambdaperf.core.metric;

import io.github.lambdaperf.core.threshold.Aggregation;
import io.github.lambdaperf.core.threshold.Quantiles;
import java.nio.ByteBuffer;
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
                exact = Arrays.copyOf(exact, Math.min(EXACT, Math.max(64, exact.length * 2)));
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
    public SinkSamples samples() {
        if (count == 0) {
            return SinkSamples.of(0, 0);
        }
        ByteBuffer bytes = ByteBuffer.allocate(count <= EXACT ? (int) count * Double.BYTES : 0);
        bytes.asDoubleBuffer().put(exact, 0, bytes.capacity() / Double.BYTES);
        return new SinkSamples(
                count, sum, min, max, count <= EXACT ? bytes.array() : null, EncodedHistogram.encode(histogram));
    }

    @Override
    public void add(SinkSamples other) {
        if (other.count() == 0) {
            return;
        }
        if (other.exact() != null && count + other.count() <= EXACT) {
            exact = Arrays.copyOf(exact, (int) (count + other.count()));
            ByteBuffer.wrap(other.exact()).asDoubleBuffer().get(exact, (int) count, (int) other.count());
        }
        count += other.count();
        sum += other.sum();
        min = Math.min(min, other.min());
        max = Math.max(max, other.max());
        histogram.add(EncodedHistogram.decode(other.histogram()));
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
