package io.github.lambdaperf.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.core.payload.IterationContext;
import io.github.lambdaperf.core.payload.PayloadTemplate;
import java.io.IOException;
import java.util.Map;
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

/** A payload with two expressions, which each iteration makes anew. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TemplateBenchmark {
    private final PayloadTemplate template;
    private final IterationContext context =
            new IterationContext("load", "run-1", 3, 17, 1_764_000_000_000L, 17, true, Map.of());

    public TemplateBenchmark() {
        try {
            template = PayloadTemplate.compile(
                    new ObjectMapper()
                            .readTree(
                                    "{\"order\":\"o-${iteration}\",\"id\":\"${uuid()}\",\"amount\":12.5,\"currency\":\"EUR\"}"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** JSON in bytes. */
    @Benchmark
    public byte[] payload() {
        return template.payload(context);
    }
}
