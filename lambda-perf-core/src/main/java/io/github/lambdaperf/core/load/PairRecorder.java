package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.invoke.InvokeOutcome;
import io.github.lambdaperf.core.logs.InvocationReport;
import io.github.lambdaperf.core.metric.BlockSums;
import io.github.lambdaperf.core.metric.PairedPopulation;
import io.github.lambdaperf.core.metric.PairedSums;
import io.github.lambdaperf.core.metric.Side;
import io.github.lambdaperf.core.record.InterleavedMetric;
import io.github.lambdaperf.core.record.InterleavedRecord;
import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.regression.JudgedMetrics;
import io.github.lambdaperf.core.regression.PairedFigures;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Takes what an interleaved run measures of both versions, from any thread; its memory is bounded. */
final class PairRecorder {
    private final PairedPopulation warm = PairedPopulation.ofRequests();
    private final PairedPopulation cold = PairedPopulation.ofColdStarts();
    private final PairedPopulation unknown = PairedPopulation.ofRequests();
    private final PairedPopulation server = PairedPopulation.ofRequests();
    private final PairedPopulation init = PairedPopulation.ofColdStarts();
    private final PairedPopulation restore = PairedPopulation.ofColdStarts();
    private final PairedSums billed = new PairedSums();
    private final Map<Side, BlockSums> errors = new EnumMap<>(Side.class);
    private final Map<Side, BlockSums> throttles = new EnumMap<>(Side.class);
    private final double[] maxMemoryMb = new double[Side.values().length];
    private long reports;

    PairRecorder() {
        for (Side side : Side.values()) {
            errors.put(side, new BlockSums());
            throttles.put(side, new BlockSums());
        }
    }

    synchronized void add(Side side, Sample sample) {
        InvokeOutcome outcome = sample.response().outcome();
        boolean throttled = outcome == InvokeOutcome.THROTTLED;
        boolean failed = outcome != InvokeOutcome.SUCCESS && !throttled;
        errors.get(side).add(failed ? 1 : 0);
        throttles.get(side).add(throttled ? 1 : 0);
        InvocationReport report = sample.report();
        if (report == null) {
            if (!failed && !throttled) {
                unknown.add(side, sample.durationMs());
            }
            return;
        }
        reports++;
        report.billedMs().ifPresent(ms -> billed.add(side, ms));
        report.initMs().ifPresent(ms -> init.add(side, ms));
        report.restoreMs().ifPresent(ms -> restore.add(side, ms));
        report.maxMemoryMb().ifPresent(mb -> maxMemoryMb[side.ordinal()] = Math.max(maxMemoryMb[side.ordinal()], mb));
        if (!failed && !throttled) {
            (report.coldStart() ? cold : warm).add(side, sample.durationMs());
            if (!report.coldStart()) {
                server.add(side, report.durationMs());
            }
        }
    }

    /** @param version the earlier one, for the reader */
    synchronized InterleavedRecord toRecord(String version) {
        SortedMap<String, InterleavedMetric> metrics = new TreeMap<>();
        put(metrics, JudgedMetrics.CLIENT_WARM_P50, () -> PairedFigures.quantile(warm, 50));
        put(metrics, JudgedMetrics.CLIENT_WARM_P95, () -> PairedFigures.quantile(warm, 95));
        put(metrics, JudgedMetrics.CLIENT_WARM_P99, () -> PairedFigures.quantile(warm, 99));
        if (reports == 0) {
            put(metrics, JudgedMetrics.CLIENT_ALL_P50, () -> PairedFigures.quantile(unknown, 50));
            put(metrics, JudgedMetrics.CLIENT_ALL_P95, () -> PairedFigures.quantile(unknown, 95));
            put(metrics, JudgedMetrics.CLIENT_ALL_P99, () -> PairedFigures.quantile(unknown, 99));
        }
        put(metrics, JudgedMetrics.SERVER_WARM_P50, () -> PairedFigures.quantile(server, 50));
        put(metrics, JudgedMetrics.SERVER_WARM_P95, () -> PairedFigures.quantile(server, 95));
        put(metrics, JudgedMetrics.SERVER_WARM_P99, () -> PairedFigures.quantile(server, 99));
        put(metrics, JudgedMetrics.CLIENT_COLD_P50, () -> PairedFigures.coldQuantile(cold, 50));
        put(metrics, JudgedMetrics.INIT_P50, () -> PairedFigures.coldQuantile(init, 50));
        put(metrics, JudgedMetrics.RESTORE_P50, () -> PairedFigures.coldQuantile(restore, 50));
        put(metrics, JudgedMetrics.BILLED_MEAN, () -> PairedFigures.mean(billed));
        put(
                metrics,
                JudgedMetrics.MEMORY_MAX,
                () -> PairedFigures.exact(
                        maxMemoryMb[Side.BASELINE.ordinal()],
                        maxMemoryMb[Side.CANDIDATE.ordinal()],
                        reports / Side.values().length,
                        "MB"));
        return new InterleavedRecord(version, metrics, counts(Side.BASELINE), counts(Side.CANDIDATE));
    }

    private static void put(
            SortedMap<String, InterleavedMetric> metrics, String name, Supplier<InterleavedMetric> figure) {
        InterleavedMetric metric = figure.get();
        if (metric.baseline() > 0 || metric.candidate() > 0) {
            metrics.put(name, metric);
        }
    }

    private SortedMap<String, JudgedCount> counts(Side side) {
        SortedMap<String, JudgedCount> counts = new TreeMap<>();
        counts.put(JudgedMetrics.ERRORS, errors.get(side).toCount());
        counts.put(JudgedMetrics.THROTTLES, throttles.get(side).toCount());
        return counts;
    }
}
