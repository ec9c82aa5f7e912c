package io.github.lambdaperf.benchmarks.regression;

import io.github.lambdaperf.core.metric.BlockSums;
import io.github.lambdaperf.core.metric.Population;
import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.record.JudgedMetric;
import io.github.lambdaperf.core.regression.Estimate;
import io.github.lambdaperf.core.regression.InterleavedRun;
import io.github.lambdaperf.core.regression.Jackknife;
import io.github.lambdaperf.core.regression.JudgedMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** One version's side of an interleaved run, in blocks over the same time slices as the other's. */
final class VersionBlocks {
    private final List<Histogram> server = new ArrayList<>();
    private final List<Histogram> client = new ArrayList<>();
    private final List<Histogram> init = new ArrayList<>();
    private final double[] billed;
    private final long[] counts;
    private final BlockSums errors = new BlockSums();
    private double memoryMb;

    VersionBlocks(int blocks) {
        billed = new double[blocks];
        counts = new long[blocks];
        for (int b = 0; b < blocks; b++) {
            server.add(new Histogram(3));
            client.add(new Histogram(3));
            init.add(new Histogram(3));
        }
    }

    void add(int block, double serverMs, double clientMs, boolean cold) {
        billed[block] += Math.ceil(serverMs);
        counts[block]++;
        if (!cold) {
            server.get(block).recordValue(units(serverMs));
            client.get(block).recordValue(units(clientMs));
        }
    }

    void addInit(int block, double ms) {
        init.get(block).recordValue(units(ms));
    }

    void addOutcome(boolean failed) {
        errors.add(failed ? 1 : 0);
    }

    void memoryMb(double mb) {
        memoryMb = mb;
    }

    /** The run that both sides are. */
    static InterleavedRun compare(VersionBlocks before, VersionBlocks after) {
        SortedMap<String, InterleavedRun.Pair> pairs = new TreeMap<>();
        for (double percentile : RunSimulator.percentiles()) {
            pairs.put("server.warm.p" + (int) percentile, quantile(before.server, after.server, percentile));
            pairs.put("client.warm.p" + (int) percentile, quantile(before.client, after.client, percentile));
        }
        pairs.put(
                JudgedMetrics.INIT_P50,
                RunSimulator.pair(
                        Jackknife.judgedColdQuantile(before.init, 50, Population.UNITS_PER_MS, "ms"),
                        Jackknife.judgedColdQuantile(after.init, 50, Population.UNITS_PER_MS, "ms"),
                        Jackknife.pairedQuantile(before.init, after.init, 50)));
        pairs.put(
                JudgedMetrics.BILLED_MEAN,
                RunSimulator.pair(
                        Jackknife.judgedMean(before.billed, before.counts, "ms"),
                        Jackknife.judgedMean(after.billed, after.counts, "ms"),
                        Jackknife.pairedMean(before.billed, before.counts, after.billed, after.counts)));
        pairs.put(
                JudgedMetrics.MEMORY_MAX,
                new InterleavedRun.Pair(before.memoryMb, after.memoryMb, 0, JudgedMetric.State.OK));
        return new InterleavedRun(pairs, errors(before), errors(after));
    }

    private static InterleavedRun.Pair quantile(List<Histogram> before, List<Histogram> after, double percentile) {
        Estimate ratio = Jackknife.pairedQuantile(before, after, percentile);
        return RunSimulator.pair(
                Jackknife.judgedQuantile(before, percentile, Population.UNITS_PER_MS, "ms"),
                Jackknife.judgedQuantile(after, percentile, Population.UNITS_PER_MS, "ms"),
                ratio);
    }

    private static SortedMap<String, JudgedCount> errors(VersionBlocks side) {
        SortedMap<String, JudgedCount> counts = new TreeMap<>();
        counts.put(JudgedMetrics.ERRORS, side.errors.toCount());
        return counts;
    }

    private static long units(double ms) {
        return Math.round(ms * Population.UNITS_PER_MS);
    }
}
