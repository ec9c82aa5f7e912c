package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.cost.FunctionSize;
import io.github.lambdaperf.core.cost.LambdaCost;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.cost.ServiceCost;
import io.github.lambdaperf.core.cost.Usage;
import io.github.lambdaperf.core.invoke.FunctionInvoker;
import io.github.lambdaperf.core.metric.BlockSums;
import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.metric.Population;
import io.github.lambdaperf.core.record.ChargeRecord;
import io.github.lambdaperf.core.record.CostRecord;
import io.github.lambdaperf.core.record.DeliveryRecord;
import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.record.FunctionRecord;
import io.github.lambdaperf.core.record.InterleavedRecord;
import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.record.JudgedMetric;
import io.github.lambdaperf.core.record.LoadFindings;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import io.github.lambdaperf.core.regression.Jackknife;
import io.github.lambdaperf.core.regression.JudgedMetrics;
import io.github.lambdaperf.core.scenario.HttpSpec;
import io.github.lambdaperf.core.scenario.MessageSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.scenario.SendSpec;
import io.github.lambdaperf.core.scenario.SnsSpec;
import io.github.lambdaperf.core.scenario.SqsSpec;
import io.github.lambdaperf.core.scenario.ThresholdSpec;
import io.github.lambdaperf.core.scenario.Workload;
import io.github.lambdaperf.core.threshold.Threshold;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes the record of a scenario out of what was measured. */
final class ScenarioRecords {
    private ScenarioRecords() {}

    /**
     * What was measured, by one generator or by several.
     *
     * @param recorder of the version under test
     * @param abortedBy thresholds that ended it
     * @param interleaved null without an opponent
     * @param delivery of the messages; null where none are sent
     * @param findings null: none
     * @param bytesSent on the wire
     * @param bytesReceived on the wire
     */
    record Measured(
            ScenarioRecorder recorder,
            Set<ThresholdSpec> abortedBy,
            InterleavedRecord interleaved,
            DeliveryRecord delivery,
            LoadFindings findings,
            long bytesSent,
            long bytesReceived) {
        static Measured of(ScenarioRun run, FunctionInvoker invoker) {
            return new Measured(
                    run.recorder(),
                    run.abortedBy(),
                    run.interleaved(),
                    run.delivery(),
                    run.findings(),
                    invoker.bytesSent(),
                    invoker.bytesReceived());
        }
    }

    /** @param directory that scenario files are named relative to */
    static ScenarioRecord of(
            Path directory,
            PriceTable prices,
            Scenario scenario,
            List<Threshold> thresholds,
            Measured measured,
            Environment environment,
            FunctionRecord function) {
        ScenarioRecorder recorder = measured.recorder();
        if (measured.delivery() != null) {
            recorder.delivery(measured.delivery());
        }
        CostRecord cost = cost(prices, recorder, FunctionSize.of(environment, function));
        if (cost != null) {
            recorder.gauge(Metric.COST, cost.totalUsd().doubleValue());
            recorder.gauge(Metric.COST_PER_MILLION, cost.perMillionUsd().doubleValue());
        }
        LoadFindings findings = measured.findings();
        // its rates depend on what it found, so its latencies compare with nothing
        boolean searched = findings != null && findings.breakpoint() != null;
        if (findings != null
                && findings.breakpoint() != null
                && findings.breakpoint().highestHeld() != null) {
            recorder.gauge(Metric.BREAKPOINT_RATE, findings.breakpoint().highestHeld());
        }
        recorder.gauge(Metric.DATA_SENT, measured.bytesSent());
        recorder.gauge(Metric.DATA_RECEIVED, measured.bytesReceived());
        SortedMap<String, MetricRecord> metrics = recorder.metricRecords(recorder.seconds());
        List<ThresholdRecord> judged = new ArrayList<>();
        for (int i = 0; i < thresholds.size(); i++) {
            var spec = scenario.thresholds().get(i);
            judged.add(Thresholds.judge(
                    spec, thresholds.get(i), metrics, measured.abortedBy().contains(spec)));
        }
        return new ScenarioRecord(
                scenario.name(),
                relative(directory, scenario.file()),
                scenario.digest(),
                scenario.workloads().stream()
                        .map(workload -> Executors.describe(workload.executor()))
                        .collect(Collectors.joining("; ")),
                recorder.start().toEpochMilli(),
                Math.round(recorder.seconds() * 1000),
                planned(scenario),
                metrics,
                recorder.checkRecords(),
                judged,
                searched ? new TreeMap<>() : judgedMetrics(recorder),
                searched ? new TreeMap<>() : judgedCounts(recorder),
                recorder.errorRecords(),
                recorder.slowestRecords(),
                cost,
                null,
                new TreeMap<>(scenario.regression()),
                services(prices, scenario.send(), recorder, measured.bytesSent(), environment.region()),
                measured.interleaved(),
                measured.delivery(),
                scenario.metrics(),
                scenario.publish(),
                findings);
    }

    private static String relative(Path directory, Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path base = directory.toAbsolutePath().normalize();
        return (absolute.startsWith(base) ? base.relativize(absolute) : absolute)
                .toString()
                .replace('\\', '/');
    }

    /** Null where the executors do not tell beforehand. */
    static Long planned(Scenario scenario) {
        long sum = 0;
        for (Workload workload : scenario.workloads()) {
            OptionalLong planned = Executors.plannedIterations(workload.executor());
            if (planned.isEmpty()) {
                return null;
            }
            sum += planned.getAsLong();
        }
        return sum;
    }

