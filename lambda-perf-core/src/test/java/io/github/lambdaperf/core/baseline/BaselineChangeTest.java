package io.github.lambdaperf.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.JudgedMetric.State;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.regression.RunFigure;
import io.github.lambdaperf.core.regression.RunFigures;
import io.github.lambdaperf.core.regression.Verdict;
import io.github.lambdaperf.core.scenario.RegressionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineChangeTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final BaselineChange.Options PLAIN = options(null);

    @TempDir
    private Path directory;

    private BaselineStore store;

    @BeforeEach
    void start() {
        store = new BaselineStore(directory);
    }

    @Test
    void theFirstBaselineIsWritten() {
        BaselineChange change = accept(Records.candidate(41.2, 40.8), PLAIN);
        assertThat(change.writes()).isTrue();
        assertThat(change.why()).isEqualTo("first baseline");
        assertThat(change.verdict()).isNull();
        assertThat(change.rows().get(0).metric()).isEqualTo("client.warm.p50");
        assertThat(change.rows().get(0).before()).isNull();
        assertThat(change.rows().get(0).after()).isCloseTo(41.0, within(0.001));
        BaselineFile written = stored();
        assertThat(written.runs()).hasSize(2);
        assertThat(written.accepted().reason()).isEqualTo("first baseline");
        assertThat(written.accepted().date()).isEqualTo(TODAY);
        assertThat(written.accepted().expires()).isEqualTo(LocalDate.of(2027, 2, 21));
    }

    @Test
    void whatDidNotMoveStaysByteForByte() throws IOException {
        accept(Records.candidate(41.2, 40.8, 42, 41.5, 40.9), PLAIN);
        byte[] before = Files.readAllBytes(only());
        BaselineChange change = accept(Records.candidate(41.1, 40.9, 41.8), PLAIN);
        assertThat(change.writes()).isFalse();
        assertThat(change.why()).isEqualTo("unchanged: the file stays as it is (-Dperf.refresh writes the new runs)");
        assertThat(change.verdict().overall()).isEqualTo(Verdict.UNCHANGED);
        assertThat(change.rows().get(0).verdict()).isEqualTo(Verdict.UNCHANGED);
        assertThat(Files.readAllBytes(only())).isEqualTo(before);
    }

    @Test
    void aRefreshWritesWhatDidNotMove() {
        accept(Records.candidate(41.2, 40.8, 42, 41.5, 40.9), PLAIN);
        BaselineChange change =
                accept(Records.candidate(41.1, 40.9, 41.8), new BaselineChange.Options(null, true, null, TODAY));
        assertThat(change.writes()).isTrue();
        assertThat(stored().accepted().reason()).isEqualTo("refreshed");
        assertThat(stored().runs()).hasSize(3);
    }

    @Test
    void aWorseningNeedsAReason() throws IOException {
        accept(Records.candidate(41.2, 40.8, 42, 41.5, 40.9), PLAIN);
        byte[] before = Files.readAllBytes(only());
        assertThatExceptionOfType(PerfException.class)
                .isThrownBy(() -> accept(Records.candidate(50, 51), PLAIN))
                .withMessage("scenario create-order got worse than its baseline (client.warm.p50 41.3 -> 50.5 ms,"
                        + " +22.3 %): mend it, or accept it with -Dperf.accept=\"reason\"; " + only()
                        + " stays as it is");
        assertThat(Files.readAllBytes(only())).isEqualTo(before);

        accept(Records.candidate(50, 51), options("signatures are checked now"));
        assertThat(stored().accepted().reason()).isEqualTo("signatures are checked now");
        assertThat(stored().means().get("client.warm.p50")).isCloseTo(50.497, within(0.001));
    }

    @Test
    void aSuspiciousSingleRunNeedsAReasonToo() {
        accept(Records.candidate(41.2, 40.8, 42, 41.5, 40.9), PLAIN);
        assertThatExceptionOfType(PerfException.class)
                .isThrownBy(() -> accept(Records.candidate(46.1), PLAIN))
                .withMessageStartingWith("scenario create-order got worse than its baseline");
    }

    @Test
    void anImprovementIsWritten() {
        accept(Records.candidate(41.2, 40.8, 42, 41.5, 40.9), PLAIN);
        BaselineChange change = accept(Records.candidate(36, 35.2), PLAIN);
        assertThat(change.why()).isEqualTo("improved");
        assertThat(stored().means().get("client.warm.p50")).isCloseTo(35.598, within(0.001));
    }

    @Test
    void anExpiredBaselineIsMeasuredAgain() {
        accept(Records.candidate(41.2, 40.8, 42), PLAIN);
        BaselineChange.Options later = new BaselineChange.Options(null, false, null, LocalDate.of(2027, 2, 22));
        assertThat(accept(Records.candidate(41.2, 40.8, 42), later).why())
                .isEqualTo("measured again after it expired on 2027-02-21");
        assertThat(stored().accepted().date()).isEqualTo(LocalDate.of(2027, 2, 22));
    }

    @Test
    void aNewMetricIsWritten() {
        BaselineFile old = Records.candidate(41.2, 40.8, 42);
        accept(old, PLAIN);
        List<BaselineRun> runs = old.runs().stream()
                .map(run -> {
                    TreeMap<String, RunFigure> metrics =
                            new TreeMap<>(run.figures().metrics());
                    metrics.put("server.warm.p50", new RunFigure(30, 0.01, State.OK));
                    return new BaselineRun(
                            run.at(),
                            run.n(),
                            run.cold(),
                            new RunFigures(metrics, run.figures().counts()),
                            new TreeMap<>());
                })
                .toList();
        BaselineFile more = new BaselineFile(old.key(), old.accepted(), runs, null, new TreeMap<>());
        assertThat(accept(more, PLAIN).why()).isEqualTo("new: server.warm.p50");
    }

    @Test
    void anotherLoadReplacesTheFile() {
        accept(Records.candidate(41.2), PLAIN);
        BaselineFile candidate = BaselineFile.candidate(
                List.of(Records.run(Records.AWS, "99", RunRecord.Status.COMPLETE, 80, 0, Map.of())),
                "create-order",
                null);
        BaselineChange change = accept(candidate, PLAIN);
        assertThat(change.why())
                .isEqualTo("first baseline of this environment and load (aws-eu-west-1-arm64-1024mb-java21.json"
                        + " differs in load: constant-arrival-rate 20/s@3f1c9a07deadbeef there,"
                        + " constant-arrival-rate 20/s@99 here)");
        assertThat(change.rows().get(0).before()).isCloseTo(41.2, within(1e-9));
        assertThat(change.rows().get(0).verdict()).isNull();
        assertThat(stored()).isEqualTo(change.result());
    }

    @Test
    void aReleaseAnchorsItsValuesAndOutlivesNewBaselines() {
        accept(Records.candidate(41.2, 40.8, 42), new BaselineChange.Options(null, false, "1.4.0", TODAY));
        assertThat(stored().anchor().release()).isEqualTo("1.4.0");
        accept(Records.candidate(50, 51), options("slower by design"));
        assertThat(stored().anchor().values().get("client.warm.p50")).isCloseTo(41.331, within(0.001));
        BaselineChange next =
                accept(Records.candidate(50.1, 51), new BaselineChange.Options(null, false, "1.5.0", TODAY));
        assertThat(next.why()).isEqualTo("unchanged; anchors release 1.5.0");
        assertThat(stored().anchor().values().get("client.warm.p50")).isCloseTo(50.498, within(0.001));
        assertThat(stored().accepted().reason()).isEqualTo("slower by design");
    }

    @Test
    void tooLittleDataMakesNoBaseline() {
        RunFigures thin = new RunFigures(
                new TreeMap<>(Map.of("client.warm.p50", new RunFigure(41, 0.1, State.INSUFFICIENT))), new TreeMap<>());
        BaselineFile good = Records.candidate(41);
        BaselineFile candidate = new BaselineFile(
                good.key(),
                good.accepted(),
                List.of(new BaselineRun(Records.START, 20, 0, thin, new TreeMap<>())),
                null,
                new TreeMap<>());
        assertThatExceptionOfType(PerfException.class)
                .isThrownBy(() -> accept(candidate, PLAIN))
                .withMessage(
                        "no metric of scenario create-order in the run of 2026-11-20T10:04Z has enough samples"
                                + " for a baseline (20 invocations; a median needs 40 warm ones, p95 400, p99 2000): send more");
    }

    private static BaselineChange.Options options(String reason) {
        return new BaselineChange.Options(reason, false, null, TODAY);
    }

    private BaselineChange accept(BaselineFile candidate, BaselineChange.Options options) {
        Map<String, RegressionSettings> none = Map.of();
        BaselineChange change = BaselineChange.plan(store.find(candidate.key()), candidate, none, options);
        change.apply(store);
        return change;
    }

    private Path only() {
        assertThat(store.files("create-order")).hasSize(1);
        return store.files("create-order").get(0);
    }

    private BaselineFile stored() {
        return store.read(only());
    }
}
