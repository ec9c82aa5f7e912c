package io.github.lambdaperf.benchmarks;

import io.github.lambdaperf.core.logs.InvocationReport;
import io.github.lambdaperf.core.logs.ReportParser;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reads the report at the end of an invocation's log tail, which the load does for every answer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReportLineBenchmark {
    private static final String REQUEST = "8f5078ed-2a1c-4b5f-9c0a-6d1f3d7a6f10";
    private final String tail = "START RequestId: " + REQUEST + " Version: $LATEST\n"
            + "2026-11-23T10:00:00.000Z INFO order accepted\n"
            + "END RequestId: " + REQUEST + "\n"
            + "REPORT RequestId: " + REQUEST + "\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB\t"
            + "Max Memory Used: 140 MB\t\n";

    /** The text format. */
    @Benchmark
    public Optional<InvocationReport> text() {
        return ReportParser.lastReport(tail, REQUEST);
    }
}
