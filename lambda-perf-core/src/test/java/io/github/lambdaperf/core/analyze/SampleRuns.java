package io.github.lambdaperf.core.analyze;

import io.github.lambdaperf.core.record.AnalysisRecord;
import io.github.lambdaperf.core.record.CostRecord;
import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.record.ErrorRecord;
import io.github.lambdaperf.core.record.FunctionRecord;
import io.github.lambdaperf.core.record.GeneratorHealth;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Records of runs, for tests. */
final class SampleRuns {
    /** 2026-11-23T11:00:00Z. */
    static final long START_MS = Instant.parse("2026-11-23T11:00:00Z").toEpochMilli();

    private SampleRuns() {}

    static ScenarioRecord scenario(
            String name,
            long startedAtMs,
            long durationMs,
            long invocations,
            List<ErrorRecord> errors,
            CostRecord cost,
            AnalysisRecord analysis) {
        TreeMap<String, MetricRecord> metrics = new TreeMap<>();
        metrics.put(
                "invocations",
                new MetricRecord("counter", "count", "client", invocations, new TreeMap<>(Map.of("count", (double)
                        invocations))));
        return new ScenarioRecord(
                name,
                "src/perf/" + name + ".yaml",
                "0",
                "constant-vus 1",
                startedAtMs,
                durationMs,
                null,
                metrics,
                List.of(),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                errors,
                List.of(),
                cost,
                analysis,
                new TreeMap<>(),
                List.of(),
                null,
                null,
                List.of(),
                null);
    }

    static RunRecord run(Environment environment, FunctionRecord function, ScenarioRecord... scenarios) {
        return new RunRecord(
                RunRecord.SCHEMA,
                "r1",
                Instant.ofEpochMilli(START_MS),
                Instant.ofEpochMilli(START_MS + 60_000),
                RunRecord.Status.COMPLETE,
                List.of(),
                "test",
                null,
                environment,
                function,
                new GeneratorHealth(0, 0, 0, 0, 0, null, null, List.of("netty"), 0, true, null),
                List.of(),
                List.of(scenarios),
                null,
                null);
    }

    static Environment environment(String region, int memoryMb, String architecture, String runtime) {
        return new Environment("aws", region, architecture, memoryMb, runtime, "Zip", false, 0, "");
    }

    static FunctionRecord function(String version, String logFormat) {
        return new FunctionRecord("demo", "arn", version, "h", null, null, "/aws/lambda/demo", logFormat, 3000, 512);
    }

    static ErrorRecord error(String outcome, long count) {
        return new ErrorRecord(outcome, null, null, null, count, null);
    }

    static CostRecord cost(long invocations, String durationUsd, String basis) {
        BigDecimal usd = new BigDecimal(durationUsd);
        return new CostRecord(
                invocations,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                usd,
                BigDecimal.ZERO,
                usd,
                usd,
                "us-east-1",
                "2026-09-19",
                basis);
    }
}
