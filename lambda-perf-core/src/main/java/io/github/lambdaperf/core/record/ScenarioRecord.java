package io.github.lambdaperf.core.record;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One scenario of a run.
 *
 * @param name the scenario's
 * @param file relative to the project
 * @param digest of the load; part of what makes runs comparable
 * @param executors for the reader, such as {@code ramping-vus 1 -> 10 -> 50}
 * @param startedAtMs epoch milliseconds of its first intended start
 * @param durationMs from there to its last answer
 * @param plannedIterations known beforehand only for open and counted executors, else null
 * @param metrics by selector: {@code invocation_duration}, {@code invocation_duration{start:cold}}
 * @param checks in the order of the file
 * @param thresholds in the order of the file; those on server-side figures are judged again after analyze
 * @param judged by name, such as {@code client.warm.p95}
 * @param judgedCounts {@code errors} and {@code throttles}
 * @param errors by kind, most frequent first
 * @param slowest first
 * @param cost null where no billed duration is known
 * @param analysis null before analyze
 * @param regression settings of the scenario file that the check goal uses
 * @param services what the services around the function charge for the run
 * @param interleaved null where every invocation went to the version under test
 * @param delivery what became of messages; null where the scenario sends none
 * @param custom metrics of the user's own namespaces that analyze reads
 * @param publish where analyze publishes the results; null: nowhere
 * @param findings what the load found besides; null: nothing
 */
public record ScenarioRecord(
        String name,
        String file,
        String digest,
        String executors,
        long startedAtMs,
        long durationMs,
        Long plannedIterations,
        SortedMap<String, MetricRecord> metrics,
        List<CheckRecord> checks,
        List<ThresholdRecord> thresholds,
        SortedMap<String, JudgedMetric> judged,
        SortedMap<String, JudgedCount> judgedCounts,
        List<ErrorRecord> errors,
        List<SlowInvocation> slowest,
        CostRecord cost,
        AnalysisRecord analysis,
        SortedMap<String, io.github.lambdaperf.core.scenario.RegressionSettings> regression,
        List<ChargeRecord> services,
        InterleavedRecord interleaved,
        DeliveryRecord delivery,
        List<CustomMetric> custom,
        Publication publish,
        LoadFindings findings) {

    /** A load that found nothing besides its figures. */
    public ScenarioRecord(
            String name,
            String file,
            String digest,
            String executors,
            long startedAtMs,
            long durationMs,
            Long plannedIterations,
            SortedMap<String, MetricRecord> metrics,
            List<CheckRecord> checks,
            List<ThresholdRecord> thresholds,
            SortedMap<String, JudgedMetric> judged,
            SortedMap<String, JudgedCount> judgedCounts,
            List<ErrorRecord> errors,
            List<SlowInvocation> slowest,
            CostRecord cost,
            AnalysisRecord analysis,
            SortedMap<String, io.github.lambdaperf.core.scenario.RegressionSettings> regression,
            List<ChargeRecord> services,
            InterleavedRecord interleaved,
            DeliveryRecord delivery,
            List<CustomMetric> custom,
            Publication publish) {
        this(
                name,
                file,
                digest,
                executors,
                startedAtMs,
                durationMs,
                plannedIterations,
                metrics,
                checks,
                thresholds,
                judged,
                judgedCounts,
                errors,
                slowest,
                cost,
                analysis,
                regression,
                services,
                interleaved,
                delivery,
                custom,
                publish,
                null);
    }

    public ScenarioRecord {
        metrics = new TreeMap<>(metrics);
        checks = List.copyOf(checks);
        thresholds = List.copyOf(thresholds);
        judged = new TreeMap<>(judged);
        judgedCounts = new TreeMap<>(judgedCounts);
        errors = List.copyOf(errors);
        slowest = List.copyOf(slowest);
        regression = new TreeMap<>(regression);
        services = services == null ? List.of() : List.copyOf(services);
        custom = custom == null ? List.of() : List.copyOf(custom);
    }

    /** The same with charges of services. */
    public ScenarioRecord withServices(List<ChargeRecord> charges) {
        return new ScenarioRecord(
                name,
                file,
                digest,
                executors,
                startedAtMs,
                durationMs,
                plannedIterations,
                metrics,
                checks,
                thresholds,
                judged,
                judgedCounts,
                errors,
                slowest,
                cost,
                analysis,
                regression,
                charges,
                interleaved,
                delivery,
                custom,
                publish,
                findings);
    }

    /** The same with other figures to compare. */
    public ScenarioRecord withJudged(SortedMap<String, JudgedMetric> newJudged) {
        return new ScenarioRecord(
                name,
                file,
                digest,
                executors,
                startedAtMs,
                durationMs,
                plannedIterations,
                metrics,
                checks,
                thresholds,
                newJudged,
                judgedCounts,
                errors,
                slowest,
                cost,
                analysis,
                regression,
                services,
                interleaved,
                delivery,
                custom,
                publish,
                findings);
    }

    /** The same with thresholds that were judged again. */
    public ScenarioRecord withThresholds(List<ThresholdRecord> newThresholds) {
        return withAnalysis(analysis, cost, metrics, newThresholds);
    }

    /** The same with the server's side, and the thresholds judged again. */
    public ScenarioRecord withAnalysis(
            AnalysisRecord newAnalysis,
            CostRecord newCost,
            SortedMap<String, MetricRecord> newMetrics,
            List<ThresholdRecord> newThresholds) {
        return new ScenarioRecord(
                name,
                file,
                digest,
                executors,
                startedAtMs,
                durationMs,
                plannedIterations,
                newMetrics,
                checks,
                newThresholds,
                judged,
                judgedCounts,
                errors,
                slowest,
                newCost,
                newAnalysis,
                regression,
                services,
                interleaved,
                delivery,
                custom,
                publish,
                findings);
    }

    /** The same with other findings. */
    public ScenarioRecord withFindings(LoadFindings newFindings) {
        return new ScenarioRecord(
                name,
                file,
                digest,
                executors,
                startedAtMs,
                durationMs,
                plannedIterations,
                metrics,
                checks,
                thresholds,
                judged,
                judgedCounts,
                errors,
                slowest,
                cost,
                analysis,
                regression,
                services,
                interleaved,
                delivery,
                custom,
                publish,
                newFindings);
    }
}
