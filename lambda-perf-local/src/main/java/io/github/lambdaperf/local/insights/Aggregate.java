package io.github.lambdaperf.local.insights;

import io.github.lambdaperf.local.insights.Value.Json;
import io.github.lambdaperf.local.insights.Value.Num;
import io.github.lambdaperf.local.insights.Value.Time;
import java.util.Locale;

/**
 * One aggregate of a {@code stats} command.
 *
 * @param argument what is aggregated, {@code null} for {@code count(*)}
 * @param percent for percentiles, 0 to 100
 * @param time the row's time for {@code earliest} and {@code latest}, otherwise {@code null}
 */
record Aggregate(Kind kind, Expr argument, double percent, Expr time) {
    enum Kind {
        COUNT,
        COUNT_DISTINCT,
        SUM,
        AVG,
        MIN,
        MAX,
        PCT,
        MEDIAN,
        STDDEV,
        EARLIEST,
        LATEST,
        SORTS_FIRST,
        SORTS_LAST;

        /** The aggregate of that name in any case, or {@code null}. */
        static Kind find(String name) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "count" -> COUNT;
                case "count_distinct", "countdistinct" -> COUNT_DISTINCT;
                case "sum" -> SUM;
                case "avg" -> AVG;
                case "min" -> MIN;
                case "max" -> MAX;
                case "pct", "percentile" -> PCT;
                case "median" -> MEDIAN;
                case "stddev" -> STDDEV;
                case "earliest" -> EARLIEST;
                case "latest" -> LATEST;
                case "sortsfirst" -> SORTS_FIRST;
                case "sortslast" -> SORTS_LAST;
                default -> null;
            };
        }
    }

    Accumulator start() {
        return switch (kind) {
            case COUNT -> new Count();
            case COUNT_DISTINCT -> new Distinct();
            case SUM, AVG, STDDEV -> new Moments(kind);
            case MIN, SORTS_FIRST -> new Extreme(-1);
            case MAX, SORTS_LAST -> new Extreme(1);
            case PCT -> new Percentile(percent);
            case MEDIAN -> new Percentile(50);
            case EARLIEST -> new AtTime(time, -1);
            case LATEST -> new AtTime(time, 1);
        };
    }

    void add(Accumulator accumulator, Row row, RunOptions run) {
        Value value = argument == null ? Value.TRUE : argument.eval(row, run);
        if (value != null && !(value instanceof Json && kind != Kind.COUNT)) {
            accumulator.add(value, row, run);
        }
    }

    /** The running state of one aggregate in one group; gets present values only. */
    abstract static class Accumulator {
        abstract void add(Value value, Row row, RunOptions run);

        /** The aggregate, or {@code null} when no value was usable. */
        abstract Value result();
    }

    private static final class Count extends Accumulator {
        private long count;

        @Override
        void add(Value value, Row row, RunOptions run) {
            count++;
        }

        @Override
        Value result() {
            return new Num(count);
        }
    }

    private static final class Distinct extends Accumulator {
        private final DistinctCount seen = new DistinctCount();

        @Override
        void add(Value value, Row row, RunOptions run) {
            seen.add(Coercion.text(value));
        }

        @Override
        Value result() {
            return new Num(seen.count());
        }
    }

    /** Sum, mean and deviation; the squared deviations by Welford's recurrence. */
    private static final class Moments extends Accumulator {
        private final Kind kind;
        private long count;
        private double sum;
        private double mean;
        private double squares;

        Moments(Kind kind) {
            this.kind = kind;
        }

        @Override
        void add(Value value, Row row, RunOptions run) {
            double number = Coercion.number(value);
            if (Double.isNaN(number)) {
                return;
            }
            count++;
            sum += number;
            double distance = number - mean;
            mean += distance / count;
            squares += distance * (number - mean);
        }

        @Override
        Value result() {
            if (count == 0) {
                return null;
            }
            return Value.finite(
                    switch (kind) {
                        case SUM -> sum;
                        case AVG -> sum / count;
                        default -> Math.sqrt(Undocumented.variance(squares, count));
                    });
        }
    }

    /** The last value of the sort order, or with -1 the first; of times and numeric texts a number. */
    private static final class Extreme extends Accumulator {
        private final int sign;
        private Value best;

        Extreme(int sign) {
            this.sign = sign;
        }

        @Override
        void add(Value value, Row row, RunOptions run) {
            if (best == null || NaturalOrder.compare(value, best) * sign > 0) {
                best = value;
            }
        }

        @Override
        Value result() {
            double number = Coercion.number(best);
            return Double.isNaN(number) ? best : new Num(number);
        }
    }

    private static final class Percentile extends Accumulator {
        private final double percent;
        private final NumberCounts numbers = new NumberCounts();

        Percentile(double percent) {
            this.percent = percent;
        }

        @Override
        void add(Value value, Row row, RunOptions run) {
            double number = Coercion.number(value);
            if (!Double.isNaN(number)) {
                // one zero
                numbers.add(number + 0.0);
            }
        }

        @Override
        Value result() {
            return numbers.isEmpty() ? null : new Num(numbers.percentile(percent));
        }
    }

    private static final class AtTime extends Accumulator {
        private final Expr time;
        private final int sign;
        private double bestTime = Double.NaN;
        private Value best;

        AtTime(Expr time, int sign) {
            this.time = time;
            this.sign = sign;
        }

        @Override
        void add(Value value, Row row, RunOptions run) {
            double at = Coercion.number(time.eval(row, run));
            int order = Double.isNaN(bestTime) ? sign : Double.compare(at, bestTime);
            if (!Double.isNaN(at) && (order * sign > 0 || order == 0 && sign > 0)) {
                bestTime = at;
                best = value;
            }
        }

        @Override
        Value result() {
            return best instanceof Time t ? new Num(t.epochMillis()) : best;
        }
    }
}
