package io.github.lambdaperf.core.regression;

import io.github.lambdaperf.core.record.JudgedMetric;
import io.github.lambdaperf.core.record.JudgedMetric.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;

/**
 * Standard errors by the delete-one-block jackknife over contiguous blocks of a run: with y₍₋b₎ the logarithm of the
 * figure without block b, the variance of the logarithm is (B-1)/B · Σ(y₍₋b₎ - ȳ)². It has no seed and respects that
 * neighbouring invocations resemble each other. Blocks without samples do not count as blocks.
 */
public final class Jackknife {
    /** Observations that must lie beyond a quantile. */
    static final int BEYOND_QUANTILE = 20;

    /** Cold starts that a figure of them needs. */
    static final int COLD_STARTS = 10;

    /** Samples that a mean needs: as many as a median. */
    static final int MEAN_SAMPLES = 2 * BEYOND_QUANTILE;

    /** A quantile whose 90 % interval spans more than this factor lies on the boundary of two modes. */
    static final double UNSTABLE_FACTOR = 1.5;

    private Jackknife() {}

    /** Variance of a logarithm from its delete-one values. */
    static double variance(double[] deleteOne) {
        double mean = Arrays.stream(deleteOne).average().orElse(Double.NaN);
        double squares = 0;
        for (double y : deleteOne) {
            squares += (y - mean) * (y - mean);
        }
        return squares * (deleteOne.length - 1) / deleteOne.length;
    }

    /**
     * A nearest-rank quantile of all blocks together.
     *
     * @param blocks contiguous in time, of about equal counts
     * @param percentile 0 to 100
     * @param unit histogram units per reported unit, such as 1000 for microseconds reported as milliseconds
     */
    public static Estimate quantile(List<? extends AbstractHistogram> blocks, double percentile, double unit) {
        List<AbstractHistogram> filled = filled(blocks);
        if (filled.isEmpty()) {
            return new Estimate(0, Double.NaN, 0, 0);
        }
        Histogram all = sum(filled);
        double value = all.getValueAtPercentile(percentile) / unit;
        return new Estimate(value, se(logsWithoutEach(all, filled, percentile)), all.getTotalCount(), filled.size());
    }

    /**
     * A mean of all blocks together.
     *
     * @param blockSums sum of the values of each block, in reported units
     * @param blockCounts number of values of each block
     */
    public static Estimate mean(double[] blockSums, long[] blockCounts) {
        if (blockSums.length != blockCounts.length) {
            throw new IllegalArgumentException(blockSums.length + " sums and " + blockCounts.length + " counts");
        }
        int[] filled = IntStream.range(0, blockCounts.length)
                .filter(b -> blockCounts[b] > 0)
                .toArray();
        if (filled.length == 0) {
            return new Estimate(0, Double.NaN, 0, 0);
        }
        double[] sums = pick(blockSums, filled);
        long[] counts = pick(blockCounts, filled);
        long count = Arrays.stream(counts).sum();
        double mean = Arrays.stream(sums).sum() / count;
        return new Estimate(mean, se(meansWithoutEach(sums, counts)), count, filled.length);
    }

    /**
     * Ratio of a quantile between two versions that ran interleaved; a deletion takes the same time slice from both.
     *
     * @param baseline blocks of the earlier version
     * @param candidate as many blocks of the later one, over the same time slices
     * @param percentile 0 to 100
     * @return value: candidate divided by baseline; n: the smaller of the two populations
     */
    public static Estimate pairedQuantile(
            List<? extends AbstractHistogram> baseline,
            List<? extends AbstractHistogram> candidate,
            double percentile) {
        if (baseline.size() != candidate.size()) {
            throw new IllegalArgumentException(
                    "paired blocks must be of the same number, not " + baseline.size() + " and " + candidate.size());
        }
        List<AbstractHistogram> left = new ArrayList<>();
        List<AbstractHistogram> right = new ArrayList<>();
        for (int b = 0; b < baseline.size(); b++) {
            if (baseline.get(b).getTotalCount() > 0 && candidate.get(b).getTotalCount() > 0) {
                left.add(baseline.get(b));
                right.add(candidate.get(b));
            }
        }
        if (left.isEmpty()) {
            return new Estimate(0, Double.NaN, 0, 0);
        }
        Histogram before = sum(left);
        Histogram after = sum(right);
        double ratio = after.getValueAtPercentile(percentile) / (double) before.getValueAtPercentile(percentile);
        long n = Math.min(before.getTotalCount(), after.getTotalCount());
        double[] differences = logsWithoutEach(after, right, percentile);
        double[] baselineLogs = logsWithoutEach(before, left, percentile);
        for (int b = 0; b < differences.length; b++) {
            differences[b] -= baselineLogs[b];
        }
        return new Estimate(ratio, se(differences), n, left.size());
    }

