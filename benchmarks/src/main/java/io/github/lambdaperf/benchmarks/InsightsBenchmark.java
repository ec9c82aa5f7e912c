package io.github.lambdaperf.benchmarks;

import io.github.lambdaperf.local.insights.InsightsQuery;
import io.github.lambdaperf.local.insights.InsightsResult;
import io.github.lambdaperf.local.insights.LogRecord;
import io.github.lambdaperf.local.insights.RunOptions;
import java.time.Instant;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The guide's four queries over a million REPORT events of an hour, each with its START, END and one line of the
 * application: four million events, made as they are read, on one thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgs = "-Xmx512m")
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class InsightsBenchmark {
    private static final int INVOCATIONS = 1_000_000;
    private static final long START = Instant.parse("2026-01-15T10:00:00Z").toEpochMilli();
    private static final long HOUR_MS = 3_600_000;

    /** Number of the guide's query. */
    @Param({"1", "2", "3", "4"})
    private int query;

    private static String text(int number) {
        return switch (number) {
            case 1 ->
                "filter @type = \"REPORT\" | filter ispresent(@initDuration) | stats count() as coldStarts,"
                        + " avg(@initDuration) as avgColdStart, max(@initDuration) as maxColdStart by bin(5m)";
            case 2 ->
                "filter @type = \"REPORT\" | stats avg(@maxMemoryUsed/@memorySize * 100) as"
                        + " avgMemoryUtilization, max(@maxMemoryUsed) as peakMemory by bin(5m)";
            case 3 ->
                "filter @type = \"REPORT\" | stats count(*) as total, sum(strcontains(@message, \"Status:"
                        + " error\")) + sum(strcontains(@message, \"Status: timeout\")) as failures by bin(5m) as time"
                        + " | sort time asc";
            default ->
                "filter @type = \"REPORT\" | stats pct(@duration, 50) as p50, pct(@duration, 90) as p90,"
                        + " pct(@duration, 95) as p95, pct(@duration, 99) as p99 by bin(5m)";
        };
    }

    /** One query over all events. */
    @Benchmark
    public InsightsResult run() {
        InsightsResult result = InsightsQuery.compile(text(query))
                .run(
                        Events::new,
                        new RunOptions(
                                10_000,
                                Instant.ofEpochMilli(START),
                                Instant.ofEpochMilli(START),
                                Instant.ofEpochMilli(START + HOUR_MS)));
        if (result.recordsScanned() != 4L * INVOCATIONS || result.rows().size() != 12) {
            throw new IllegalStateException("another result than the events allow");
        }
        return result;
    }

    /** Four lines of each invocation. */
    private static final class Events implements Iterator<LogRecord> {
        private int line;

        @Override
        public boolean hasNext() {
            return line < 4 * INVOCATIONS;
        }

        @Override
        public LogRecord next() {
            int invocation = line / 4;
            long at = START + invocation * HOUR_MS / INVOCATIONS;
            String id = String.format(Locale.ROOT, "8f5078ed-2a1c-4b5f-9c0a-%012x", invocation);
            String message = switch (line % 4) {
                case 0 -> "START RequestId: " + id + " Version: $LATEST\n";
                case 1 -> "order accepted for customer " + invocation % 977 + "\n";
                case 2 -> "END RequestId: " + id + "\n";
                default -> report(invocation, id);
            };
            line++;
            return new LogRecord(at, at, "123456789012:/aws/lambda/orders", "2026/01/15/[$LATEST]a", message, "p");
        }

        private static String report(int invocation, String id) {
            double duration = 5 + invocation % 7919 / 100.0;
            String init = invocation % 100 == 0 ? "Init Duration: 412.50 ms\t" : "";
            return "REPORT RequestId: " + id + "\tDuration: " + duration + " ms\tBilled Duration: "
                    + (long) Math.ceil(duration) + " ms\tMemory Size: 512 MB\tMax Memory Used: "
                    + (120 + invocation % 40) + " MB\t" + init + "\n";
        }
    }
}
