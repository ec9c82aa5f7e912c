package io.github.lambdaperf.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.regression.RuleSettings;
import io.github.lambdaperf.core.regression.Verdict;
import io.github.lambdaperf.core.scenario.RegressionSettings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineCheckTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    @TempDir
    private Path directory;

    private BaselineStore store;
    private BaselineCheck check;

    @BeforeEach
    void start() {
        store = new BaselineStore(directory);
        check = new BaselineCheck(store, RuleSettings.stored(1, 3, TODAY));
        store.write(Records.candidate(41.2, 40.8, 42, 41.5, 40.9));
    }

    @Test
    void judgesRunsAgainstTheFile() {
        BaselineCheck.Result same = check.judge(Records.runs(41.9), "create-order");
        assertThat(same.verdict().overall()).isEqualTo(Verdict.UNCHANGED);
        assertThat(same.verdict().baselineRuns()).isEqualTo(5);
        assertThat(same.baselineMissing()).isFalse();
        BaselineCheck.Result slower = check.judge(Records.runs(62), "create-order");
        assertThat(slower.verdict().overall()).isEqualTo(Verdict.REGRESSED);
        assertThat(check.judge(Records.runs(46.1), "create-order").verdict().runAgain())
                .isTrue();
        assertThat(check.judge(Records.runs(46.1, 46.4), "create-order")
                        .verdict()
                        .overall())
                .isEqualTo(Verdict.REGRESSED);
    }

    @Test
    void honoursTheScenariosSettings() {
        RegressionSettings.Waiver waiver = new RegressionSettings.Waiver(0.6, TODAY, "known");
        RunRecord run = Records.run(
                Records.AWS,
                Records.DIGEST,
                RunRecord.Status.COMPLETE,
                62,
                0,
                Map.of("client.warm.p50", new RegressionSettings(null, null, null, waiver)));
        assertThat(check.judge(List.of(run), "create-order").verdict().overall())
                .isEqualTo(Verdict.UNCHANGED);
    }

    @Test
    void withoutABaselineThereIsNoPass() {
        Environment smaller = new Environment("aws", "eu-west-1", "arm64", 512, "java21", "Zip", false, 0, "");
        RunRecord run = Records.run(smaller, Records.DIGEST, RunRecord.Status.COMPLETE, 41, 0, Map.of());
        BaselineCheck.Result result = check.judge(List.of(run), "create-order");
        assertThat(result.baselineMissing()).isTrue();
        assertThat(result.verdict().overall()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.verdict().runAgain()).isFalse();
        Path folder = directory.resolve("create-order");
        assertThat(result.verdict().notes())
                .containsExactly("there is no baseline at "
                        + folder.resolve("aws-eu-west-1-arm64-512mb-java21.json")
                        + " for this environment and load; the nearest, "
                        + folder.resolve("aws-eu-west-1-arm64-1024mb-java21.json")
                        + ", differs in memoryMb: 1024 there, 512 here: run mvn perf:baseline");
    }

    @Test
    void partialAndInvalidRunsAreNotJudged() {
        RunRecord run = Records.run(Records.AWS, Records.DIGEST, RunRecord.Status.PARTIAL, 41, 0, Map.of());
        BaselineCheck.Result result = check.judge(List.of(run), "create-order");
        assertThat(result.verdict().overall()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.verdict().notes())
                .containsExactly("run run-1 is partial and is not judged: stopped after 3 s");
        assertThat(check.judge(List.of(), "create-order").verdict().notes())
                .containsExactly("there is no run: run perf:load first");
    }

    @Test
    void showsTheDriftSinceTheRelease() {
        BaselineFile baseline = Records.candidate(41.2, 40.8, 42, 41.5, 40.9);
        Anchor anchor = new Anchor("1.4.0", new TreeMap<>(Map.of("client.warm.p50", 35.0)));
        store.write(new BaselineFile(baseline.key(), baseline.accepted(), baseline.runs(), anchor, new TreeMap<>()));
        BaselineCheck.Result result = check.judge(Records.runs(42), "create-order");
        assertThat(result.drift()).hasSize(1);
        assertThat(result.drift().get(0).beyondTolerance()).isTrue();
        assertThat(result.verdict().overall()).isEqualTo(Verdict.UNCHANGED);
        assertThat(result.verdict().notes())
                .containsExactly("client.warm.p50: +20 % since 1.4.0, in steps that were each accepted");
    }

    @Test
    void saysThatTheBaselineExpiredAndTheRuntimeMoved() {
        BaselineFile baseline = Records.candidate(41.2, 40.8, 42);
        Accepted old = new Accepted(
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2026, 4, 1),
                null,
                "x",
                null,
                null,
                "java:21.v30",
                null,
                new TreeMap<>());
        store.write(new BaselineFile(baseline.key(), old, baseline.runs(), null, new TreeMap<>()));
        BaselineCheck.Result result = check.judge(Records.runs(90), "create-order");
        assertThat(result.verdict().overall()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.verdict().notes())
                .containsExactly(
                        "the runtime moved from java:21.v30 to java:21.v38 since the baseline: drift is possible",
                        "the baseline expired on 2026-04-01: measure it again with mvn perf:baseline");
    }
}
