package io.github.lambdaperf.core.regression;

import io.github.lambdaperf.core.record.InterleavedRecord;
import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.record.JudgedMetric.State;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A run that sent each pair of requests to both versions.
 *
 * @param metrics by name
 * @param baselineCounts {@code errors} and {@code throttles} of the earlier version
 * @param candidateCounts of the later one
 */
public record InterleavedRun(
        SortedMap<String, Pair> metrics,
        SortedMap<String, JudgedCount> baselineCounts,
        SortedMap<String, JudgedCount> candidateCounts) {
    public InterleavedRun {
        metrics = new TreeMap<>(metrics);
        baselineCounts = new TreeMap<>(baselineCounts);
        candidateCounts = new TreeMap<>(candidateCounts);
    }

    /** The figures of a scenario's record; metrics without a value above zero have no logarithm and stay out. */
    public static InterleavedRun of(InterleavedRecord record) {
        SortedMap<String, Pair> pairs = new TreeMap<>();
        record.metrics().forEach((name, metric) -> {
            if (metric.baseline() > 0 && metric.candidate() > 0) {
                pairs.put(name, new Pair(metric.baseline(), metric.candidate(), metric.se(), metric.state()));
            }
        });
        return new InterleavedRun(pairs, record.baselineCounts(), record.candidateCounts());
    }

    /**
     * A metric of both versions.
     *
     * @param baseline value of the earlier version
     * @param candidate value of the later one
     * @param se standard error of the logarithm of their ratio
     * @param state whether it may be gated: the worse of the two
     */
    public record Pair(double baseline, double candidate, double se, State state) {
        RunFigure ratio() {
            return new RunFigure(candidate / baseline, se, state);
        }
    }
}
