package io.github.lambdaperf.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.check.ResponseCheck;
import io.github.lambdaperf.core.invoke.InvokeOutcome;
import io.github.lambdaperf.core.record.CheckRecord;
import io.github.lambdaperf.core.record.ErrorRecord;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.threshold.Threshold;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioRunTest {
    private static final LongFunction<InvokeOutcome> ALL_WELL = number -> InvokeOutcome.SUCCESS;

    /** The first invocation is a cold start of 100 ms init; all take 2.5 ms. */
    private static final LongFunction<String> TAILS = number -> "START RequestId: request-" + number
            + " Version: $LATEST\nEND RequestId: request-" + number + "\nREPORT RequestId: request-" + number
            + "\tDuration: 2.50 ms\tBilled Duration: " + (number == 0 ? 103 : 3)
            + " ms\tMemory Size: 512 MB\tMax Memory Used: 90 MB\t" + (number == 0 ? "Init Duration: 100.00 ms\t" : "")
            + "\n";

    @TempDir
    private Path directory;

    private Scenario scenario(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("test.yaml"), text);
        return ScenarioFiles.reader().read(file);
    }

    private static ScenarioRun run(Scenario scenario, FakeInvoker invoker) throws InterruptedException {
        ScenarioRun run = prepare(scenario, invoker, Duration.ofMillis(200));
        run.run();
        return run;
    }

    private static ScenarioRun prepare(Scenario scenario, FakeInvoker invoker, Duration gracefulStop) {
        return new ScenarioRun(
                scenario,
                scenario.thresholds().stream()
                        .map(spec -> Threshold.parse(spec.metric(), spec.expression()))
                        .toList(),
                invoker,
                null,
                new Inputs(
                        scenario.name(),
                        "run-1",
                        null,
                        context -> ("vu " + context.vu() + " iteration " + context.iteration())
                                .getBytes(StandardCharsets.UTF_8)),
                scenario.checks().entrySet().stream()
                        .map(check -> ResponseCheck.compile(check.getKey(), check.getValue()))
                        .toList(),
                new LoadSettings(gracefulStop, Duration.ofMillis(100), progress -> {}),
                null);
    }

    private static double value(ScenarioRun run, String metric, String aggregation) {
        Map<String, MetricRecord> records = run.recorder().metricRecords(1);
        return records.get(metric).values().get(aggregation);
    }

    @Test
    void countsEveryArrivalOnceAndSplitsColdFromWarm() throws Exception {
        try (FakeInvoker invoker = new FakeInvoker(500, ALL_WELL, TAILS)) {
            ScenarioRun run = run(scenario("""
                    scenarios:
                      steady:
                        executor: constant-arrival-rate
                        rate: 200
                        duration: 500ms
                        preAllocatedVUs: 100
                    """), invoker);

            assertThat(value(run, "invocations", "count")).isEqualTo(100);
            assertThat(value(run, "cold_starts", "count")).isEqualTo(1);
            assertThat(value(run, "init_duration", "max")).isEqualTo(100);
            assertThat(value(run, "server_duration", "med")).isEqualTo(2.5);
            assertThat(value(run, "billed_duration", "max")).isEqualTo(103);
            assertThat(run.recorder().distributions().warm().histogram().getTotalCount())
                    .isEqualTo(99);
            assertThat(run.recorder().distributions().cold().histogram().getTotalCount())
                    .isEqualTo(1);
            assertThat(invoker.payloads()).contains("vu 1 iteration 0").hasSize(100);
        }
    }

    /** The cold start among them is paid for, and measured nowhere. */
    @Test
    void warmUpsCountInTheBillAlone() throws Exception {
        try (FakeInvoker invoker = new FakeInvoker(100, ALL_WELL, TAILS)) {
            ScenarioRun run = run(scenario("vus: 1\niterations: 10\nwarmup: 2\n"), invoker);

            assertThat(value(run, "invocations", "count")).isEqualTo(10);
            assertThat(value(run, "billed_duration", "max")).isEqualTo(3);
            assertThat(run.billed()).isEqualTo(new Billed(10, 30, 2, 106));
        }
    }

    @Test
    void failuresAndThrottlesAreCountedByKindAndLeftOutOfTheComparedPopulations() throws Exception {
        LongFunction<InvokeOutcome> outcomes = number -> number % 10 == 0
                ? InvokeOutcome.FUNCTION_ERROR
                : number % 10 == 1 ? InvokeOutcome.THROTTLED : InvokeOutcome.SUCCESS;
        try (FakeInvoker invoker = new FakeInvoker(100, outcomes, TAILS)) {
            ScenarioRun run = run(scenario("vus: 1\niterations: 50\nchecks:\n  has n: payload.n == 1\n"), invoker);

            assertThat(value(run, "invocation_errors", "count")).isEqualTo(5);
            assertThat(value(run, "throttles", "count")).isEqualTo(5);
            assertThat(value(run, "invocation_success", "rate")).isEqualTo(0.8);
            assertThat(value(run, "http_req_failed", "rate")).isEqualTo(0.1);
            assertThat(run.recorder().distributions().warm().histogram().getTotalCount())
                    .isEqualTo(40);
            assertThat(run.recorder().checkRecords()).containsExactly(new CheckRecord("has n", 50, 0));
            assertThat(run.recorder().errorRecords())
                    .containsExactlyInAnyOrder(
                            new ErrorRecord("function_error", "Some.Error", null, "broken", 5, "request-0"),
                            new ErrorRecord(
                                    "throttled", "Some.Error", "CallerRateLimitExceeded", "broken", 5, "request-1"));
        }
    }

    @Test
    void aThresholdEndsTheRunOnlyWhenItMay() throws Exception {
        try (FakeInvoker invoker = new FakeInvoker(100, ALL_WELL, TAILS)) {
            Scenario scenario = scenario("""
                    vus: 1
                    duration: 60s
                    thresholds:
                      invocation_duration: [{ threshold: 'p(95)<0.001', abortOnFail: true }]
                    """);
            ScenarioRun run = run(scenario, invoker);

            assertThat(run.abortedBy()).containsExactly(scenario.thresholds().get(0));
        }
    }

    @Test
    void whatDoesNotAnswerUntilTheGracefulStopIsUnfinished() throws Exception {
        try (FakeInvoker invoker = new FakeInvoker(FakeInvoker.NEVER, ALL_WELL, TAILS)) {
            ScenarioRun run = run(scenario("vus: 3\nduration: 1s\n"), invoker);

            assertThat(value(run, "unfinished_iterations", "count")).isEqualTo(3);
            assertThat(value(run, "invocations", "count")).isZero();
            assertThat(run.recorder()
                            .metricRecords(1)
                            .get("invocation_duration")
                            .values())
                    .isEmpty();
        }
    }

    @Test
    void aPayloadThatCannotBeMadeEndsTheRun() throws Exception {
        try (FakeInvoker invoker = new FakeInvoker(100, ALL_WELL, TAILS)) {
            Scenario scenario = scenario("vus: 2\nduration: 60s\n");
            ScenarioRun run = new ScenarioRun(
                    scenario,
                    List.of(),
                    invoker,
                    null,
                    new Inputs(scenario.name(), "run-1", null, context -> {
                        if (context.sequence() == 5) {
                            throw PerfException.user("there are no more rows");
                        }
                        return new byte[0];
                    }),
                    List.of(),
                    new LoadSettings(Duration.ofSeconds(1), Duration.ofSeconds(1), progress -> {}),
                    null);

            assertThatThrownBy(run::run).isInstanceOf(PerfException.class).hasMessage("there are no more rows");
            assertThat(value(run, "invocations", "count")).isPositive();
        }
    }

    @Test
    void warmUpCountsNowhere() throws Exception {
        try (FakeInvoker invoker = new FakeInvoker(100, ALL_WELL, TAILS)) {
            ScenarioRun run = run(scenario("vus: 1\niterations: 5\nwarmup: 7\n"), invoker);

            assertThat(invoker.payloads()).hasSize(12);
            assertThat(value(run, "invocations", "count")).isEqualTo(5);
        }
    }

    @Test
    void aStopKeepsWhatWasMeasured() throws Exception {
        try (FakeInvoker invoker = new FakeInvoker(100, ALL_WELL, TAILS)) {
            ScenarioRun run = prepare(scenario("vus: 1\nduration: 60s\n"), invoker, Duration.ofSeconds(1));
            Thread stopper = new Thread(() -> {
                while (invoker.payloads().size() < 20) {
                    Thread.onSpinWait();
                }
                run.stop();
            });
            stopper.start();
            run.run();

            assertThat(run.interrupted()).isTrue();
            assertThat(value(run, "invocations", "count")).isGreaterThanOrEqualTo(19);
        }
    }
}
