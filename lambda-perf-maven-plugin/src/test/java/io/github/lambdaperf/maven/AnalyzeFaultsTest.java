package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lambdaperf.core.record.AnalysisRecord;
import io.github.lambdaperf.core.record.AnalysisRecord.QueryRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** perf:analyze where the services of AWS fail it: what the load measured stays, and what is missing is told. */
@Timeout(120)
class AnalyzeFaultsTest {
    private static final String LOGS = "application/x-amz-json-1.1";

    /** {@code {"__type": "AccessDenied", "message": "not authorized"}} in CBOR. */
    private static final String DENIED = "\u00a2\u0066__type\u006cAccessDenied\u0067message\u006enot authorized";

    @RegisterExtension
    static final FaultGround GROUND = new FaultGround();

    @TempDir
    private static Path directory;

    private static byte[] loaded;

    private FaultProxy proxy;
    private Goals goals;

    @BeforeAll
    static void load() throws Exception {
        Goals goals = goals().scenario("orders", "vus: 1\niterations: 10\npublish: { namespace: Perf }\n");
        assertThat(goals.load().failure()).isNull();
        loaded = Files.readAllBytes(runJson(goals));
    }

    @BeforeEach
    void open() throws Exception {
        proxy = GROUND.proxy();
        goals = goals().with("perf.ingestionTimeout", "1s");
        Files.write(runJson(goals), loaded);
    }

    /** The same record can be analysed when the fault is mended. */
    @AfterEach
    void theNextAnalysisWorks() throws Exception {
        proxy.mend();
        Files.write(runJson(goals), loaded);

        assertThat(goals.analyze().failure()).isNull();

        isKept();
        assertThat(analysis().complete()).isTrue();
    }

    private static Goals goals() throws Exception {
        return GROUND.goals(directory.resolve("orders"));
    }

    private static Path runJson(Goals goals) throws Exception {
        try (Stream<Path> runs = Files.list(goals.runs())) {
            return runs.findFirst().orElseThrow().resolve("run.json");
        }
    }

    private AnalysisRecord analysis() {
        return goals.record().orElseThrow().scenarios().get(0).analysis();
    }

    private QueryRecord metrics() {
        return analysis().queries().stream()
                .filter(query -> query.name().equals("cloudwatch-metrics"))
                .findFirst()
                .orElseThrow();
    }

    /** What the client measured is what it was before. */
    private void isKept() {
        RunRecord run = goals.record().orElseThrow();
        ScenarioRecord scenario = run.scenarios().get(0);
        assertThat(run.status()).isEqualTo(RunRecord.Status.COMPLETE);
        assertThat(scenario.metrics().get("invocations").values()).containsEntry("count", 10.0);
        assertThat(scenario.cost().invocations()).isEqualTo(10);
    }

    @Test
    void callsThatAreDeniedLeaveTheRecordAsItWas() throws Exception {
        for (String operation : List.of("StartQuery", "GetQueryResults")) {
            proxy.mend();
            proxy.on(operation, FaultProxy.json(400, "AccessDeniedException", "not authorized"));

            Goals.Ended ended = goals.analyze();

            assertThat(ended.isError()).isTrue();
            assertThat(ended.message())
                    .isEqualTo("CloudWatch Logs denied the call: not authorized; allow logs:" + operation
                            + " (mvn perf:doctor prints all that is needed)");
            assertThat(runJson(goals)).hasBinaryContent(loaded);
        }
        assertThat(proxy.operations()).contains("StopQuery");
    }

    @Test
    void expiredCredentialsAreNotTakenForAMissingPermission() throws Exception {
        proxy.on("StartQuery", FaultProxy.json(400, "ExpiredTokenException", "it expired"));

        Goals.Ended ended = goals.analyze();

        assertThat(ended.isError()).isTrue();
        assertThat(ended.message())
                .isEqualTo(
                        "CloudWatch Logs denied the call: it expired: the credentials have expired: renew them (aws sso"
                                + " login, or a new session token) and run again");
        assertThat(runJson(goals)).hasBinaryContent(loaded);
    }

    @Test
    void anAnswerThatIsNoJsonEndsTheGoalWithItsName() throws Exception {
        proxy.on("StartQuery", FaultProxy.ok(200, LOGS, "{\"queryId\":"));

        Goals.Ended ended = goals.analyze();

        assertThat(ended.isError()).isTrue();
        assertThat(ended.message()).startsWith("CloudWatch Logs gave an answer that makes no sense (");
        assertThat(runJson(goals)).hasBinaryContent(loaded);
    }

    /** The analysis does without the log group's class, the limits of the account, metrics, and the publication. */
    @Test
    void whatOnlyAddsToTheAnalysisIsMissingFromIt() throws Exception {
        proxy.on("DescribeLogGroups", FaultProxy.json(400, "AccessDeniedException", "not authorized"))
                .on("GetMetricData", FaultProxy.ok(403, "application/cbor", DENIED))
                .on("PutMetricData", FaultProxy.ok(403, "application/cbor", DENIED))
                .on(
                        "GetAccountSettings",
                        FaultProxy.lambda(403, "AccessDeniedException", "{\"Message\":\"not authorized\"}"));

        assertThat(goals.analyze().failure()).isNull();

        isKept();
        assertThat(analysis().complete()).isTrue();
        // others ran the function in the seconds before and after
        assertThat(analysis().foundReports()).isGreaterThanOrEqualTo(10);
        assertThat(metrics().error())
                .startsWith("CloudWatch denied the call: not authorized; allow cloudwatch:GetMetricData (");
        assertThat(analysis().notes())
                .contains("the results were not published to Perf: CloudWatch denied the call: not authorized; allow"
                        + " cloudwatch:PutMetricData (mvn perf:doctor prints all that is needed)");
        assertThat(proxy.operations()).contains("GetMetricData", "PutMetricData", "DescribeLogGroups");
    }

