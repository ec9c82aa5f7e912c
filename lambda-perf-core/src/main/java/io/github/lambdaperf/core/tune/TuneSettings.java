package io.github.lambdaperf.core.tune;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.threshold.MetricType;
import io.github.lambdaperf.core.threshold.Threshold;
import java.util.List;
import java.util.Set;

/**
 * What a sweep looks for.
 *
 * @param sizes in MB, ascending, two at least
 * @param adaptive false: all sizes are measured
 * @param goal what makes a size the best one
 * @param constraint on the Duration of warm invocations; null: none
 * @param coldShare of cold starts among the invocations that cost and mean duration stand for, 0 to 1
 * @param allowedErrors types of errors that rule a size not out
 * @param invocationsPerMonth volume of the saving
 * @param freeTier whether the saving takes the account's free tier off
 * @param architectures asked for; empty: the function's own
 * @param apply sets {@code $LATEST} to the chosen size
 * @param applyAlias alias that is moved to a version of the chosen size, or null
 */
public record TuneSettings(
        List<Integer> sizes,
        boolean adaptive,
        TuneGoal goal,
        Threshold constraint,
        double coldShare,
        Set<String> allowedErrors,
        long invocationsPerMonth,
        boolean freeTier,
        Set<String> architectures,
        boolean apply,
        String applyAlias) {
    /** Metric that a constraint is about, in the words of messages. */
    static final String CONSTRAINED = "server_duration";

    public TuneSettings {
        sizes = List.copyOf(sizes);
        allowedErrors = Set.copyOf(allowedErrors);
        architectures = Set.copyOf(architectures);
        if (!(coldShare >= 0 && coldShare <= 1)) {
            throw PerfException.user("perf.tune.coldShare is " + coldShare + ": it must be from 0 to 1");
        }
        if (invocationsPerMonth <= 0) {
            throw PerfException.user(
                    "perf.tune.invocationsPerMonth is " + invocationsPerMonth + ": it must be above 0");
        }
    }

    /** Whether the choice is put into force. */
    public boolean applies() {
        return apply || applyAlias != null;
    }

    /** Reads a constraint such as {@code p(95)<300}. @param text null or empty: none */
    public static Threshold constraint(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Threshold threshold;
        try {
            threshold = Threshold.parse(CONSTRAINED, text);
        } catch (IllegalArgumentException e) {
            throw PerfException.user("perf.tune.constraint: " + e.getMessage());
        }
        threshold.mismatch(MetricType.TREND).ifPresent(problem -> {
            throw PerfException.user("perf.tune.constraint is '" + text + "': " + problem);
        });
        if (threshold.limit().refersToBaseline()) {
            throw PerfException.user("perf.tune.constraint is '" + text
                    + "': there is no baseline of sizes, write a number" + " of milliseconds");
        }
        return threshold;
    }
}
