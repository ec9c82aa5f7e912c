package io.github.lambdaperf.core.regression;

import io.github.lambdaperf.core.metric.PairedPopulation;
import io.github.lambdaperf.core.metric.PairedSums;
import io.github.lambdaperf.core.metric.Population;
import io.github.lambdaperf.core.metric.Side;
import io.github.lambdaperf.core.record.InterleavedMetric;
import io.github.lambdaperf.core.record.JudgedMetric;
import io.github.lambdaperf.core.record.JudgedMetric.State;

/** The judged figures of two versions that ran side by side: a figure is as fit for a verdict as its worse side. */
public final class PairedFigures {
    private PairedFigures() {}

    /** A quantile of warm invocations, in milliseconds. */
    public static InterleavedMetric quantile(PairedPopulation population, double percentile) {
        return of(
                Jackknife.judgedQuantile(population.baseline(), percentile, Population.UNITS_PER_MS, "ms"),
                Jackknife.judgedQuantile(population.candidate(), percentile, Population.UNITS_PER_MS, "ms"),
                Jackknife.pairedQuantile(population.baseline(), population.candidate(), percentile));
    }

    /** A quantile of cold starts, in milliseconds. */
    public static InterleavedMetric coldQuantile(PairedPopulation population, double percentile) {
        return of(
                Jackknife.judgedColdQuantile(population.baseline(), percentile, Population.UNITS_PER_MS, "ms"),
                Jackknife.judgedColdQuantile(population.candidate(), percentile, Population.UNITS_PER_MS, "ms"),
                Jackknife.pairedQuantile(population.baseline(), population.candidate(), percentile));
    }

    /** A mean, in milliseconds. */
    public static InterleavedMetric mean(PairedSums sums) {
        double[] before = sums.sums(Side.BASELINE);
        long[] beforeCounts = sums.counts(Side.BASELINE);
        double[] after = sums.sums(Side.CANDIDATE);
        long[] afterCounts = sums.counts(Side.CANDIDATE);
        return of(
                Jackknife.judgedMean(before, beforeCounts, "ms"),
                Jackknife.judgedMean(after, afterCounts, "ms"),
                Jackknife.pairedMean(before, beforeCounts, after, afterCounts));
    }

    /** Figures without a within-run error, such as the largest memory use. */
    public static InterleavedMetric exact(double baseline, double candidate, long n, String unit) {
        State state = baseline > 0 && candidate > 0 ? State.OK : State.INSUFFICIENT;
        return new InterleavedMetric(baseline, candidate, 0, n, unit, state);
    }

    private static InterleavedMetric of(JudgedMetric baseline, JudgedMetric candidate, Estimate ratio) {
        State state = baseline.state().compareTo(candidate.state()) >= 0 ? baseline.state() : candidate.state();
        if (baseline.state() == State.INSUFFICIENT || candidate.state() == State.INSUFFICIENT) {
            state = State.INSUFFICIENT;
        }
        boolean known = Double.isFinite(ratio.se());
        return new InterleavedMetric(
                baseline.value(),
                candidate.value(),
                known ? ratio.se() : 0,
                Math.min(baseline.n(), candidate.n()),
                baseline.unit(),
                known ? state : State.INSUFFICIENT);
    }
}
