package io.github.lambdaperf.core.baseline;

import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.record.FunctionRecord;
import io.github.lambdaperf.core.record.GeneratorHealth;
import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.record.JudgedMetric;
import io.github.lambdaperf.core.record.JudgedMetric.State;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.scenario.RegressionSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Run records as a load leaves them, with a median and a number of errors. */
public final class Records {
    public static final Instant START = Instant.parse("2026-11-20T10:04:37.123Z");
    public static final Environment AWS =
            new Environment("aws", "eu-west-1", "arm64", 1024, "java21", "Zip", false, 0, "");
    public static final String DIGEST = "3f1c9a07deadbeef0123456789abcdef0123456789abcdef0123456789abcdef";

    private Records() {}

    public static RunRecord run(double p50, long errors) {
        return run(AWS, DIGEST, RunRecord.Status.COMPLETE, p50, errors, Map.of());
    }

    public static List<RunRecord> runs(double... medians) {
        List<RunRecord> runs = new ArrayList<>();
        for (double median : medians) {
            runs.add(run(median, 0));
        }
        return runs;
    }

    public static RunRecord run(
            Environment environment,
            String digest,
            RunRecord.Status status,
            double p50,
            long errors,
            Map<String, RegressionSettings> regression) {
        ScenarioRecord scenario = new ScenarioRecord(
                "create-order",
                "src/perf/create-order.yaml",
                digest,
                "constant-arrival-rate 20/s",
                START.toEpochMilli(),
                100_000,
                2000L,
                new TreeMap<>(Map.of(
                        "invocations",
                        new MetricRecord("counter", "count", "client", 2000, new TreeMap<>(Map.of("count", 2000.0))))),
                List.of(),
                List.of(),
                new TreeMap<>(Map.of(
                        "client.warm.p50", new JudgedMetric(p50, 0.012, 1960, "ms", State.OK),
                        "init.p50", new JudgedMetric(412, 0.03, 40, "ms", State.OK))),
                new TreeMap<>(
                        Map.of("errors", new JudgedCount(errors, 2000, 1), "throttles", new JudgedCount(0, 2000, 1))),
                List.of(),
                List.of(),
                null,
                null,
                new TreeMap<>(regression),
                List.of(),
                null,
                null,
                List.of(),
                null);
        FunctionRecord function = new FunctionRecord(
                "create-order",
                "arn:aws:lambda:eu-west-1:123456789012:function:create-order:42",
                "42",
                "com.acme.Handler",
                "q8Zt",
                "java:21.v38",
                "/aws/lambda/create-order",
                "JSON",
                30_000,
                512);
        List<String> reasons = status == RunRecord.Status.COMPLETE ? List.of() : List.of("stopped after 3 s");
        return new RunRecord(
                RunRecord.SCHEMA,
                "run-1",
                START,
                START.plusSeconds(100),
                status,
                reasons,
                "lambda-perf 0.1.0",
                "9d1e4c2",
                environment,
                function,
                new GeneratorHealth(0, 0, 0, 0, 0, null, null, List.of("netty"), 0, true, null),
                List.of(),
                List.of(scenario),
                null,
                null);
    }

    public static BaselineFile candidate(double... medians) {
        return BaselineFile.candidate(runs(medians), "create-order", "com.acme:orders:1.4.0");
    }
}
