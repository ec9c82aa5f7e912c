package io.github.lambdaperf.core.record;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A metric of the user's own namespace that belongs to a scenario.
 *
 * @param name in thresholds, records and reports
 * @param namespace of CloudWatch
 * @param metric name in it
 * @param statistic in CloudWatch's words: {@code Sum}, {@code Average}, {@code p99}, {@code TM(2%:98%)}
 * @param dimensions all of them, since CloudWatch does not add up over those that are left out
 * @param unit that the data must have, or null: any
 */
public record CustomMetric(
        String name,
        String namespace,
        String metric,
        String statistic,
        SortedMap<String, String> dimensions,
        String unit) {
    /** Begins the names of judged metrics that are the user's own. */
    public static final String JUDGED = "custom.";

    public CustomMetric {
        dimensions = new TreeMap<>(dimensions);
    }
}
