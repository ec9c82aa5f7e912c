package io.github.lambdaperf.local.metrics.math;

import io.github.lambdaperf.local.metrics.math.MathValue.Scalar;
import io.github.lambdaperf.local.metrics.math.MathValue.Series;
import io.github.lambdaperf.local.metrics.math.MathValue.SeriesList;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Operators over numbers, series and lists; two series meet where both have a datapoint. */
final class Combining {

    private Combining() {}

    static MathValue each(MathValue value, DoubleUnaryOperator operator) {
        if (value instanceof Scalar scalar) {
            return new Scalar(operator.applyAsDouble(scalar.value()));
        }
        if (value instanceof Series series) {
            TreeMap<Long, Double> points = new TreeMap<>();
            series.points().forEach((time, each) -> points.put(time, operator.applyAsDouble(each)));
            return MetricMathExpression.computed(series.period(), points);
        }
        if (value instanceof SeriesList list) {
            List<Series> all = new ArrayList<>();
            list.series().forEach(series -> all.add((Series) each(series, operator)));
            return new SeriesList(all);
        }
        throw new MathException("a text cannot be calculated with");
    }

    static MathValue pairs(MathValue left, MathValue right, DoubleBinaryOperator operator) {
        if (right instanceof Scalar scalar) {
            return each(left, value -> operator.applyAsDouble(value, scalar.value()));
        }
        if (left instanceof Scalar scalar) {
            return each(right, value -> operator.applyAsDouble(scalar.value(), value));
        }
        if (left instanceof Series a && right instanceof Series b) {
            return series(a, b, operator);
        }
        if (left instanceof SeriesList list && right instanceof Series b) {
            return new SeriesList(
                    list.series().stream().map(a -> series(a, b, operator)).toList());
        }
        if (left instanceof Series a && right instanceof SeriesList list) {
            return new SeriesList(
                    list.series().stream().map(b -> series(a, b, operator)).toList());
        }
        throw new MathException("an operator does not take two lists of time series, nor texts");
    }

    private static Series series(Series a, Series b, DoubleBinaryOperator operator) {
        TreeMap<Long, Double> points = new TreeMap<>();
        a.points().forEach((time, value) -> {
            Double other = b.points().get(time);
            if (other != null) {
                points.put(time, operator.applyAsDouble(value, other));
            }
        });
        return MetricMathExpression.computed(Math.max(a.period(), b.period()), points);
    }
}
