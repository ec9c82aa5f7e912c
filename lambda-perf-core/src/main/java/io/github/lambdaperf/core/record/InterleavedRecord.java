package io.github.lambdaperf.core.record;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a scenario measured that sent every other invocation to an earlier version. Everything else of the scenario's
 * record is about the version under test alone.
 *
 * @param version the earlier one, for the reader: Maven coordinates, a path, or a function with its version
 * @param metrics by name, such as {@code client.warm.p95}
 * @param baselineCounts {@code errors} and {@code throttles} of the earlier version
 * @param candidateCounts of the version under test
 */
public record InterleavedRecord(
        String version,
        SortedMap<String, InterleavedMetric> metrics,
        SortedMap<String, JudgedCount> baselineCounts,
        SortedMap<String, JudgedCount> candidateCounts) {
    public InterleavedRecord {
        metrics = new TreeMap<>(metrics);
        baselineCounts = new TreeMap<>(baselineCounts);
        candidateCounts = new TreeMap<>(candidateCounts);
    }
}
