package io.github.lambdaperf.core.threshold;

import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The right side of a threshold: a number, or an aggregation of the same metric in the baseline, times a factor, plus an
 * offset: {@code baseline.p(95)*1.10+5}.
 *
 * @param baseline aggregation that is taken from the baseline; null: none, the limit is the offset
 * @param factor on the baseline's value
 * @param offset in the metric's unit
 */
public record Limit(Aggregation baseline, double factor, double offset) {

    /** A plain number. */
    public static Limit fixed(double number) {
        return new Limit(null, 0, number);
    }

    /** True where the baseline decides. */
    public boolean refersToBaseline() {
        return baseline != null;
    }

    /**
     * The limit in numbers.
     *
     * @param values of the same metric in the baseline
     * @return empty where the baseline does not have what it needs
     */
    OptionalDouble value(Function<Aggregation, OptionalDouble> values) {
        if (baseline == null) {
            return OptionalDouble.of(offset);
        }
        OptionalDouble base = values.apply(baseline);
        return base.isPresent() ? OptionalDouble.of(base.getAsDouble() * factor + offset) : base;
    }
}
