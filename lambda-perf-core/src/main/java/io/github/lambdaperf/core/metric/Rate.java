package io.github.lambdaperf.core.metric;

import io.github.lambdaperf.core.threshold.Aggregation;
import java.util.OptionalDouble;

/** k6's Rate: the share of samples that are not zero. */
final class Rate implements Sink {
    private long hits;
    private long count;

    @Override
    public void add(double value) {
        count++;
        if (value != 0) {
            hits++;
        }
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public SinkSamples samples() {
        return SinkSamples.of(count, hits);
    }

    @Override
    public void add(SinkSamples other) {
        hits += (long) other.sum();
        count += other.count();
    }

    @Override
    public OptionalDouble value(Aggregation aggregation, double seconds) {
        return aggregation.kind() == Aggregation.Kind.RATE && count > 0
                ? OptionalDouble.of((double) hits / count)
                : OptionalDouble.empty();
    }
}
