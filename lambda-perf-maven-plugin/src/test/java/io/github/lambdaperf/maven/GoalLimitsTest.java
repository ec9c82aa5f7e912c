package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The limits bound all that a goal sends, in however many runs; what was measured by then stays. */
@Timeout(120)
class GoalLimitsTest {
    @RegisterExtension
    static final FaultGround GROUND = new FaultGround();

    /** Two requests, of which only the first is known beforehand. */
    private static final String TWO = "warmup: 1\nvus: 1\nduration: 500ms\nthinkTime: 60s\n";

    /** Known beforehand. */
    private static final String COUNTED = "vus: 1\niterations: 20\n";

    @TempDir
    private Path directory;

    private Goals goals;

    @BeforeEach
    void open() throws Exception {
        goals = GROUND.goals(directory.resolve("orders"));
    }

    private long sent() {
        return GROUND.proxy().operations().stream().filter("Invoke"::equals).count();
    }

    private List<RunRecord> records() throws IOException {
        try (Stream<Path> runs = Files.list(goals.runs())) {
            return runs.sorted().map(run -> new RunDirectory(run).read()).toList();
        }
    }

    private JsonNode only(Path root, String name) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> found = files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(name))
                    .toList();
            assertThat(found).hasSize(1);
            return JsonMapper.builder().build().readTree(found.get(0).toFile());
        }
    }

    @Test
    void theRunsOfABaselineThatAreKnownToBeTooManyAreNotBegun() throws Exception {
        Goals.Ended ended = goals.scenario("orders", COUNTED)
                .with("perf.runs", 3)
                .with("perf.maxRequests", 59)
                .baseline();

        assertThat(ended.isFailure()).isTrue();
        assertThat(ended.message())
                .isEqualTo("nothing was sent: 3 runs of the scenarios are 60 requests, and perf.maxRequests allows 59;"
                        + " perf.timeScale makes them shorter");
        assertThat(sent()).isZero();
        assertThat(goals.with("perf.maxRequests", 60).baseline().failure()).isNull();
        assertThat(sent()).isEqualTo(60);
    }

    @Test
    void aBaselineIsOfTheRunsThatAreComplete() throws Exception {
        Goals.Ended ended = goals.scenario("orders", TWO)
                .with("perf.runs", 4)
                .with("perf.maxRequests", 5)
                .baseline();

        assertThat(ended.failure()).isNull();
        assertThat(sent()).isEqualTo(5);
        assertThat(records())
                .extracting(RunRecord::status)
                .containsExactly(RunRecord.Status.COMPLETE, RunRecord.Status.COMPLETE, RunRecord.Status.PARTIAL);
        assertThat(goals.log())
                .containsSubsequence(
                        "[INFO] baseline run 3 of 4",
                        "[WARNING] orders was stopped before its end: perf.maxRequests=5 is reached",
                        "[WARNING] the baseline is of 2 instead of 4 runs, perf.budget and perf.maxRequests allow no"
                                + " more; the more runs, the smaller the change that perf:check can prove")
                .doesNotContain("[INFO] baseline run 4 of 4");
        assertThat(only(directory.resolve("orders/src/perf/baseline"), ".json").at("/runs"))
                .hasSize(2);
    }

    @Test
    void aRunForWhichNothingIsLeftIsNotBegun() throws Exception {
        Goals.Ended ended = goals.scenario("orders", TWO)
                .with("perf.runs", 3)
                .with("perf.maxRequests", 4)
                .baseline();

        assertThat(ended.failure()).isNull();
        assertThat(sent()).isEqualTo(4);
        assertThat(records()).hasSize(2);
        assertThat(goals.log())
                .contains(
                        "[WARNING] no further run: nothing more was sent: 0 of perf.maxRequests=4 are left to this goal, and the"
                                + " scenarios need 1 or more");
    }

    @Test
    void aCheckJudgesByTheRunsThatThereAre() throws Exception {
        goals.scenario("orders", COUNTED);
        assertThat(goals.load().failure()).isNull();

        Goals.Ended ended = goals.with("perf.compare", "interleaved")
                .with("perf.baselineQualifier", "live")
                .with("perf.maxRequests", 19)
                .check();

        assertThat(ended.failure()).isNull();
        assertThat(sent()).isEqualTo(20);
        assertThat(goals.log())
                .contains(
                        "[WARNING] no further run: nothing was sent: the scenarios are 20 requests, and perf.maxRequests"
                                + " allows 19; perf.timeScale makes them shorter");
        assertThat(directory.resolve("orders/target/perf/report.html")).exists();
    }

    @Test
    void aFurtherRunThatWasStoppedIsNotRepeated() throws Exception {
        goals.scenario("orders", TWO);
        assertThat(goals.load().failure()).isNull();
        assertThat(sent()).isEqualTo(2);

        // one to warm up each version
        Goals.Ended ended = goals.with("perf.compare", "interleaved")
                .with("perf.baselineQualifier", "live")
                .with("perf.maxRequests", 2)
                .check();

        assertThat(ended.failure()).isNull();
        assertThat(sent()).isEqualTo(4);
        assertThat(records())
                .extracting(RunRecord::status)
                .containsExactly(RunRecord.Status.COMPLETE, RunRecord.Status.PARTIAL);
        assertThat(goals.log()).contains("[WARNING] a further run is due, but perf.maxRequests=2 is reached");
    }

    @Test
    void aSweepKeepsTheSizesBeforeTheOneThatWasStopped() throws Exception {
        Goals.Ended ended = goals.scenario("orders", TWO)
                .with("perf.tune.memory", "128,256,512,1024")
                .with("perf.tune.search", "all")
                .with("perf.maxRequests", 5)
                .tune();

        assertThat(ended.isFailure()).isTrue();
        assertThat(ended.message())
                .isEqualTo(
                        "perf:tune has chosen no size: the sweep was stopped at 512 MB: orders was stopped before its"
                                + " end: perf.maxRequests=5 is reached");
        assertThat(sent()).isEqualTo(5);
        JsonNode tune = only(directory.resolve("orders/target/perf/tune"), "tune.json");
        assertThat(tune.at("/sizes")).hasSize(2);
        assertThat(tune.at("/complete").booleanValue()).isFalse();
    }

    @Test
    void aSizeForWhichNothingIsLeftIsNotEvenPublished() throws Exception {
        Goals.Ended ended = goals.scenario("orders", TWO)
                .with("perf.tune.memory", "128,256,512")
                .with("perf.tune.search", "all")
                .with("perf.maxRequests", 4)
                .tune();

        assertThat(ended.message())
                .isEqualTo(
                        "perf:tune has chosen no size: the sweep was stopped before 512 MB: nothing more was sent: 0 of"
                                + " perf.maxRequests=4 are left to this goal, and the scenarios need 1 or more");
        assertThat(sent()).isEqualTo(4);
        assertThat(GROUND.proxy().operations().stream().filter("PublishVersion"::equals))
                .hasSize(2);
        assertThat(only(directory.resolve("orders/target/perf/tune"), "tune.json")
                        .at("/sizes"))
                .hasSize(2);
    }

    @Test
    void theSizesOfASweepThatAreKnownToBeTooManyAreNotBegun() throws Exception {
        goals.scenario("orders", COUNTED).with("perf.tune.memory", "128,256,512,1024");

        Goals.Ended all = goals.with("perf.tune.search", "all")
                .with("perf.maxRequests", 79)
                .tune();
        assertThat(all.message()).startsWith("nothing was sent: 4 runs of the scenarios are 80 requests");
        Goals.Ended adaptive = goals.with("perf.tune.search", "adaptive")
                .with("perf.maxRequests", 59)
                .tune();
        assertThat(adaptive.message()).startsWith("nothing was sent: 3 runs of the scenarios are 60 requests");
        assertThat(GROUND.proxy().operations()).doesNotContain("Invoke", "PublishVersion");
    }

    @Test
    void aSelfTestIsOfTheRunsThatThereAre() throws Exception {
        Goals.Ended ended = goals.scenario("orders", TWO)
                .with("perf.runs", 4)
                .with("perf.baselineRuns", 1)
                .with("perf.maxRequests", 5)
                .selftest();

        assertThat(ended.failure()).isNull();
        assertThat(sent()).isEqualTo(5);
        assertThat(goals.log()).contains("[WARNING] the self-test is of 2 of 4 runs");
    }
}