    @Test
    void aLogGroupThatIsMissingIsNamed() throws Exception {
        proxy.on("StartQuery", FaultProxy.json(400, "ResourceNotFoundException", "Log group does not exist"));

        assertThat(goals.analyze().failure()).isNull();

        isKept();
        assertThat(analysis().complete()).isFalse();
        assertThat(analysis().notes())
                .contains(
                        "there is no log group /aws/lambda/echo: Lambda makes it with the first log lines of the function;"
                                + " check that the function may write logs (AWSLambdaBasicExecutionRole) and that the region and"
                                + " the account are the function's");
        assertThat(metrics().error()).isNull();
    }

    @Test
    void logsThatNeverArriveLeaveTheAnalysisIncomplete() throws Exception {
        proxy.on("GetQueryResults", FaultProxy.ok(200, LOGS, "{\"status\":\"Complete\",\"results\":[]}"));

        assertThat(goals.analyze().failure()).isNull();

        isKept();
        assertThat(analysis().complete()).isFalse();
        assertThat(analysis().expectedReports()).isEqualTo(10);
        assertThat(analysis().foundReports()).isZero();
        assertThat(analysis().notes())
                .contains(
                        "incomplete: 0 of 10 reports had arrived within 1 s; the figures are of those. Run perf:analyze again"
                                + " later",
                        "check the function's log format: no REPORT line was found");
    }

    @Test
    void queriesThatLogsInsightsEndsAreNamedByTheirStatus() throws Exception {
        for (String status : List.of("Failed", "Timeout")) {
            proxy.mend();
            proxy.on("GetQueryResults", FaultProxy.ok(200, LOGS, "{\"status\":\"" + status + "\",\"results\":[]}"));

            assertThat(goals.analyze().failure()).isNull();

            isKept();
            assertThat(analysis().complete()).isFalse();
            assertThat(analysis().notes())
                    .contains("Logs Insights ended the query with the status " + status
                            + " and gave no reason: run perf:analyze again, with a shorter run or fewer log lines if it"
                            + " stays so");
        }
    }

    @Test
    void whatAwsTakesBackIsAskedForAgain() throws Exception {
        proxy.on(
                "StartQuery",
                number -> number == 0
                        ? FaultProxy.json(400, "LimitExceededException", "too many queries")
                        : number == 1 ? FaultProxy.reset() : null);
        proxy.on("GetMetricData", number -> number == 0 ? FaultProxy.ok(200, "application/cbor", "\u00a1") : null);

        assertThat(goals.analyze().failure()).isNull();

        isKept();
        assertThat(analysis().complete()).isTrue();
        assertThat(metrics().error()).isNull();
    }

    /** As a copy or a broken disk leaves them: each goal that reads them says so, and judges nothing. */
    @Test
    void aRecordThatIsCutOffIsNamedByEachGoal() throws Exception {
        Files.write(runJson(goals), Arrays.copyOf(loaded, loaded.length / 2));
        for (Goals.Ended ended : List.of(goals.analyze(), goals.check(), goals.report())) {
            assertThat(ended.isFailure()).isTrue();
            assertThat(ended.message())
                    .startsWith("the run record " + runJson(goals) + " is damaged (")
                    .endsWith("): run perf:load again");
        }
        assertThat(proxy.operations()).isEmpty();
    }

    @Test
    void histogramsAndATimelineThatAreCutOffAreNamed() throws Exception {
        for (String name : List.of("orders.hlog", "timeline.csv")) {
            Path file = runJson(goals).resolveSibling(name);
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length - 3));

            Goals.Ended ended = goals.check();
            Files.write(file, whole);

            assertThat(ended.isFailure()).as(name).isTrue();
            assertThat(ended.message()).endsWith(file + " is damaged: run perf:load again");
        }
    }

    /** The device takes nothing, as a disk that is full. */
    @Test
    void aFullDiskLeavesTheRecordAsItWas() throws Exception {
        assumeTrue(Files.isWritable(Path.of("/dev/full")), "there is no /dev/full");
        Files.createSymbolicLink(runJson(goals).resolveSibling("run.json.tmp"), Path.of("/dev/full"));

        Goals.Ended ended = goals.analyze();

        assertThat(ended.isError()).isTrue();
        assertThat(ended.message())
                .isEqualTo(
                        "cannot write " + runJson(goals) + " (No space left on device): make the folder writable, free"
                                + " some space, or set -Dperf.outputDirectory to another one");
        assertThat(runJson(goals)).hasBinaryContent(loaded);
    }

    @Test
    void aWrongClockIsLearnedFromTheServices() throws Exception {
        proxy.clockAhead(Duration.ofHours(1));

        assertThat(goals.analyze().failure()).isNull();

        isKept();
        assertThat(analysis().complete()).isTrue();
        assertThat(metrics().error()).isNull();
    }
}
