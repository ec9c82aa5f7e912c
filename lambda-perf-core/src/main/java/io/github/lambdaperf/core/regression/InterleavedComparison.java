package io.github.lambdaperf.core.regression;

import java.util.List;

/**
 * Candidate against baseline where both versions ran interleaved: each run gives one difference of logarithms, from
 * which the drift of the day has cancelled.
 */
public final class InterleavedComparison {
    private static final double FLOOR = 0.005;

    private InterleavedComparison() {}

    /**
     * Compares the pairs.
     *
     * @param pairs ratio candidate / baseline of each interleaved run, and its standard error, as
     *     {@link Jackknife#pairedQuantile} gives it
     * @param prior of the differences
     */
    public static Comparison of(List<RunFigure> pairs, Prior prior) {
        double[] differences = pairs.stream()
                .mapToDouble(pair -> Math.log(pair.value()))
                .sorted()
                .toArray();
        double within =
                pairs.stream().mapToDouble(p -> p.se() * p.se()).sorted().sum() / pairs.size();
        int df = prior.nu0() + pairs.size() - 1;
        double moderated =
                (prior.nu0() * (prior.tau0() * prior.tau0() + within) + Comparison.squares(differences)) / df;
        double perRun = Math.max(moderated, within + FLOOR * FLOOR);
        return new Comparison(Comparison.mean(differences), df, 0, perRun, pairs.size());
    }
}
