package io.github.lambdaperf.core.metric;

import io.github.lambdaperf.core.threshold.Aggregation;
import java.util.OptionalDouble;

/** k6's Counter: a sum, and its rate per second. It has a value, zero, without any sample. */
final class Counter implements Sink {
    private double sum;
    private long count;

    @Override
    public void add(double value) {
        sum += value;
        count++;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public SinkSamples samples() {
        return SinkSamples.of(count, sum);
    }

    @Override
    public void add(SinkSamples other) {
        sum += other.sum();
        count += other.count();
    }

    @Override
    public OptionalDouble value(Aggregation aggregation, double seconds) {
        return switch (aggregation.kind()) {
            case COUNT -> OptionalDouble.of(sum);
            case RATE -> seconds > 0 ? OptionalDouble.of(sum / seconds) : OptionalDouble.empty();
            default -> OptionalDouble.empty();
        };
    }
}
