package io.github.lambdaperf.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.record.CheckRecord;
import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.record.ErrorRecord;
import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.record.JudgedMetric;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import io.github.lambdaperf.core.report.FailureMessage;
import io.github.lambdaperf.core.report.Judgement;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunJudgeTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    @TempDir
    private Path project;

    private Judgement judge(RunRecord run, boolean requireBaseline) {
        return RunJudge.judge(
                        new RunFamily(new RunDirectory(project), run, List.of()),
                        new JudgeSettings(
                                project,
                                project.resolve("src/perf/baseline"),
                                requireBaseline,
                                JudgeSettings.OnInconclusive.WARN,
                                TODAY,
                                CompareMode.STORED,
                                1,
                                true))
                .judgement();
    }

    private static RunRecord run(RunRecord.Status status, List<String> reasons, ScenarioRecord scenario) {
        return new RunRecord(
                RunRecord.SCHEMA,
                "20261123T080000.000Z",
                Instant.EPOCH,
                Instant.EPOCH,
                status,
                reasons,
                "test",
                null,
                new Environment("local", "local", "x86_64", 512, "java17", "Zip", false, 0, "2x CPU"),
                null,
                null,
                List.of(),
                List.of(scenario),
                null,
                null);
    }

    private static RunRecord complete(ScenarioRecord scenario) {
        return run(RunRecord.Status.COMPLETE, List.of(), scenario);
    }

    private static ScenarioRecord scenario(
            long invocations, double success, long dropped, ThresholdRecord... thresholds) {
        return scenario(
                invocations,
                success,
                dropped,
                List.of(new ErrorRecord("function_error", "java.lang.Oops", null, "out of stock", 10, "r-1")),
                List.of(new CheckRecord("has a total", 90, 10)),
                thresholds);
    }

    private static ScenarioRecord scenario(
            long invocations,
            double success,
            long dropped,
            List<ErrorRecord> errors,
            List<CheckRecord> checks,
            ThresholdRecord... thresholds) {
        SortedMap<String, MetricRecord> metrics = new TreeMap<>();
        metrics.put("invocations", counter(invocations));
        metrics.put("dropped_iterations", counter(dropped));
        metrics.put(
                "invocation_success",
                new MetricRecord(
                        "rate",
                        "ratio",
                        "client",
                        invocations,
                        invocations == 0 ? new TreeMap<>() : new TreeMap<>(Map.of("rate", success))));
        SortedMap<String, JudgedMetric> judged = new TreeMap<>(
                Map.of("client.warm.p50", new JudgedMetric(12.5, 0.01, invocations, "ms", JudgedMetric.State.OK)));
        SortedMap<String, JudgedCount> counts = new TreeMap<>(Map.of("errors", new JudgedCount(0, invocations, 1)));
        return new ScenarioRecord(
                "orders",
                "src/perf/orders.yaml",
                "digest",
                "constant-vus 1 VUs for 1s",
                0,
                1000,
                null,
                metrics,
                checks,
                List.of(thresholds),
                judged,
                counts,
                errors,
                List.of(),
                null,
                null,
                new TreeMap<>(),
                List.of(),
                null,
                null,
                List.of(),
                null);
    }

    private static MetricRecord counter(long count) {
        return new MetricRecord("counter", "count", "client", count, new TreeMap<>(Map.of("count", (double) count)));
    }

    @Test
    void withoutABaselineAGoodRunPassesWithANote() {
        Judgement judgement = judge(complete(scenario(1000, 1, 0)), false);

        assertThat(judgement.failed()).isFalse();
        assertThat(judgement.overall()).isEqualTo("no baseline");
        assertThat(judgement.rows())
                .extracting(row -> row.metric() + " " + row.verdict())
                .contains("client.warm.p50 no baseline");
        assertThat(judgement.notes().get(0))
                .contains("src/perf/baseline/orders/local-2x-cpu-x86_64-512mb-java17.json")
                .contains("perf:baseline");
    }

    @Test
    void aRequiredBaselineThatIsMissingFails() {
        assertThat(judge(complete(scenario(1000, 1, 0)), true).failures())
                .singleElement()
                .asString()
                .contains("perf.requireBaseline");
    }

    @Test
    void noDataNeverPasses() {
        assertThat(judge(complete(scenario(0, 0, 0)), false).failures())
                .containsExactly("orders: no invocation was answered, so nothing is known of the function");
    }

    @Test
    void droppedArrivalsFail() {
        assertThat(judge(complete(scenario(90, 1, 10)), false).failures())
                .containsExactly(
                        "orders: 10 of 100 arrivals were dropped because no VU was free: raise maxVUs, or lower the rate");
    }

    @Test
    void moreThanOnePercentOfFailuresFailsAndSaysWhichOnes() {
        assertThat(judge(complete(scenario(100, 0.9, 0)), false).failures())
                .singleElement()
                .asString()
                .startsWith("orders: 10 of 100 invocations failed (10.0 %")
                .contains("10 x function_error java.lang.Oops: out of stock [request r-1]")
                .contains("check 'has a total' failed 10 of 100 times");
        assertThat(judge(complete(scenario(100, 0.99, 0)), false).failed()).isFalse();
    }

    @Test
    void manyKindsOfErrorsAreCountedNotListed() {
        List<ErrorRecord> errors = IntStream.rangeClosed(1, 7)
                .mapToObj(i -> new ErrorRecord(
                        "function_error", "java.lang.Oops" + i, null, "first line\n  second line", 8 - i, "r-" + i))
                .toList();
        ScenarioRecord scenario = scenario(
                100,
                0.72,
                0,
                errors,
                List.of(new CheckRecord("has a total", 90, 10), new CheckRecord("is signed", 98, 2)));
        Judgement judgement = judge(complete(scenario), false);

        assertThat(FailureMessage.of(List.of(scenario), judgement, Path.of("report.html")))
                .isEqualTo("""
                        performance check failed, 1 problem:
                          - orders: 28 of 100 invocations failed (28.0 %, at most 1 % is allowed without a threshold)
                            7 x function_error java.lang.Oops1: first line second line [request r-1]
                            6 x function_error java.lang.Oops2: first line second line [request r-2]
                            5 x function_error java.lang.Oops3: first line second line [request r-3]
                            and 4 more kinds of errors, 10 in all: see the report
                            check 'has a total' failed 10 of 100 times, check 'is signed' failed 2 of 100 times
                        Report: report.html
                        Next: see there which requests failed or were slow, and what their logs say; mend the function, or \
                        change what must hold, in src/perf/orders.yaml""");
        assertThat(scenario.checks()).allMatch(check -> judgement.blames("orders", check));
    }

    @Test
    void aThresholdOnFailuresTakesThePlaceOfTheDefault() {
        ThresholdRecord bearsMore = new ThresholdRecord("invocation_success", "rate>0.8", 0.9, true, null, false);

        assertThat(judge(complete(scenario(100, 0.9, 0, bearsMore)), false).failed())
                .isFalse();
    }

    @Test
    void aThresholdOnTheHttpExchangeDoesNotHideFunctionErrors() {
        ThresholdRecord http = new ThresholdRecord("http_req_failed", "rate<0.01", 0.0, true, null, false);

        assertThat(judge(complete(scenario(100, 0.9, 0, http)), false).failed()).isTrue();
    }

    @Test
    void aBrokenThresholdFailsWithItsValue() {
        ThresholdRecord broken = new ThresholdRecord("invocations", "count>2000", 1000.0, false, null, false);

        assertThat(judge(complete(scenario(1000, 1, 0, broken)), false).failures())
                .singleElement()
                .asString()
                .startsWith("orders: the threshold invocations: count>2000 does not hold, it is 1,000");
    }

    @Test
    void partialAndInvalidRunsFailAndAreNotCompared() {
        RunRecord partial = run(RunRecord.Status.PARTIAL, List.of("orders was stopped"), scenario(1000, 1, 0));
        RunRecord invalid = run(RunRecord.Status.INVALID, List.of("sends were late"), scenario(1000, 1, 0));

        assertThat(judge(partial, false).failures()).containsExactly("the run is partial: orders was stopped");
        assertThat(judge(invalid, false).failures()).containsExactly("the run is invalid: sends were late");
        assertThat(judge(invalid, false).rows())
                .extracting(row -> row.verdict())
                .containsOnly("not compared");
    }
}
