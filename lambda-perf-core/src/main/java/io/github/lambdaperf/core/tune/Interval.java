package io.github.lambdaperf.core.tune;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.lambdaperf.core.regression.Estimate;
import java.util.function.DoubleUnaryOperator;

/**
 * A figure with its 90 % interval.
 *
 * @param value in the figure's unit
 * @param low end of the interval; the value where there are too few samples for one
 * @param high end of the interval; the value where there are too few samples for one
 */
public record Interval(double value, double low, double high) {
    /** Without an interval. */
    static Interval exact(double value) {
        return new Interval(value, value, value);
    }

    /** The jackknife's; null where there is no sample. */
    static Interval of(Estimate estimate) {
        return estimate.n() == 0 ? null : new Interval(estimate.value(), estimate.low90(), estimate.high90());
    }

    /** Without an interval, for want of samples. */
    @JsonIgnore
    public boolean isExact() {
        return low == high;
    }

    /** Of a figure that grows with this one. */
    Interval map(DoubleUnaryOperator growing) {
        return new Interval(growing.applyAsDouble(value), growing.applyAsDouble(low), growing.applyAsDouble(high));
    }

    /** Of a weighted sum of two independent figures. */
    Interval mixedWith(Interval other, double otherShare) {
        double own = 1 - otherShare;
        double sum = own * value + otherShare * other.value;
        return new Interval(
                sum,
                sum - Math.hypot(own * (value - low), otherShare * (other.value - other.low)),
                sum + Math.hypot(own * (high - value), otherShare * (other.high - other.value)));
    }
}
