package io.github.lambdaperf.core.regression;

import java.time.LocalDate;
import java.util.Map;

/**
 * How strictly a build is judged.
 *
 * @param alpha chance of a false alarm among all gated metrics of all scenarios, 0.05 is 5 %
 * @param scenarios how many share it
 * @param maxRuns candidate runs before an undecided build stays inconclusive
 * @param today for waivers and expiry
 * @param priors of metrics whose noise the project knows better than the catalog does
 */
public record RuleSettings(double alpha, int scenarios, int maxRuns, LocalDate today, Map<String, Prior> priors) {
    /**
     * Level of a stored comparison. With {@link #DEFAULT_MAX_RUNS} it raises half the false alarms of 5 % with three runs,
     * finds more, and leaves fewer builds undecided; {@code docs/regression-rule.md} has the figures.
     */
    public static final double STORED_ALPHA = 0.02;

    /** Level of an interleaved comparison. */
    public static final double INTERLEAVED_ALPHA = 0.01;

    /** Candidate runs by default. */
    public static final int DEFAULT_MAX_RUNS = 5;

    /** The same with the catalog's priors. */
    public RuleSettings(double alpha, int scenarios, int maxRuns, LocalDate today) {
        this(alpha, scenarios, maxRuns, today, Map.of());
    }

    public RuleSettings {
        priors = Map.copyOf(priors);
        if (!(alpha > 0 && alpha < 0.5) || scenarios < 1 || maxRuns < 1) {
            throw new IllegalArgumentException("a rule needs 0 < alpha < 0.5, a scenario and a run, not " + alpha + ", "
                    + scenarios + ", " + maxRuns);
        }
    }

    /** Of a comparison with a stored baseline. */
    public static RuleSettings stored(int scenarios, int maxRuns, LocalDate today) {
        return new RuleSettings(STORED_ALPHA, scenarios, maxRuns, today);
    }

    /** Of an interleaved comparison. */
    public static RuleSettings interleaved(int scenarios, int maxRuns, LocalDate today) {
        return new RuleSettings(INTERLEAVED_ALPHA, scenarios, maxRuns, today);
    }

    /** The same with what the project knows of its noise. */
    public RuleSettings withPriors(Map<String, Prior> known) {
        return new RuleSettings(alpha, scenarios, maxRuns, today, known);
    }

    /** The prior of a metric. */
    Prior prior(JudgedMetrics.Spec spec) {
        return priors.getOrDefault(spec.name(), spec.prior());
    }

    /** Level that confirmed regressions are held to. */
    double scenarioAlpha() {
        return alpha / scenarios;
    }

    /** Level after so many candidate runs: only gross regressions fail without a second run. */
    double alphaAt(int candidateRuns) {
        return candidateRuns >= 2 ? scenarioAlpha() : scenarioAlpha() / 10;
    }
}