    /**
     * Ratio of a mean between two versions that ran interleaved, as {@link #pairedQuantile} has it for a quantile.
     *
     * @param baselineSums sum of the values of each block of the earlier version
     * @param baselineCounts number of them
     * @param candidateSums of the later version, over the same time slices
     * @param candidateCounts number of them
     */
    public static Estimate pairedMean(
            double[] baselineSums, long[] baselineCounts, double[] candidateSums, long[] candidateCounts) {
        int blocks = baselineSums.length;
        if (baselineCounts.length != blocks || candidateSums.length != blocks || candidateCounts.length != blocks) {
            throw new IllegalArgumentException("paired blocks must be of the same number");
        }
        int[] filled = IntStream.range(0, blocks)
                .filter(b -> baselineCounts[b] > 0 && candidateCounts[b] > 0)
                .toArray();
        Estimate before = mean(pick(baselineSums, filled), pick(baselineCounts, filled));
        Estimate after = mean(pick(candidateSums, filled), pick(candidateCounts, filled));
        if (filled.length == 0) {
            return before;
        }
        double[] differences = meansWithoutEach(pick(candidateSums, filled), pick(candidateCounts, filled));
        double[] baselineLogs = meansWithoutEach(pick(baselineSums, filled), pick(baselineCounts, filled));
        for (int b = 0; b < differences.length; b++) {
            differences[b] -= baselineLogs[b];
        }
        return new Estimate(
                after.value() / before.value(), se(differences), Math.min(before.n(), after.n()), filled.length);
    }

    /**
     * A quantile in the form that is compared between runs: insufficient with fewer than {@value #BEYOND_QUANTILE}
     * observations beyond it, unstable on the boundary of two modes.
     *
     * @param unitName of the reported unit, such as {@code ms}
     */
    public static JudgedMetric judgedQuantile(
            List<? extends AbstractHistogram> blocks, double percentile, double unit, String unitName) {
        Estimate estimate = quantile(blocks, percentile, unit);
        // the share is not exact in binary: 2000 samples have 20 beyond p99
        boolean enough = estimate.n() * (100 - percentile) / 100 > BEYOND_QUANTILE - 1e-6;
        return judged(estimate, enough, unitName);
    }

    /** A quantile of cold starts, which needs {@value #COLD_STARTS} of them. */
    public static JudgedMetric judgedColdQuantile(
            List<? extends AbstractHistogram> blocks, double percentile, double unit, String unitName) {
        Estimate estimate = quantile(blocks, percentile, unit);
        return judged(estimate, estimate.n() >= COLD_STARTS, unitName);
    }

    /** A mean in the form that is compared between runs; it needs {@value #MEAN_SAMPLES} samples. */
    public static JudgedMetric judgedMean(double[] blockSums, long[] blockCounts, String unitName) {
        Estimate estimate = mean(blockSums, blockCounts);
        return judged(estimate, estimate.n() >= MEAN_SAMPLES, unitName);
    }

    /** A figure without a within-run error, such as the largest memory use. */
    public static JudgedMetric judgedExact(double value, long n, String unitName) {
        return new JudgedMetric(value, 0, n, unitName, n > 0 && value > 0 ? State.OK : State.INSUFFICIENT);
    }

    private static JudgedMetric judged(Estimate estimate, boolean enough, String unitName) {
        if (!enough || estimate.blocks() < 2 || !(estimate.value() > 0) || !Double.isFinite(estimate.se())) {
            double se = Double.isFinite(estimate.se()) ? estimate.se() : 0;
            return new JudgedMetric(estimate.value(), se, estimate.n(), unitName, State.INSUFFICIENT);
        }
        double t = StudentT.quantile(0.95, estimate.blocks() - 1);
        boolean unstable = 2 * t * estimate.se() > Math.log(UNSTABLE_FACTOR);
        return new JudgedMetric(
                estimate.value(), estimate.se(), estimate.n(), unitName, unstable ? State.UNSTABLE : State.OK);
    }

    private static List<AbstractHistogram> filled(List<? extends AbstractHistogram> blocks) {
        List<AbstractHistogram> filled = new ArrayList<>();
        for (AbstractHistogram block : blocks) {
            if (block.getTotalCount() > 0) {
                filled.add(block);
            }
        }
        return filled;
    }

    private static Histogram sum(List<AbstractHistogram> blocks) {
        AbstractHistogram first = blocks.get(0);
        long lowest = first.getLowestDiscernibleValue();
        long highest =
                blocks.stream().mapToLong(AbstractHistogram::getMaxValue).max().orElse(0);
        Histogram sum = new Histogram(lowest, Math.max(2 * lowest, highest), first.getNumberOfSignificantValueDigits());
        blocks.forEach(sum::add);
        return sum;
    }

    private static double[] logsWithoutEach(Histogram all, List<AbstractHistogram> blocks, double percentile) {
        double[] logs = new double[blocks.size()];
        for (int b = 0; b < logs.length && logs.length > 1; b++) {
            all.subtract(blocks.get(b));
            logs[b] = Math.log(all.getValueAtPercentile(percentile));
            all.add(blocks.get(b));
        }
        return logs;
    }

    private static double[] meansWithoutEach(double[] sums, long[] counts) {
        double sum = Arrays.stream(sums).sum();
        long count = Arrays.stream(counts).sum();
        double[] logs = new double[sums.length];
        for (int b = 0; b < logs.length && logs.length > 1; b++) {
            logs[b] = Math.log((sum - sums[b]) / (count - counts[b]));
        }
        return logs;
    }

    private static double[] pick(double[] values, int[] indices) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }

    private static long[] pick(long[] values, int[] indices) {
        return Arrays.stream(indices).mapToLong(i -> values[i]).toArray();
    }

    private static double se(double[] logs) {
        return logs.length < 2 ? Double.NaN : Math.sqrt(variance(logs));
    }
}
