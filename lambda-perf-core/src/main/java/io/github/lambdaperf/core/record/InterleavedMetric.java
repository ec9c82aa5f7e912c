package io.github.lambdaperf.core.record;

/**
 * A metric of two versions that ran side by side.
 *
 * @param baseline value of the earlier version, in the metric's unit
 * @param candidate value of the version under test
 * @param se standard error of the natural logarithm of their ratio, by a jackknife that deletes the same time slice from
 *     both
 * @param n samples of the smaller population
 * @param unit {@code ms} or {@code MB}
 * @param state whether it may be gated: the worse of the two
 */
public record InterleavedMetric(
        double baseline, double candidate, double se, long n, String unit, JudgedMetric.State state) {}
