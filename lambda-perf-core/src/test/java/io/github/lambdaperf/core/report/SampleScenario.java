package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.record.AnalysisRecord;
import io.github.lambdaperf.core.record.CheckRecord;
import io.github.lambdaperf.core.record.CostRecord;
import io.github.lambdaperf.core.record.ErrorRecord;
import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.record.JudgedMetric;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.SlowInvocation;
import io.github.lambdaperf.core.record.ThresholdRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts a scenario's record together for a test. */
final class SampleScenario {
    private final String name;
    private final String executors;
    private final long durationMs;
    private final SortedMap<String, MetricRecord> metrics = new TreeMap<>();
    private final List<CheckRecord> checks = new ArrayList<>();
    private final List<ThresholdRecord> thresholds = new ArrayList<>();
    private final SortedMap<String, JudgedMetric> judged = new TreeMap<>();
    private final SortedMap<String, JudgedCount> judgedCounts = new TreeMap<>();
    private final List<ErrorRecord> errors = new ArrayList<>();
    private final List<SlowInvocation> slowest = new ArrayList<>();
    private CostRecord cost;
    private AnalysisRecord analysis;

    SampleScenario(String name, String executors, long durationMs) {
        this.name = name;
        this.executors = executors;
        this.durationMs = durationMs;
    }

    /** Values: min, med, avg, p(90), p(95), p(99), p(99.9), max. */
    SampleScenario trend(String metric, String source, long count, double... values) {
        String[] aggregations = {"min", "med", "avg", "p(90)", "p(95)", "p(99)", "p(99.9)", "max"};
        SortedMap<String, Double> byName = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            byName.put(aggregations[i], values[i]);
        }
        metrics.put(metric, new MetricRecord("trend", "ms", source, count, byName));
        return this;
    }

    SampleScenario memory(long count, double min, double med, double avg, double p95, double max) {
        SortedMap<String, Double> values = new TreeMap<>();
        values.put("min", min);
        values.put("med", med);
        values.put("avg", avg);
        values.put("p(95)", p95);
        values.put("max", max);
        metrics.put("max_memory_used", new MetricRecord("trend", "MB", "tail", count, values));
        return this;
    }

    SampleScenario counts(
            long invocations, double perSecond, long errorCount, long throttles, long cold, long dropped) {
        counter("invocations", "client", invocations, perSecond);
        counter("invocation_errors", "client", errorCount, 0);
        counter("throttles", "client", throttles, 0);
        counter("cold_starts", "tail", cold, 0);
        counter("dropped_iterations", "client", dropped, 0);
        double success = (double) (invocations - errorCount) / invocations;
        metrics.put(
                "invocation_success",
                new MetricRecord("rate", "ratio", "client", invocations, new TreeMap<>(Map.of("rate", success))));
        judgedCounts.put("errors", new JudgedCount(errorCount - throttles, invocations, 1));
        judgedCounts.put("throttles", new JudgedCount(throttles, invocations, 1));
        return this;
    }

    private void counter(String metric, String source, long count, double rate) {
        SortedMap<String, Double> values = new TreeMap<>();
        values.put("count", (double) count);
        values.put("rate", rate);
        metrics.put(metric, new MetricRecord("counter", "count", source, count, values));
    }

    SampleScenario check(CheckRecord check) {
        checks.add(check);
        return this;
    }

    SampleScenario threshold(ThresholdRecord threshold) {
        thresholds.add(threshold);
        return this;
    }

    SampleScenario judged(String metric, double value, double se, long n) {
        judged.put(metric, new JudgedMetric(value, se, n, "ms", JudgedMetric.State.OK));
        return this;
    }

    SampleScenario insufficient(String metric, double value, double se, long n) {
        judged.put(metric, new JudgedMetric(value, se, n, "ms", JudgedMetric.State.INSUFFICIENT));
        return this;
    }

    SampleScenario error(ErrorRecord error) {
        errors.add(error);
        return this;
    }

    SampleScenario slow(
            long atMs, double durationMs, Double serverMs, Double initMs, String requestId, String traceId) {
        slowest.add(new SlowInvocation(
                SampleReport.START.plusMillis(atMs), durationMs, serverMs, initMs, requestId, traceId));
        return this;
    }

    SampleScenario cost(String request, String duration, String total, String perMillion) {
        cost = new CostRecord(
                2_400,
                new BigDecimal("48.525"),
                new BigDecimal(request),
                new BigDecimal(duration),
                BigDecimal.ZERO,
                new BigDecimal(total),
                new BigDecimal(perMillion),
                "eu-central-1",
                "2026-09-19",
                "tail");
        metrics.put(
                "cost_per_million",
                new MetricRecord(
                        "gauge", "USD", "computed", 1, new TreeMap<>(Map.of("value", Double.valueOf(perMillion)))));
        return this;
    }

    SampleScenario analysis(AnalysisRecord record) {
        analysis = record;
        return this;
    }

    ScenarioRecord build() {
        return new ScenarioRecord(
                name,
                "src/perf/" + name + ".yaml",
                "3f1c9a07",
                executors,
                SampleReport.START.toEpochMilli(),
                durationMs,
                null,
                metrics,
                checks,
                thresholds,
                judged,
                judgedCounts,
                errors,
                slowest,
                cost,
                analysis,
                new TreeMap<>(),
                List.of(),
                null,
                null,
                List.of(),
                null);
    }
}
