package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.scenario.Arrival;
import io.github.lambdaperf.core.scenario.Executor;
import java.time.Duration;
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

/** The instant of the next arrival. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScheduleBenchmark {
    private final Arrivals even = arrivals(Arrival.EVEN);
    private final Arrivals poisson = arrivals(new Arrival(true, 7));

    private static Arrivals arrivals(Arrival arrival) {
        return Arrivals.of(
                new Executor.ConstantArrivalRate(1e6, Duration.ofSeconds(1), Duration.ofDays(365), 1, 1, arrival));
    }

    /** As k6 spaces them. */
    @Benchmark
    public long even() {
        return even.next();
    }

    /** With exponential gaps. */
    @Benchmark
    public long poisson() {
        return poisson.next();
    }
}
