package io.github.lambdaperf.benchmarks.regression;

import io.github.lambdaperf.core.regression.JudgedMetrics;
import io.github.lambdaperf.core.regression.RunFigures;
import java.util.List;

/**
 * One simulated run, reduced to what the rules look at.
 *
 * @param figures what the product compares
 * @param slices quantiles of server.warm p50, p95 and p99 in each of 20 time slices, in milliseconds
 * @param batchMeans means of 100 batches of warm requests, in milliseconds
 * @param requests server durations of all requests, in milliseconds
 */
record SimulatedRun(RunFigures figures, double[][] slices, double[] batchMeans, float[] requests) {
    /** The nine metrics that are not counts, the three server quantiles first. */
    static final List<String> METRICS = List.of(
            JudgedMetrics.SERVER_WARM_P50,
            JudgedMetrics.SERVER_WARM_P95,
            JudgedMetrics.SERVER_WARM_P99,
            JudgedMetrics.CLIENT_WARM_P50,
            JudgedMetrics.CLIENT_WARM_P95,
            JudgedMetrics.CLIENT_WARM_P99,
            JudgedMetrics.INIT_P50,
            JudgedMetrics.BILLED_MEAN,
            JudgedMetrics.MEMORY_MAX);

    double value(int metric) {
        return figures.metrics().get(METRICS.get(metric)).value();
    }
}
