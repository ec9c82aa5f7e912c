package io.github.lambdaperf.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.baseline.BaselineFile;
import io.github.lambdaperf.core.baseline.BaselineStore;
import io.github.lambdaperf.core.baseline.Records;
import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.record.ErrorRecord;
import io.github.lambdaperf.core.record.GeneratorHealth;
import io.github.lambdaperf.core.record.InterleavedMetric;
import io.github.lambdaperf.core.record.InterleavedRecord;
import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.record.JudgedMetric.State;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import io.github.lambdaperf.core.report.VerdictRow;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked example of the decision rule: a suspicious run is confirmed before it fails a build. */
class FurtherRunsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private static final Environment LOCAL =
            new Environment("local", "local", "x86_64", 512, "java17", "Zip", false, 0, "2x CPU");

    @TempDir
    private Path directory;

    @BeforeEach
    void fiveRunsOfABaseline() {
        BaselineFile candidate = Records.candidate(41.2, 40.8, 42.0, 41.5, 40.9);
        new BaselineStore(directory)
                .write(new BaselineFile(
                        candidate.key(),
                        candidate.accepted().on(TODAY, "first baseline"),
                        candidate.runs(),
                        null,
                        new TreeMap<>()));
    }

    private RunJudge.Outcome judge(RunFamily family, CompareMode compare, int maxRuns) {
        return RunJudge.judge(
                family,
                new JudgeSettings(
                        directory, directory, false, JudgeSettings.OnInconclusive.WARN, TODAY, compare, maxRuns, true));
    }

    private RunFamily family(RunRecord... runs) {
        return new RunFamily(new RunDirectory(directory), runs[0], List.of(runs).subList(1, runs.length));
    }

    private static RunRecord with(RunRecord run, InterleavedRecord interleaved, List<ErrorRecord> errors) {
        ScenarioRecord one = run.scenarios().get(0);
        return run.withScenarios(List.of(new ScenarioRecord(
                one.name(),
                one.file(),
                one.digest(),
                one.executors(),
                one.startedAtMs(),
                one.durationMs(),
                one.plannedIterations(),
                one.metrics(),
                one.checks(),
                one.thresholds(),
                one.judged(),
                one.judgedCounts(),
                errors,
                one.slowest(),
                null,
                null,
                one.regression(),
                List.of(),
                interleaved,
                null,
                List.of(),
                null)));
    }

    private static RunRecord interleaved(double before, double after) {
        InterleavedRecord record = new InterleavedRecord(
                "com.acme:orders:1.4.0",
                new TreeMap<>(
                        Map.of("client.warm.p50", new InterleavedMetric(before, after, 0.01, 980, "ms", State.OK))),
                new TreeMap<>(Map.of("errors", new JudgedCount(0, 1000, 1))),
                new TreeMap<>(Map.of("errors", new JudgedCount(0, 1000, 1))));
        return with(Records.run(after, 0), record, List.of());
    }

    private static VerdictRow median(RunJudge.Outcome outcome) {
        return outcome.judgement().rows().stream()
                .filter(row -> row.metric().equals("client.warm.p50"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSuspiciousRunAsksForAnother() {
        RunJudge.Outcome outcome = judge(family(Records.run(46.1, 0)), CompareMode.STORED, 3);

        assertThat(median(outcome).verdict()).isEqualTo("inconclusive");
        assertThat(outcome.judgement().failed()).isFalse();
        assertThat(outcome.further()).hasSize(1);
        assertThat(outcome.further().get(0).scenario()).isEqualTo("create-order");
        assertThat(outcome.further().get(0).interleaved()).isFalse();
    }

    @Test
    void theSecondRunConfirmsIt() {
        RunJudge.Outcome outcome = judge(family(Records.run(46.1, 0), Records.run(45.2, 0)), CompareMode.STORED, 3);

        assertThat(median(outcome).verdict()).isEqualTo("regressed");
        assertThat(outcome.further()).isEmpty();
        assertThat(outcome.judgement().failures().get(0)).contains("5 baseline runs, 2 runs now");
    }

    @Test
    void aSingleRunAllowedStaysInconclusive() {
        RunJudge.Outcome outcome = judge(family(Records.run(46.1, 0)), CompareMode.STORED, 1);

        assertThat(outcome.further()).isEmpty();
        assertThat(outcome.judgement().overall()).isEqualTo("inconclusive");
    }

    @Test
    void anInvalidFurtherRunIsNotUsed() {
        RunRecord invalid = Records.run(Records.AWS, Records.DIGEST, RunRecord.Status.INVALID, 60, 0, Map.of());

        RunJudge.Outcome outcome = judge(family(Records.run(46.1, 0), invalid), CompareMode.STORED, 3);

        assertThat(median(outcome).now()).isBetween(46.09, 46.11);
        assertThat(outcome.judgement().notes()).anyMatch(note -> note.contains("is not used: stopped after 3 s"));
    }

    @Test
    void theFileClearsAnUnchangedBuild() {
        RunJudge.Outcome outcome = judge(family(Records.run(41.4, 0)), CompareMode.AUTO, 3);

        assertThat(outcome.further()).isEmpty();
        assertThat(outcome.judgement().overall()).isEqualTo("passed");
    }

    @Test
    void whatTheFileDoesNotClearIsDecidedSideBySide() {
        RunJudge.Outcome outcome = judge(family(Records.run(46.1, 0)), CompareMode.AUTO, 3);

        assertThat(outcome.further()).hasSize(1);
        assertThat(outcome.further().get(0).interleaved()).isTrue();
        assertThat(outcome.further().get(0).baseline().accepted().functionVersion())
                .isEqualTo("create-order:42");
    }

    @Test
    void theWholePlatformBecameSlowerAndTheFunctionDidNot() {
        RunJudge.Outcome outcome = judge(family(Records.run(46.1, 0), interleaved(46.0, 46.2)), CompareMode.AUTO, 3);

        assertThat(median(outcome).verdict()).isEqualTo("unchanged");
        assertThat(median(outcome).baseline()).isEqualTo(46.0);
        assertThat(outcome.judgement().notes())
                .contains("create-order: decided by 1 interleaved run against com.acme:orders:1.4.0");
    }

    @Test
    void sideBySideRunsProveARegression() {
        RunJudge.Outcome outcome = judge(
                family(Records.run(46.1, 0), interleaved(41.0, 46.2), interleaved(40.7, 45.4)), CompareMode.AUTO, 3);

        assertThat(median(outcome).verdict()).isEqualTo("regressed");
        assertThat(outcome.judgement().failed()).isTrue();
    }

    @Test
    void withoutASideBySideRunNothingIsJudged() {
        RunJudge.Outcome outcome = judge(family(Records.run(41.4, 0)), CompareMode.INTERLEAVED, 3);

        assertThat(outcome.further()).hasSize(1);
        assertThat(outcome.judgement().overall()).isEqualTo("inconclusive");
    }

    @Test
    void aRunAtTheAccountsLimitIsNoEvidence() {
        ErrorRecord throttle = new ErrorRecord(
                "throttled", "TooManyRequestsException", "ConcurrentInvocationLimitExceeded", "Rate Exceeded.", 7, "r");

        RunJudge.Outcome outcome =
                judge(family(with(Records.run(60, 0), null, List.of(throttle))), CompareMode.STORED, 3);

        assertThat(outcome.further()).isEmpty();
        assertThat(outcome.judgement().failed()).isFalse();
        assertThat(outcome.judgement().warnings())
                .anyMatch(warning -> warning.contains("it reached the account's concurrency limit (7 throttles"));
    }

    private static RunRecord thresholdOnTheMedian(RunRecord run, double median, String expression) {
        ScenarioRecord one = run.scenarios().get(0);
        TreeMap<String, MetricRecord> metrics = new TreeMap<>(one.metrics());
        metrics.put(
                "invocation_duration",
                new MetricRecord("trend", "ms", "client", 2000, new TreeMap<>(Map.of("med", median))));
        ThresholdRecord threshold =
                new ThresholdRecord("invocation_duration", expression, null, false, "not judged yet", false);
        return run.withScenarios(List.of(one.withAnalysis(null, null, metrics, List.of(threshold))));
    }

    @Test
    void aThresholdMayReferToTheBaseline() {
        String expression = "med<=baseline.med*1.10";
        RunRecord before = thresholdOnTheMedian(Records.run(41, 0), 50, expression);
        new BaselineStore(directory).write(BaselineFile.candidate(List.of(before), "create-order", null));

        RunJudge.Outcome held =
                judge(family(thresholdOnTheMedian(Records.run(41, 0), 54.9, expression)), CompareMode.STORED, 1);
        RunJudge.Outcome broken =
                judge(family(thresholdOnTheMedian(Records.run(41, 0), 55.1, expression)), CompareMode.STORED, 1);

        assertThat(held.judgement().failures()).isEmpty();
        assertThat(held.run().scenarios().get(0).thresholds().get(0).passed()).isTrue();
        assertThat(broken.judgement().failures())
                .containsExactly("create-order: the threshold invocation_duration: med<=baseline.med*1.10 does not"
                        + " hold, med is 55.1, must be <= 55");
    }

    @Test
    void aBaselineFromBeforeTheThresholdDoesNotPassIt() {
        RunJudge.Outcome outcome = judge(
                family(thresholdOnTheMedian(Records.run(41.2, 0), 54.9, "med<baseline.med")), CompareMode.STORED, 1);

        assertThat(outcome.judgement().failures().get(0)).contains("the baseline holds no med of invocation_duration");
    }

    private static RunRecord disturbed(double median, double share) {
        RunRecord run = Records.run(LOCAL, Records.DIGEST, RunRecord.Status.COMPLETE, median, 0, Map.of());
        return new RunRecord(
                run.schema(),
                run.runId(),
                run.startedAt(),
                run.endedAt(),
                run.status(),
                run.statusReasons(),
                run.tool(),
                run.commit(),
                run.environment(),
                run.function(),
                new GeneratorHealth(0, 0, 0, 0, 0, null, share, List.of("netty"), 0, true, null),
                run.labels(),
                run.scenarios(),
                null,
                null);
    }

    private void localBaseline() {
        List<RunRecord> runs = Stream.of(41.2, 40.8, 42.0, 41.5, 40.9)
                .map(median -> Records.run(LOCAL, Records.DIGEST, RunRecord.Status.COMPLETE, median, 0, Map.of()))
                .toList();
        new BaselineStore(directory).write(BaselineFile.candidate(runs, "create-order", null));
    }

    @Test
    void aBusyMachineIsNoRegression() {
        localBaseline();

        RunJudge.Outcome outcome = judge(family(disturbed(70, 0.5)), CompareMode.STORED, 1);

        assertThat(outcome.judgement().failed()).isFalse();
        assertThat(outcome.judgement().warnings())
                .anyMatch(warning -> warning.contains("other work used 50 % of this machine during the run"));
    }

    @Test
    void aBusyMachineAsksForACalmerRun() {
        localBaseline();

        assertThat(judge(family(disturbed(70, 0.5)), CompareMode.STORED, 3).further())
                .hasSize(1);
        assertThat(judge(family(disturbed(70, 0.5)), CompareMode.AUTO, 3)
                        .further()
                        .get(0)
                        .interleaved())
                .isTrue();
    }

    @Test
    void whatABusyMachineCannotExplainIsARegression() {
        localBaseline();

        RunJudge.Outcome outcome = judge(family(disturbed(130, 0.5)), CompareMode.STORED, 3);

        assertThat(median(outcome).verdict()).isEqualTo("regressed");
        assertThat(median(outcome).now()).isBetween(129.9, 130.1);
        assertThat(outcome.further()).isEmpty();
    }

    @Test
    void whatInterleavedRunsCannotJudgeStaysOpen() {
        InterleavedRecord record = new InterleavedRecord(
                "com.acme:orders:1.4.0",
                new TreeMap<>(Map.of(
                        "client.warm.p50",
                        new InterleavedMetric(41, 46, 0.01, 15, "ms", State.INSUFFICIENT),
                        "init.p50",
                        new InterleavedMetric(412, 413, 0.01, 30, "ms", State.OK))),
                new TreeMap<>(),
                new TreeMap<>());

        RunJudge.Outcome outcome =
                judge(family(Records.run(46.1, 0), with(Records.run(46.1, 0), record, List.of())), CompareMode.AUTO, 3);

        assertThat(outcome.further()).isEmpty();
        assertThat(outcome.judgement().overall()).isEqualTo("inconclusive");
        assertThat(outcome.judgement().notes())
                .anyMatch(note -> note.contains("too few invocations of each version for" + " it: client.warm.p50"));
    }

    @Test
    void anEffectThatCountsIsNotClearedByASingleLook() {
        // +4.5 % of 41.28: near the minimum effect of 5 %, and its bound within the tolerance of 15 %
        RunJudge.Outcome outcome = judge(family(Records.run(43.14, 0)), CompareMode.AUTO, 5);

        assertThat(outcome.further().get(0).interleaved()).isTrue();
    }
}