    /** Null where no report told a billed duration. */
    private static CostRecord cost(PriceTable prices, ScenarioRecorder recorder, FunctionSize size) {
        BlockSums billed = recorder.distributions().billed();
        if (billed.count() == 0) {
            return null;
        }
        boolean all = billed.count() == recorder.distributions().errors().count();
        return cost(prices, size, billed.count(), billed.sum(), all ? "tail" : "tail (sampled)");
    }

    /** @param count reports @param billedMs their sum */
    static CostRecord cost(PriceTable prices, FunctionSize size, long count, double billedMs, String basis) {
        return new LambdaCost(prices).costOf(Usage.of(size, count, BigDecimal.valueOf(Math.round(billedMs))), basis);
    }

    /** What stands between the load and the function; function URLs are free of charge. */
    private static List<ChargeRecord> services(
            PriceTable prices, SendSpec send, ScenarioRecorder recorder, long bytesSent, String region) {
        long requests = recorder.distributions().errors().count();
        ServiceCost cost = new ServiceCost(prices);
        if (requests > 0 && send instanceof MessageSpec message) {
            return List.of(messages(cost, message, requests * message.batch(), bytesSent, region));
        }
        if (requests == 0 || !(send instanceof HttpSpec http)) {
            return List.of();
        }
        return switch (http.api()) {
            case REST -> List.of(cost.apiGatewayRest(requests, region));
            case HTTP -> List.of(cost.apiGatewayHttp(requests, bytesSent / requests, region));
            case URL -> List.of();
        };
    }

    /** Bytes on the wire are a little more than what is metered, never less. */
    private static ChargeRecord messages(
            ServiceCost cost, MessageSpec spec, long messages, long bytesSent, String region) {
        long bytes = bytesSent / messages;
        if (spec instanceof SqsSpec sqs) {
            ServiceCost.Queue queue = sqs.fifo() ? ServiceCost.Queue.FIFO : ServiceCost.Queue.STANDARD;
            int receiveBatch = Math.min(10, spec.local().batchSize());
            return cost.sqs(queue, messages, bytes, spec.batch(), receiveBatch, region);
        }
        return spec instanceof SnsSpec ? cost.sns(messages, bytes, region) : cost.eventBridge(messages, bytes, region);
    }

    static SortedMap<String, JudgedMetric> judgedMetrics(ScenarioRecorder recorder) {
        SortedMap<String, JudgedMetric> judged = new TreeMap<>();
        warm(judged, JudgedMetrics.CLIENT_WARM_P50, recorder.distributions().warm(), 50);
        warm(judged, JudgedMetrics.CLIENT_WARM_P95, recorder.distributions().warm(), 95);
        warm(judged, JudgedMetrics.CLIENT_WARM_P99, recorder.distributions().warm(), 99);
        warm(judged, JudgedMetrics.SERVER_WARM_P50, recorder.distributions().server(), 50);
        warm(judged, JudgedMetrics.SERVER_WARM_P95, recorder.distributions().server(), 95);
        warm(judged, JudgedMetrics.SERVER_WARM_P99, recorder.distributions().server(), 99);
        if (recorder.distributions().billed().count() == 0) {
            warm(judged, JudgedMetrics.CLIENT_ALL_P50, recorder.distributions().unknown(), 50);
            warm(judged, JudgedMetrics.CLIENT_ALL_P95, recorder.distributions().unknown(), 95);
            warm(judged, JudgedMetrics.CLIENT_ALL_P99, recorder.distributions().unknown(), 99);
        }
        cold(judged, JudgedMetrics.CLIENT_COLD_P50, recorder.distributions().cold(), 50);
        cold(judged, JudgedMetrics.INIT_P50, recorder.distributions().init(), 50);
        cold(judged, JudgedMetrics.RESTORE_P50, recorder.distributions().restore(), 50);
        if (recorder.distributions().billed().count() > 0) {
            judged.put(
                    JudgedMetrics.BILLED_MEAN,
                    Jackknife.judgedMean(
                            recorder.distributions().billed().sums(),
                            recorder.distributions().billed().counts(),
                            "ms"));
        }
        if (recorder.distributions().maxMemoryMb() > 0) {
            judged.put(
                    JudgedMetrics.MEMORY_MAX,
                    Jackknife.judgedExact(
                            recorder.distributions().maxMemoryMb(),
                            recorder.distributions().billed().count(),
                            "MB"));
        }
        return judged;
    }

    private static void warm(
            SortedMap<String, JudgedMetric> judged, String metric, Population population, double percentile) {
        if (population.histogram().getTotalCount() > 0) {
            judged.put(
                    metric, Jackknife.judgedQuantile(population.blocks(), percentile, Population.UNITS_PER_MS, "ms"));
        }
    }

    private static void cold(
            SortedMap<String, JudgedMetric> judged, String metric, Population population, double percentile) {
        if (population.histogram().getTotalCount() > 0) {
            judged.put(
                    metric,
                    Jackknife.judgedColdQuantile(population.blocks(), percentile, Population.UNITS_PER_MS, "ms"));
        }
    }

    private static SortedMap<String, JudgedCount> judgedCounts(ScenarioRecorder recorder) {
        SortedMap<String, JudgedCount> counts = new TreeMap<>();
        counts.put(JudgedMetrics.ERRORS, recorder.distributions().errors().toCount());
        counts.put(JudgedMetrics.THROTTLES, recorder.distributions().throttles().toCount());
        return counts;
    }
}
