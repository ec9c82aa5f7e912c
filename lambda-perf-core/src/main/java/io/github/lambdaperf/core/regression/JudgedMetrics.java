package io.github.lambdaperf.core.regression;

import io.github.lambdaperf.core.record.JudgedMetric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The metrics that are compared between runs, and their defaults. For each of them more is worse. Warm and cold
 * populations are never mixed: a quantile of both together moves with the share of cold starts.
 */
public final class JudgedMetrics {
    /** Latency at the client, from the intended start, of warm invocations. */
    public static final String CLIENT_WARM_P50 = "client.warm.p50";

    public static final String CLIENT_WARM_P95 = "client.warm.p95";
    public static final String CLIENT_WARM_P99 = "client.warm.p99";

    /** Latency at the client of cold invocations; shown, not gated: {@link #INIT_P50} is. */
    public static final String CLIENT_COLD_P50 = "client.cold.p50";

    /**
     * Latency at the client where no answer tells whether it was cold, such as through an API. A mixture: shown, not
     * gated unless the scenario says that its load is warm.
     */
    public static final String CLIENT_ALL_P50 = "client.all.p50";

    public static final String CLIENT_ALL_P95 = "client.all.p95";
    public static final String CLIENT_ALL_P99 = "client.all.p99";

    /** Duration of the REPORT line, warm. */
    public static final String SERVER_WARM_P50 = "server.warm.p50";

    public static final String SERVER_WARM_P95 = "server.warm.p95";
    public static final String SERVER_WARM_P99 = "server.warm.p99";

    /** Init Duration of cold starts. */
    public static final String INIT_P50 = "init.p50";

    /** Restore Duration of SnapStart restores. */
    public static final String RESTORE_P50 = "restore.p50";

    /** Mean billed duration: the cost, free of prices. */
    public static final String BILLED_MEAN = "billed.mean";

    /** Largest memory use. */
    public static final String MEMORY_MAX = "memory.max";

    /** Failed invocations, throttles left out. */
    public static final String ERRORS = "errors";

    /** Refused invocations. */
    public static final String THROTTLES = "throttles";

    private static final Prior BODY = new Prior(0.04, 4);
    private static final Prior TAIL = new Prior(0.05, 4);
    // a JVM's heap grows as the collector's timing has it: 5 % from run to run, 3 % side by side, were measured
    private static final Prior MEMORY = new Prior(0.04, 4);
    private static final Prior PAIRED = new Prior(0.015, 8);
    private static final Prior PAIRED_START = new Prior(0.02, 8);
    private static final Prior PAIRED_MEMORY = new Prior(0.025, 8);

    private static final Pattern QUANTILE = Pattern.compile(".*\\.p(\\d{2})");

    private static final Map<String, Spec> ALL = all();

    private JudgedMetrics() {}

    /**
     * What is known of a metric.
     *
     * @param name such as {@code client.warm.p95}
     * @param title for the reader
     * @param unit {@code ms} or {@code MB}
     * @param prior of the noise between runs
     * @param pairedPrior of the noise of interleaved differences
     * @param minEffect smallest relative change that counts, 0.05 is 5 %
     * @param tolerance largest relative change that still counts as unchanged
     * @param minChange smallest change in the metric's unit that counts, 0: any
     * @param gated whether a worsening fails a build unless the scenario says otherwise
     */
    public record Spec(
            String name,
            String title,
            String unit,
            Prior prior,
            Prior pairedPrior,
            double minEffect,
            double tolerance,
            double minChange,
            boolean gated) {}

    /**
     * The metric's defaults; a name that is not in the catalog gets those of a tail, and is not gated unless the scenario
     * asks for it.
     */
    public static Spec of(String name) {
        Spec spec = ALL.get(name);
        return spec != null ? spec : new Spec(name, name, "ms", TAIL, PAIRED, 0.10, 0.30, 0, false);
    }

    /** The catalog, in the order of a report. */
    public static Map<String, Spec> catalog() {
        return ALL;
    }

    /** Cold starts and restores of a run, by its judged metrics. */
    public static long coldStarts(Map<String, JudgedMetric> judged) {
        return Stream.of(CLIENT_COLD_P50, INIT_P50, RESTORE_P50)
                .map(judged::get)
                .mapToLong(metric -> metric == null ? 0 : metric.n())
                .max()
                .orElse(0);
    }

    /** Samples that a run must have for a verdict on the metric: cold starts of their figures, invocations of others. */
    public static long samplesNeeded(String name) {
        Matcher quantile = QUANTILE.matcher(name);
        if (isOfColdStarts(name)) {
            return Jackknife.COLD_STARTS;
        } else if (quantile.matches()) {
            return Jackknife.BEYOND_QUANTILE * 100 / (100 - Integer.parseInt(quantile.group(1)));
        }
        return name.equals(BILLED_MEAN) ? Jackknife.MEAN_SAMPLES : 1;
    }

    /** True for metrics that a run without cold starts does not have. */
    public static boolean isOfColdStarts(String name) {
        return name.equals(CLIENT_COLD_P50) || name.equals(INIT_P50) || name.equals(RESTORE_P50);
    }

    /** The counts that are compared. */
    static boolean isGatedCount(String name) {
        return name.equals(ERRORS) || name.equals(THROTTLES);
    }

    private static Map<String, Spec> all() {
        Map<String, Spec> all = new LinkedHashMap<>();
        for (Spec spec : new Spec[] {
            latency(CLIENT_WARM_P50, "client, warm, median", BODY, 0.05, 0.15),
            latency(CLIENT_WARM_P95, "client, warm, p95", BODY, 0.05, 0.20),
            latency(CLIENT_WARM_P99, "client, warm, p99", TAIL, 0.10, 0.30),
            new Spec(CLIENT_COLD_P50, "client, cold, median", "ms", TAIL, PAIRED_START, 0.10, 0.25, 0, false),
            new Spec(CLIENT_ALL_P50, "client, warm and cold, median", "ms", BODY, PAIRED, 0.05, 0.15, 0, false),
            new Spec(CLIENT_ALL_P95, "client, warm and cold, p95", "ms", BODY, PAIRED, 0.05, 0.20, 0, false),
            new Spec(CLIENT_ALL_P99, "client, warm and cold, p99", "ms", TAIL, PAIRED, 0.10, 0.30, 0, false),
            latency(SERVER_WARM_P50, "server, warm, median", BODY, 0.05, 0.15),
            latency(SERVER_WARM_P95, "server, warm, p95", BODY, 0.05, 0.20),
            latency(SERVER_WARM_P99, "server, warm, p99", TAIL, 0.10, 0.30),
            new Spec(INIT_P50, "init, median", "ms", TAIL, PAIRED_START, 0.10, 0.25, 0, true),
            new Spec(RESTORE_P50, "restore, median", "ms", TAIL, PAIRED_START, 0.10, 0.25, 0, true),
            latency(BILLED_MEAN, "billed duration, mean", BODY, 0.05, 0.15),
            new Spec(MEMORY_MAX, "memory used, largest", "MB", MEMORY, PAIRED_MEMORY, 0.05, 0.20, 8, true)
        }) {
            all.put(spec.name(), spec);
        }
        return Collections.unmodifiableMap(all);
    }

    private static Spec latency(String name, String title, Prior prior, double minEffect, double tolerance) {
        return new Spec(name, title, "ms", prior, PAIRED, minEffect, tolerance, 0, true);
    }
}
