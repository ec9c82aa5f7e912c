package io.github.lambdaperf.core.metric;

import io.github.lambdaperf.core.threshold.Aggregation;
import java.util.OptionalDouble;

/** k6's Gauge: the last value. */
final class Gauge implements Sink {
    private double last;
    private long count;

    @Override
    public void add(double value) {
        last = value;
        count++;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public SinkSamples samples() {
        return SinkSamples.of(count, last);
    }

    /** Values of several generators add up. */
    @Override
    public void add(SinkSamples other) {
        last += other.sum();
        count += other.count();
    }

    @Override
    public OptionalDouble value(Aggregation aggregation, double seconds) {
        return aggregation.kind() == Aggregation.Kind.VALUE && count > 0
                ? OptionalDouble.of(last)
                : OptionalDouble.empty();
    }
}
