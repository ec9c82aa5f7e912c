package io.github.lambdaperf.local.metrics.math;

import io.github.lambdaperf.local.metrics.math.MathValue.Scalar;
import io.github.lambdaperf.local.metrics.math.MathValue.Series;
import io.github.lambdaperf.local.metrics.math.MathValue.SeriesList;
import io.github.lambdaperf.local.metrics.math.MathValue.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The functions of metric math, as the CloudWatch user guide ("Using math expressions") has them. */
final class MathFunctions {
    private static final int MOST_POINTS = 1_000_000;

    private final MathContext context;

    MathFunctions(MathContext context) {
        this.context = context;
    }

    MathValue call(String name, List<MathValue> arguments) {
        return switch (name) {
            case "ABS" -> Combining.each(only(name, arguments), Math::abs);
            case "CEIL" -> Combining.each(only(name, arguments), Math::ceil);
            case "FLOOR" -> Combining.each(only(name, arguments), Math::floor);
            case "LOG" -> Combining.each(only(name, arguments), Math::log);
            case "LOG10" -> Combining.each(only(name, arguments), Math::log10);
            case "SUM" -> reduce(only(name, arguments), MathFunctions::sum);
            case "AVG" -> reduce(only(name, arguments), values -> sum(values) / values.size());
            case "MIN" ->
                reduce(
                        only(name, arguments),
                        values -> values.stream()
                                .mapToDouble(Double::doubleValue)
                                .min()
                                .orElse(Double.NaN));
            case "MAX" ->
                reduce(
                        only(name, arguments),
                        values -> values.stream()
                                .mapToDouble(Double::doubleValue)
                                .max()
                                .orElse(Double.NaN));
            case "STDDEV" -> reduce(only(name, arguments), MathFunctions::deviation);
            case "DATAPOINT_COUNT" -> reduce(only(name, arguments), Collection::size);
            case "FIRST", "LAST" -> end(name, only(name, arguments));
            case "IF" -> choose(arguments);
            case "FILL" -> fill(arguments);
            case "PERIOD" -> new Scalar(series(name, only(name, arguments)).period());
            case "RATE", "DIFF", "DIFF_TIME" -> changes(name, series(name, only(name, arguments)));
            case "RUNNING_SUM" -> runningSum(series(name, only(name, arguments)));
            case "METRICS" -> metrics(arguments);
            case "METRIC_COUNT" -> new Scalar(list(name, only(name, arguments)).size());
            case "TIME_SERIES" -> timeSeries(only(name, arguments));
            default -> throw new MathException("the local target has no function " + name + " in metric math");
        };
    }

    private static MathValue only(String name, List<MathValue> arguments) {
        if (arguments.size() != 1) {
            throw new MathException(name + " takes one argument, not " + arguments.size());
        }
        return arguments.get(0);
    }

    private static Series series(String name, MathValue value) {
        if (value instanceof Series series) {
            return series;
        }
        throw new MathException(name + " takes a time series");
    }

    private static List<Series> list(String name, MathValue value) {
        if (value instanceof SeriesList list) {
            return list.series();
        }
        throw new MathException(name + " takes a list of time series");
    }

    private static double sum(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double deviation(Collection<Double> values) {
        double mean = sum(values) / values.size();
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / values.size());
    }

    /** Over the datapoints of one series a number, over several series a series. */
    private static MathValue reduce(MathValue value, ToDoubleFunction<Collection<Double>> function) {
        if (value instanceof Series series) {
            return new Scalar(
                    series.points().isEmpty()
                            ? Double.NaN
                            : function.applyAsDouble(series.points().values()));
        }
        if (value instanceof SeriesList list) {
            TreeMap<Long, List<Double>> byTime = new TreeMap<>();
            int period = 0;
            for (Series series : list.series()) {
                period = Math.max(period, series.period());
                series.points()
                        .forEach((time, each) -> byTime.computeIfAbsent(time, key -> new ArrayList<>())
                                .add(each));
            }
            TreeMap<Long, Double> points = new TreeMap<>();
            byTime.forEach((time, values) -> points.put(time, function.applyAsDouble(values)));
            return MetricMathExpression.computed(period, points);
        }
        throw new MathException("an aggregate takes a time series or a list of them");
    }

    private static MathValue end(String name, MathValue value) {
        List<Series> all = list(name, value);
        if (all.isEmpty()) {
            throw new MathException(name + " takes a list that is not empty");
        }
        return all.get(name.equals("FIRST") ? 0 : all.size() - 1);
    }

