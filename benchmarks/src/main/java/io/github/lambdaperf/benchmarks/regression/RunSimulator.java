package io.github.lambdaperf.benchmarks.regression;

import io.github.lambdaperf.core.metric.BlockSums;
import io.github.lambdaperf.core.metric.Population;
import io.github.lambdaperf.core.record.JudgedMetric;
import io.github.lambdaperf.core.regression.Estimate;
import io.github.lambdaperf.core.regression.InterleavedRun;
import io.github.lambdaperf.core.regression.Jackknife;
import io.github.lambdaperf.core.regression.JudgedMetrics;
import io.github.lambdaperf.core.regression.RunFigure;
import io.github.lambdaperf.core.regression.RunFigures;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Simulates runs and reduces them with the product's own histograms, blocks and jackknife. */
final class RunSimulator {
    private static final int SLICES = 20;
    private static final int BATCHES = 100;
    private static final int FEWEST_COLD_STARTS = 10;
    private static final double[] PERCENTILES = {50, 95, 99};

    private final NoiseModel noise;
    private final RandomGenerator random;

    RunSimulator(NoiseModel noise, RandomGenerator random) {
        this.noise = noise;
        this.random = random;
    }

    /**
     * A run of one version.
     *
     * @param slower by how much each request is slower, 0.1 is 10 %
     */
    SimulatedRun run(double slower) {
        int n = noise.requests();
        double[] server = NoiseModel.warm(new int[n], random);
        boolean[] cold = NoiseModel.coldOnes(n, random);
        double factor = noise.shift(random) * (1 + slower);
        double[] network = NoiseModel.network(n, random);
        double initShift = NoiseModel.initShift(random);
        Population warm = Population.ofRequests();
        Population client = Population.ofRequests();
        Population init = Population.ofColdStarts();
        BlockSums billed = new BlockSums();
        int coldStarts = 0;
        for (int i = 0; i < n; i++) {
            server[i] = factor * (cold[i] ? NoiseModel.cold(random) : server[i]);
            billed.add(Math.ceil(server[i]));
            if (cold[i]) {
                coldStarts++;
                init.add(NoiseModel.init(initShift, random));
            } else {
                warm.add(server[i]);
                client.add(server[i] + network[i]);
            }
        }
        for (; coldStarts < FEWEST_COLD_STARTS; coldStarts++) {
            init.add(NoiseModel.init(initShift, random));
        }
        SortedMap<String, JudgedMetric> judged = new TreeMap<>();
        quantiles(judged, "server.warm.p", warm);
        quantiles(judged, "client.warm.p", client);
        judged.put(
                JudgedMetrics.INIT_P50, Jackknife.judgedColdQuantile(init.blocks(), 50, Population.UNITS_PER_MS, "ms"));
        judged.put(JudgedMetrics.BILLED_MEAN, Jackknife.judgedMean(billed.sums(), billed.counts(), "ms"));
        judged.put(JudgedMetrics.MEMORY_MAX, Jackknife.judgedExact(NoiseModel.memoryMb(random), n, "MB"));
        SortedMap<String, RunFigure> figures = new TreeMap<>();
        judged.forEach((name, m) -> figures.put(name, new RunFigure(m.value(), m.se(), m.state())));
        BlockSums errors = new BlockSums();
        for (boolean failed : NoiseModel.failures(n, random)) {
            errors.add(failed ? 1 : 0);
        }
        RunFigures reduced = new RunFigures(figures, new TreeMap<>(Map.of(JudgedMetrics.ERRORS, errors.toCount())));
        float[] requests = new float[n];
        for (int i = 0; i < n; i++) {
            requests[i] = (float) server[i];
        }
        double[] warmOnly = warmOnly(server, cold, 0, n);
        return new SimulatedRun(reduced, slices(server, cold), batchMeans(warmOnly), requests);
    }

    /**
     * An interleaved run: in each consecutive pair of requests, one to each version, in random order.
     *
     * @param slower by how much each request of the later version is slower
     */
    InterleavedRun interleaved(double slower) {
        int pairs = noise.requests();
        int[] version = new int[2 * pairs];
        for (int i = 0; i < pairs; i++) {
            version[2 * i] = random.nextInt(2);
            version[2 * i + 1] = 1 - version[2 * i];
        }
        double[] all = NoiseModel.warm(version, random);
        double[] network = NoiseModel.network(all.length, random);
        double initShift = NoiseModel.initShift(random);
        VersionBlocks[] sides = {new VersionBlocks(SLICES), new VersionBlocks(SLICES)};
        for (int i = 0; i < all.length; i++) {
            int block = (int) ((long) i * SLICES / all.length);
            boolean cold = random.nextDouble() < NoiseModel.COLD_SHARE;
            double server = (cold ? NoiseModel.cold(random) : all[i]) * (version[i] == 1 ? 1 + slower : 1);
            sides[version[i]].add(block, server, server + network[i], cold);
        }
        for (VersionBlocks side : sides) {
            for (int block = 0; block < SLICES; block++) {
                side.addInit(block, NoiseModel.init(initShift, random));
            }
            for (boolean failed : NoiseModel.failures(pairs, random)) {
                side.addOutcome(failed);
            }
            side.memoryMb(NoiseModel.memoryMb(random));
        }
        return VersionBlocks.compare(sides[0], sides[1]);
    }

    private static void quantiles(SortedMap<String, JudgedMetric> judged, String prefix, Population population) {
        for (double percentile : PERCENTILES) {
            judged.put(
                    prefix + (int) percentile,
                    Jackknife.judgedQuantile(population.blocks(), percentile, Population.UNITS_PER_MS, "ms"));
        }
    }

    private static double[] warmOnly(double[] server, boolean[] cold, int from, int to) {
        double[] warm = new double[to - from];
        int count = 0;
        for (int i = from; i < to; i++) {
            if (!cold[i]) {
                warm[count++] = server[i];
            }
        }
        return Arrays.copyOf(warm, count);
    }

    private static double[][] slices(double[] server, boolean[] cold) {
        double[][] slices = new double[PERCENTILES.length][SLICES];
        for (int s = 0; s < SLICES; s++) {
            double[] warm = warmOnly(server, cold, server.length * s / SLICES, server.length * (s + 1) / SLICES);
            Arrays.sort(warm);
            for (int q = 0; q < PERCENTILES.length; q++) {
                int rank = (int) Math.ceil(PERCENTILES[q] / 100 * warm.length);
                slices[q][s] = warm[Math.max(0, rank - 1)];
            }
        }
        return slices;
    }

    private static double[] batchMeans(double[] warm) {
        double[] means = new double[BATCHES];
        for (int b = 0; b < BATCHES; b++) {
            int from = warm.length * b / BATCHES;
            int to = Math.max(from + 1, warm.length * (b + 1) / BATCHES);
            means[b] = Arrays.stream(warm, from, to).average().orElseThrow();
        }
        return means;
    }

    /** The ratio of two estimates of one metric as the product's pair. */
    static InterleavedRun.Pair pair(JudgedMetric before, JudgedMetric after, Estimate ratio) {
        JudgedMetric.State worse = before.state().compareTo(after.state()) >= 0 ? before.state() : after.state();
        double se = Double.isFinite(ratio.se()) ? ratio.se() : 0;
        return new InterleavedRun.Pair(before.value(), after.value(), se, worse);
    }

    /** Metric names of the percentiles that are reported. */
    static List<Double> percentiles() {
        return Arrays.stream(PERCENTILES).boxed().toList();
    }
}
