package io.github.lambdaperf.core.tune;

import java.util.NavigableSet;
import java.util.TreeMap;

/** Figures of measured sizes, and what convexity says of the sizes between and beyond them. */
final class ConvexCurve {
    private final TreeMap<Integer, Interval> figures;

    /** @param figures by memory size in MB */
    ConvexCurve(TreeMap<Integer, Interval> figures) {
        this.figures = figures;
    }

    NavigableSet<Integer> sizes() {
        return figures.navigableKeySet();
    }

    Interval at(int size) {
        return figures.get(size);
    }

    /**
     * The least figure that a size can have: a convex curve lies above the line through two of its points wherever it is
     * beyond them. Minus infinity where nothing tells; the low end has the noise of both points against it.
     */
    Interval bound(int size) {
        Integer left = figures.lowerKey(size);
        Integer right = figures.higherKey(size);
        Interval fromLeft = extended(left, left == null ? null : figures.lowerKey(left), size);
        Interval fromRight = extended(right, right == null ? null : figures.higherKey(right), size);
        return fromLeft.value() > fromRight.value() ? fromLeft : fromRight;
    }

    private Interval extended(Integer near, Integer far, int size) {
        if (near == null || far == null) {
            return Interval.exact(Double.NEGATIVE_INFINITY);
        }
        double reach = (double) (size - near) / (near - far);
        Interval nearest = figures.get(near);
        Interval beyond = figures.get(far);
        double value = (1 + reach) * nearest.value() - reach * beyond.value();
        double down =
                Math.hypot((1 + reach) * (nearest.value() - nearest.low()), reach * (beyond.high() - beyond.value()));
        return new Interval(value, value - down, value);
    }
}