    /** At times where the condition or the chosen value has no datapoint there is none; two arguments filter. */
    private MathValue choose(List<MathValue> arguments) {
        if (arguments.size() < 2 || arguments.size() > 3) {
            throw new MathException("IF takes two or three arguments, not " + arguments.size());
        }
        MathValue then = arguments.get(1);
        MathValue otherwise = arguments.size() == 3 ? arguments.get(2) : new Scalar(Double.NaN);
        if (arguments.get(0) instanceof Scalar condition) {
            return condition.value() != 0 ? then : otherwise;
        }
        Series condition = series("IF", arguments.get(0));
        TreeMap<Long, Double> points = new TreeMap<>();
        condition.points().forEach((time, value) -> {
            Double chosen = at(value != 0 ? then : otherwise, time);
            if (chosen != null) {
                points.put(time, chosen);
            }
        });
        return MetricMathExpression.computed(condition.period(), points);
    }

    private static Double at(MathValue value, long time) {
        return value instanceof Scalar scalar
                ? Double.valueOf(scalar.value())
                : series("IF", value).points().get(time);
    }

    private MathValue fill(List<MathValue> arguments) {
        if (arguments.size() != 2) {
            throw new MathException("FILL takes two arguments, not " + arguments.size());
        }
        if (arguments.get(0) instanceof SeriesList all) {
            return new SeriesList(all.series().stream()
                    .map(series -> fill(series, arguments.get(1)))
                    .toList());
        }
        return fill(series("FILL", arguments.get(0)), arguments.get(1));
    }

    /** What fills every period needs a bound: a span of centuries is a short text. */
    private void refuseTooMany(int period) {
        if ((double) context.to() - context.from() > (double) MOST_POINTS * period) {
            throw new MathException("the time asked for has more than " + MOST_POINTS + " periods");
        }
    }

    private Series fill(Series series, MathValue filler) {
        TreeMap<Long, Double> points = new TreeMap<>(series.points());
        refuseTooMany(series.period());
        for (long time = context.from(); time < context.to(); time += series.period()) {
            if (!points.containsKey(time)) {
                Double value = filler(series, filler, time);
                if (value != null) {
                    points.put(time, value);
                }
            }
        }
        return MetricMathExpression.computed(series.period(), points);
    }

    private static Double filler(Series series, MathValue filler, long time) {
        if (!(filler instanceof Text word)) {
            return at(filler, time);
        }
        Map.Entry<Long, Double> before = series.points().lowerEntry(time);
        if (word.value().equals("REPEAT")) {
            return before == null ? null : before.getValue();
        }
        if (!word.value().equals("LINEAR")) {
            throw new MathException("FILL takes a number, a time series, REPEAT or LINEAR");
        }
        Map.Entry<Long, Double> after = series.points().higherEntry(time);
        if (before == null || after == null) {
            return null;
        }
        double share = (double) (time - before.getKey()) / (after.getKey() - before.getKey());
        return before.getValue() + share * (after.getValue() - before.getValue());
    }

    private static MathValue changes(String name, Series series) {
        TreeMap<Long, Double> points = new TreeMap<>();
        Map.Entry<Long, Double> before = null;
        for (Map.Entry<Long, Double> point : series.points().entrySet()) {
            if (before != null) {
                double difference = point.getValue() - before.getValue();
                double seconds = point.getKey() - before.getKey();
                points.put(
                        point.getKey(),
                        switch (name) {
                            case "RATE" -> difference / seconds;
                            case "DIFF" -> difference;
                            default -> seconds;
                        });
            }
            before = point;
        }
        return MetricMathExpression.computed(series.period(), points);
    }

    private static MathValue runningSum(Series series) {
        TreeMap<Long, Double> points = new TreeMap<>();
        double total = 0;
        for (Map.Entry<Long, Double> point : series.points().entrySet()) {
            total += point.getValue();
            points.put(point.getKey(), total);
        }
        return MetricMathExpression.computed(series.period(), points);
    }

    private MathValue metrics(List<MathValue> arguments) {
        if (arguments.isEmpty()) {
            return new SeriesList(context.metrics());
        }
        if (only("METRICS", arguments) instanceof Text part) {
            return new SeriesList(context.metrics().stream()
                    .filter(series -> series.id().contains(part.value()))
                    .toList());
        }
        throw new MathException("METRICS takes nothing or a text");
    }

    private MathValue timeSeries(MathValue value) {
        if (!(value instanceof Scalar scalar)) {
            throw new MathException("TIME_SERIES takes a number");
        }
        int period = context.metrics().stream().mapToInt(Series::period).max().orElse(60);
        TreeMap<Long, Double> points = new TreeMap<>();
        refuseTooMany(period);
        for (long time = context.from(); time < context.to(); time += period) {
            points.put(time, scalar.value());
        }
        return MetricMathExpression.computed(period, points);
    }
}
