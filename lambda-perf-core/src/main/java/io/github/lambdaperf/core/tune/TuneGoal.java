package io.github.lambdaperf.core.tune;

import io.github.lambdaperf.core.PerfException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What makes a size the best one.
 *
 * @param strategy as AWS Lambda Power Tuning has them
 * @param weight of {@code balanced}, 0 to 1: 0 is speed, 1 is cost
 * @param tolerance sizes whose scores differ by less are equal, 0.03 is 3 %; then the other figure decides
 */
public record TuneGoal(Strategy strategy, double weight, double tolerance) {

    /** What is minimised. */
    public enum Strategy {
        /** The cost of an invocation. */
        COST,
        /** The duration of an invocation. */
        SPEED,
        /** weight · cost / largest cost + (1 - weight) · duration / largest duration. */
        BALANCED;

        /** As it is written. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Reads it; the message names the parameter. */
        public static Strategy parse(String text) {
            for (Strategy strategy : values()) {
                if (strategy.label().equals(text)) {
                    return strategy;
                }
            }
            throw PerfException.user("perf.tune.strategy is '" + text + "': it can be cost, speed or balanced");
        }
    }

    public TuneGoal {
        if (!(weight >= 0 && weight <= 1)) {
            throw PerfException.user("perf.tune.weight is " + weight + ": it must be from 0 (speed) to 1 (cost)");
        }
        if (!(tolerance >= 0 && tolerance < 1)) {
            throw PerfException.user("perf.tune.tolerance is " + tolerance + ": it must be from 0 to less than 1");
        }
    }

    /** What is minimised. @param all sizes measured, whose largest figures are the scale of {@code balanced} */
    Interval score(SizePoint point, List<SizePoint> all) {
        return switch (strategy) {
            case COST -> point.cost();
            case SPEED -> point.durationMs();
            case BALANCED -> {
                double cost = weight / largest(all, TuneGoal::cost);
                double duration = (1 - weight) / largest(all, TuneGoal::duration);
                yield new Interval(
                        cost * point.cost().value()
                                + duration * point.durationMs().value(),
                        cost * point.cost().low()
                                + duration * point.durationMs().low(),
                        cost * point.cost().high()
                                + duration * point.durationMs().high());
            }
        };
    }

    /** What decides between equal scores. */
    Interval tieBreaker(SizePoint point) {
        return strategy == Strategy.COST ? point.durationMs() : point.cost();
    }

    private static double largest(List<SizePoint> points, ToDoubleFunction<SizePoint> figure) {
        return points.stream().mapToDouble(figure).max().orElseThrow();
    }

    private static double cost(SizePoint point) {
        return point.cost().value();
    }

    private static double duration(SizePoint point) {
        return point.durationMs().value();
    }

    /** The best of the fit sizes; of equal ones the faster of {@code cost}, the cheaper of the others. */
    Optional<SizePoint> best(List<SizePoint> points) {
        List<SizePoint> fit = points.stream().filter(SizePoint::fit).toList();
        double least = fit.stream()
                .mapToDouble(point -> score(point, points).value())
                .min()
                .orElse(0);
        Comparator<SizePoint> other =
                Comparator.comparingDouble(point -> tieBreaker(point).value());
        return fit.stream()
                .filter(point -> score(point, points).value() <= least * (1 + tolerance))
                .min(other.thenComparing(point -> point.memoryMb()));
    }
}
