package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.invoke.HttpTimings;
import io.github.lambdaperf.core.invoke.InvokeOutcome;
import io.github.lambdaperf.core.invoke.InvokeResponse;
import io.github.lambdaperf.core.logs.InvocationReport;
import io.github.lambdaperf.core.logs.ReportParser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What is counted of one answer: all metrics, histograms, blocks and the timeline. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecorderBenchmark {
    private static final InvocationReport REPORT = ReportParser.parse(
                    "REPORT RequestId: r\tDuration: 1.24 ms\tBilled Duration: 2 ms\tMemory Size: 512 MB\tMax Memory Used: 98 MB")
            .orElseThrow();
    private static final HttpTimings TIMINGS = new HttpTimings(0, 0, 0, 0.02, 1.3, 0.01);

    private static final int BEGINNING = 5000;

    private final long start = System.nanoTime();
    private final ScenarioRecorder recorder = recorder();
    private final Map<String, String> tags =
            Map.of("scenario", "default", "start", "warm", "expected_response", "true");
    private long number;

    private ScenarioRecorder recorder() {
        return new ScenarioRecorder(List.of(), List.of("ok"), start, Instant.now());
    }

    /** One more of many. */
    @Benchmark
    public void add() {
        add(recorder);
    }

    /** One of the first {@value #BEGINNING} of a run, whose blocks are small. */
    @Benchmark
    @OperationsPerInvocation(BEGINNING)
    public void addInTheBeginning() {
        ScenarioRecorder beginning = recorder();
        for (int i = 0; i < BEGINNING; i++) {
            add(beginning);
        }
    }

    private void add(ScenarioRecorder recorder) {
        long sent = start + number++ * 1000;
        recorder.started(sent, 1, 10);
        InvokeResponse response = new InvokeResponse(
                InvokeOutcome.SUCCESS,
                sent,
                sent + 1_300_000 + number % 1000 * 100,
                200,
                "r",
                "1",
                null,
                null,
                new byte[0],
                null,
                null,
                null,
                null,
                Map.of(),
                TIMINGS);
        recorder.add(new Sample(
                sent, true, sent, response, REPORT, new boolean[] {true}, tags, 0, UnaryOperator.identity()));
    }
}
