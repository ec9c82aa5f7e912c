package io.github.lambdaperf.local.metrics.math;

import java.util.List;
import java.util.NavigableMap;

/** What an expression of metric math yields. */
public sealed interface MathValue {

    /** A single number. */
    record Scalar(double value) implements MathValue {}

    /** A text, such as the argument of METRICS. */
    record Text(String value) implements MathValue {}

    /**
     * A series over time.
     *
     * @param id the query it comes from, empty for a computed one
     * @param period seconds
     * @param points values by epoch second; periods without one are absent
     */
    record Series(String id, int period, NavigableMap<Long, Double> points) implements MathValue {}

    /** Several series. */
    record SeriesList(List<Series> series) implements MathValue {}
}
