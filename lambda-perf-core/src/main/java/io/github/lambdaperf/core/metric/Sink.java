package io.github.lambdaperf.core.metric;

import io.github.lambdaperf.core.threshold.Aggregation;
import io.github.lambdaperf.core.threshold.MetricType;
import java.util.OptionalDouble;

/** Takes the samples of one metric and answers its aggregations. Not thread-safe; its owner locks. */
sealed interface Sink permits Trend, Counter, Rate, Gauge {

    void add(double value);

    /** Number of samples. */
    long count();

    /**
     * @param seconds length of the measurement, for a counter's rate
     * @return empty where there is no sample, or where the type has no such aggregation
     */
    OptionalDouble value(Aggregation aggregation, double seconds);

    /** What it has taken so far. */
    SinkSamples samples();

    /** Adds what another sink of the same metric has taken, as if each sample had come here. */
    void add(SinkSamples other);

    static Sink of(MetricType type) {
        return switch (type) {
            case TREND -> new Trend();
            case COUNTER -> new Counter();
            case RATE -> new Rate();
            case GAUGE -> new Gauge();
        };
    }
}
