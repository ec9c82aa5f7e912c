package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.logs.InvocationReport;
import io.github.lambdaperf.core.metric.BlockSamples;
import io.github.lambdaperf.core.metric.BlockSums;
import io.github.lambdaperf.core.metric.Population;
import io.github.lambdaperf.core.record.Histograms;
import io.github.lambdaperf.core.record.JudgedMetric;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.regression.Jackknife;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What verdicts compare: durations by the kind of invocation, and sums, whole and in blocks. Failed invocations keep their
 * own durations out of the kinds. Not thread-safe: the recorder that owns it locks.
 */
final class Distributions {
    private final Population all = Population.ofRequests();
    private final Population warm = Population.ofRequests();
    private final Population cold = Population.ofColdStarts();
    private final Population unknown = Population.ofRequests();
    private final Population server = Population.ofRequests();
    private final Population init = Population.ofColdStarts();
    private final Population restore = Population.ofColdStarts();
    private final BlockSums billed = new BlockSums();
    private final BilledTimes billedTimes = new BilledTimes();
    private final BlockSums errors = new BlockSums();
    private final BlockSums throttles = new BlockSums();
    private double maxMemoryMb;

    /** A request has ended so. */
    void ended(boolean failed, boolean throttled) {
        errors.add(failed ? 1 : 0);
        throttles.add(throttled ? 1 : 0);
    }

    /** An invocation whose report nobody has seen. */
    void unreported(double durationMs, boolean succeeded) {
        all.add(durationMs);
        if (succeeded) {
            unknown.add(durationMs);
        }
    }

    /** An invocation with its report. */
    void reported(InvocationReport report, double durationMs, boolean succeeded) {
        all.add(durationMs);
        report.billedMs().ifPresent(ms -> {
            billed.add(ms);
            billedTimes.add(ms, report.coldStart());
        });
        report.initMs().ifPresent(init::add);
        report.restoreMs().ifPresent(restore::add);
        report.maxMemoryMb().ifPresent(mb -> maxMemoryMb = Math.max(maxMemoryMb, mb));
        if (!succeeded) {
            return;
        }
        if (report.coldStart()) {
            cold.add(durationMs);
        } else {
            warm.add(durationMs);
            server.add(report.durationMs());
        }
    }

    /** A percentile of the warm invocations, or of all where nothing tells; null where there is none yet. */
    JudgedMetric judged(double percentile) {
        Population population = billed.count() > 0 ? warm : unknown;
        return population.histogram().getTotalCount() == 0
                ? null
                : Jackknife.judgedQuantile(population.blocks(), percentile, Population.UNITS_PER_MS, "ms");
    }

    /** Writes the histogram log of a scenario. @param begin and end, epoch milliseconds */
    void writeHistograms(RunDirectory directory, String scenario, long begin, long end) {
        SortedMap<String, Histogram> histograms = new TreeMap<>();
        for (String name : List.of("all", "warm", "cold", "server", "init")) {
            histograms.put(name, populations().get(name).histogram());
        }
        Histograms.write(Histograms.file(directory, scenario), begin, end, histograms);
    }

    /** The blocks of each, to be added to those of other generators. */
    SortedMap<String, BlockSamples> samples() {
        SortedMap<String, BlockSamples> blocks = new TreeMap<>();
        populations().forEach((name, population) -> blocks.put(name, population.samples()));
        sums().forEach((name, sum) -> blocks.put(name, sum.samples()));
        return blocks;
    }

    /**
     * Adds another generator's.
     *
     * @param groups by population or sum, the number of blocks to make; no more than any generator has that has one
     */
    void absorb(SortedMap<String, BlockSamples> blocks, double theirMaxMemoryMb, Map<String, Integer> groups) {
        populations().forEach((name, population) -> {
            if (groups.containsKey(name)) {
                population.absorb(blocks.get(name), groups.get(name));
            }
        });
        sums().forEach((name, sum) -> {
            if (groups.containsKey(name)) {
                sum.absorb(blocks.get(name), groups.get(name));
            }
        });
        maxMemoryMb = Math.max(maxMemoryMb, theirMaxMemoryMb);
    }

    private Map<String, Population> populations() {
        return Map.of(
                "all", all, "warm", warm, "cold", cold, "unknown", unknown, "server", server, "init", init, "restore",
                restore);
    }

    private Map<String, BlockSums> sums() {
        return Map.of("billed", billed, "errors", errors, "throttles", throttles);
    }

    Population all() {
        return all;
    }

    Population warm() {
        return warm;
    }

    Population cold() {
        return cold;
    }

    /** Successes of which nobody said whether they were cold. */
    Population unknown() {
        return unknown;
    }

    Population server() {
        return server;
    }

    Population init() {
        return init;
    }

    Population restore() {
        return restore;
    }

    BlockSums billed() {
        return billed;
    }

    BlockSums errors() {
        return errors;
    }

    BlockSums throttles() {
        return throttles;
    }

    double maxMemoryMb() {
        return maxMemoryMb;
    }

    /** Server's figures for a comparison of sizes, cold and warm apart. */
    ServerFigures serverFigures() {
        return billedTimes.figures(server, init);
    }
}
