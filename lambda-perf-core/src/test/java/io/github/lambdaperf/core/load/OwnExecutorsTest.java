package io.github.lambdaperf.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.record.BreakpointRecord;
import io.github.lambdaperf.core.record.BreakpointRecord.BreakpointStep;
import io.github.lambdaperf.core.record.UntilRecord;
import io.github.lambdaperf.core.scenario.Executor.Burst;
import io.github.lambdaperf.core.scenario.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnExecutorsTest {
    @TempDir
    private Path directory;

    private ScenarioRun run(String text, CapacityInvoker invoker) throws IOException, InterruptedException {
        Scenario scenario = ScenarioFiles.reader().read(Files.writeString(directory.resolve("test.yaml"), text));
        ScenarioRun run = new ScenarioRun(
                scenario,
                List.of(),
                invoker,
                null,
                new Inputs(scenario.name(), "run-1", null, context -> "{}".getBytes(StandardCharsets.UTF_8)),
                List.of(),
                new LoadSettings(Duration.ofSeconds(10), Duration.ofSeconds(1), progress -> {}),
                null);
        run.run();
        return run;
    }

    private static double count(ScenarioRun run, String metric) {
        return run.recorder().metricRecords(1).get(metric).values().get("count");
    }

    @Test
    void aBurstIsDueAtOneInstant() {
        BurstArrivals arrivals = new BurstArrivals(new Burst(3, 2, Duration.ofSeconds(5)));

        List<Long> due = new ArrayList<>();
        for (long next = arrivals.next(); next != Arrivals.END; next = arrivals.next()) {
            due.add(next);
        }

        assertThat(due).containsExactly(0L, 0L, 0L, 5_000_000_000L, 5_000_000_000L, 5_000_000_000L);
        assertThat(arrivals.rateAt(0.5)).isEqualTo(3);
        assertThat(arrivals.rateAt(1.5)).isZero();
        assertThat(arrivals.rateAt(5.5)).isEqualTo(3);
    }

    @Test
    void ofABurstNothingWaitsForAnother() throws Exception {
        try (CapacityInvoker invoker = new CapacityInvoker(30, 300)) {
            ScenarioRun run = run("executor: burst\ninvocations: 40\n", invoker);

            assertThat(count(run, "invocations")).isEqualTo(40);
            assertThat(count(run, "throttles")).isEqualTo(10);
            assertThat(invoker.opened()).isEqualTo(40);
        }
    }

    @Test
    void burstsComeAgain() throws Exception {
        try (CapacityInvoker invoker = new CapacityInvoker(5, 20)) {
            ScenarioRun run = run("executor: burst\ninvocations: 4\nbursts: 3\nevery: 400ms\n", invoker);

            assertThat(count(run, "invocations")).isEqualTo(12);
            assertThat(Executors.plannedIterations(new Burst(4, 3, Duration.ofMillis(400))))
                    .hasValue(12);
        }
    }

    /** A search again and again, as long as other work on the machine is what keeps it from its rates. */
    private ScenarioRun search(String text, CapacityInvoker invoker) throws Exception {
        ScenarioRun run = run(text, invoker);
        while (run.findings().breakpoint().steps().stream()
                .anyMatch(step -> String.valueOf(step.broke()).startsWith("the load generator was the limit"))) {
            run = run(text, invoker);
        }
        return run;
    }

    /** 8 slots of 200 ms serve 40 per second; in 2 s at most 88, and 90 % of 48.9 per second are that. */
    @Test
    void theBreakingPointIsTheCapacity() throws Exception {
        try (CapacityInvoker invoker = new CapacityInvoker(8, 200)) {
            ScenarioRun run = search("""
                    executor: breakpoint
                    startRate: 10
                    maxRate: 1000
                    increase: 100%
                    settle: 400ms
                    window: 2s
                    precision: 20%
                    until:
                      invocation_success: ['rate<0.9']
                    """, invoker);

            BreakpointRecord found = run.findings().breakpoint();
            assertThat(found.complete()).isTrue();
            assertThat(found.highestHeld()).isBetween(20.0, 48.9);
            assertThat(found.lowestBroken()).isGreaterThan(found.highestHeld()).isLessThan(90);
            assertThat(found.reason()).startsWith("invocation_success: rate<0.9 (it was 0.");
            assertThat(found.steps()).extracting(BreakpointStep::rate).startsWith(10.0, 20.0);
            assertThat(found.steps())
                    .filteredOn(step -> step.broke() != null)
                    .allSatisfy(step -> assertThat(step.throttles()).isPositive());
            assertThat(run.interrupted()).isFalse();
        }
    }

    @Test
    void aSearchThatFindsNothingEndsAtItsHighestRate() throws Exception {
        try (CapacityInvoker invoker = new CapacityInvoker(100, 1)) {
            ScenarioRun run = search("""
                    executor: breakpoint
                    startRate: 20
                    maxRate: 30
                    settle: 0s
                    window: 200ms
                    """, invoker);

            BreakpointRecord found = run.findings().breakpoint();
            assertThat(found.highestHeld()).isEqualTo(30);
            assertThat(found.lowestBroken()).isNull();
            assertThat(found.reason()).isNull();
            assertThat(found.steps()).extracting(BreakpointStep::invocations).containsExactly(4L, 6L);
        }
    }

    @Test
    void aLoadEndsWhenItIsPreciseEnough() throws Exception {
        try (CapacityInvoker invoker = new CapacityInvoker(100, 5)) {
            ScenarioRun run = run("executor: constant-vus\nvus: 4\nduration: 60s\nuntil: med±90%\n", invoker);

            UntilRecord until = run.findings().until();
            assertThat(until.reached()).isTrue();
            assertThat(until.halfWidth()).isLessThanOrEqualTo(0.9);
            assertThat(until.valueMs()).isGreaterThanOrEqualTo(5);
            assertThat(count(run, "unfinished_iterations")).isZero();
            assertThat(run.interrupted()).isFalse();
        }
    }
}
