package io.github.lambdaperf.core.threshold;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** k6's four kinds of metric and the aggregations that each of them has. */
public enum MetricType {
    COUNTER(List.of(Aggregation.Kind.COUNT, Aggregation.Kind.RATE)),
    GAUGE(List.of(Aggregation.Kind.VALUE)),
    RATE(List.of(Aggregation.Kind.RATE)),
    TREND(List.of(
            Aggregation.Kind.AVG,
            Aggregation.Kind.MIN,
            Aggregation.Kind.MAX,
            Aggregation.Kind.MED,
            Aggregation.Kind.PERCENTILE));

    private final List<Aggregation.Kind> aggregations;

    MetricType(List<Aggregation.Kind> aggregations) {
        this.aggregations = aggregations;
    }

    /** Name in records: {@code counter}, {@code gauge}, {@code rate}, {@code trend}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True where a metric of this type has the aggregation. */
    public boolean has(Aggregation aggregation) {
        return aggregations.contains(aggregation.kind());
    }

    /** The aggregations of this type as a reader writes them, such as {@code avg, min, max, med, p(N)}. */
    public String allowedAggregations() {
        return aggregations.stream().map(Aggregation.Kind::spelling).collect(Collectors.joining(", "));
    }
}
