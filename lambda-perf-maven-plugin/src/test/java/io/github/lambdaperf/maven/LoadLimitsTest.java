package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.load.LoadLimits;
import io.github.lambdaperf.core.load.LoadPlan;
import io.github.lambdaperf.core.load.LoadTest;
import io.github.lambdaperf.core.load.Opponent;
import io.github.lambdaperf.core.load.RunBudget;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.shard.Shard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** What is too much is not sent; the function's own metrics tell. */
@Timeout(120)
class LoadLimitsTest {
    /** More than five invocations of 1 ms with 512 MB cost, and less than five of 20 ms. */
    private static final double USD = 0.0000012;

    @TempDir
    private Path directory;

    private TestTarget target;
    private AwsSession session;

    @BeforeEach
    void start() {
        target = TestTarget.start(
                TestTarget.waiting("echo", 20).timeout(Duration.ofSeconds(10)), local -> local.maxConcurrency(4));
        session = target.session();
    }

    @AfterEach
    void end() {
        target.close();
    }

    private RunRecord run(String scenario, LoadLimits limits) throws Exception {
        return run(scenario, new RunBudget(limits, Shard.WHOLE), null);
    }

    private RunRecord run(String scenario, RunBudget budget, Opponent opponent) throws Exception {
        Path scenarios = Files.createDirectories(directory.resolve("perf"));
        Files.writeString(scenarios.resolve("echo.yaml"), scenario);
        LoadPlan plan = TestTarget.plan(
                ScenarioFiles.reader().readAll(scenarios, List.of()),
                directory,
                "20261123T100000.000Z",
                "aws",
                "echo",
                opponent);
        return new LoadTest(plan, session, message -> {}, progress -> {})
                .within(budget)
                .run();
    }

    /** What the function was invoked, as CloudWatch counted it. */
    private double invocations() {
        Instant now = Instant.now();
        return session
                .cloudWatch()
                .getMetricStatistics(request -> request.namespace("AWS/Lambda")
                        .metricName("Invocations")
                        .startTime(now.minusSeconds(600))
                        .endTime(now.plusSeconds(600))
                        .period(60)
                        .statistics(Statistic.SUM))
                .datapoints()
                .stream()
                .mapToDouble(Datapoint::sum)
                .sum();
    }

    @Test
    void moreRequestsThanAllowedAreNotBegun() {
        assertThatThrownBy(() -> run("vus: 1\niterations: 30\nwarmup: 5\n", new LoadLimits(0, 34, Set.of())))
                .isInstanceOf(PerfException.class)
                .hasMessage("nothing was sent: the scenarios are 35 requests, and perf.maxRequests allows 34;"
                        + " perf.timeScale makes them shorter");
        assertThat(invocations()).isZero();
    }

    @Test
    void whereTheirNumberIsNotKnownTheRunEndsAtIt() throws Exception {
        RunRecord run = run("vus: 2\nduration: 60s\n", new LoadLimits(0, 25, Set.of()));

        assertThat(run.status()).isEqualTo(RunRecord.Status.PARTIAL);
        assertThat(run.statusReasons()).contains("echo was stopped before its end: perf.maxRequests=25 is reached");
        assertThat(run.scenarios().get(0).metrics().get("invocations").count()).isBetween(20L, 25L);
        // the run did not wait for what was on its way; the function finishes it
        Instant limit = Instant.now().plusSeconds(20);
        while (invocations() < 25 && Instant.now().isBefore(limit)) {
            Thread.onSpinWait();
        }
        assertThat(invocations()).isEqualTo(25);
    }

    @Test
    void theBudgetEndsTheRun() throws Exception {
        // an invocation of 20 ms with 512 MB is about 0.0000004 USD
        RunRecord run = run("vus: 2\nduration: 60s\n", new LoadLimits(0.000010, 0, Set.of()));

        assertThat(run.status()).isEqualTo(RunRecord.Status.PARTIAL);
        assertThat(run.statusReasons())
                .anySatisfy(
                        reason -> assertThat(reason)
                                .matches(
                                        "echo was stopped before its end: 0\\.0000\\d+ USD of perf\\.budget=1\\.0E-5 are spent"));
        assertThat(run.scenarios().get(0).cost().totalUsd().doubleValue()).isBetween(0.000010, 0.0002);
    }

    private static double usd(RunRecord run) {
        return run.scenarios().get(0).cost().totalUsd().doubleValue();
    }

    @Test
    void theNextRunHasWhatTheLastOneLeft() throws Exception {
        RunBudget budget = new RunBudget(new LoadLimits(0, 40, Set.of()), Shard.WHOLE);

        assertThat(run("vus: 1\niterations: 25\n", budget, null).status()).isEqualTo(RunRecord.Status.COMPLETE);
        assertThatThrownBy(() -> run("vus: 1\niterations: 16\n", budget, null))
                .isInstanceOf(PerfException.class)
                .hasMessage("nothing more was sent: 15 of perf.maxRequests=40 are left to this goal, and the scenarios"
                        + " need 16 or more");
        assertThat(run("vus: 1\niterations: 15\n", budget, null).status()).isEqualTo(RunRecord.Status.COMPLETE);
        assertThat(invocations()).isEqualTo(40);
    }

    @Test
    void whereTheMoneyIsSpentNoOtherRunBegins() throws Exception {
        RunBudget budget = new RunBudget(new LoadLimits(USD, 0, Set.of()), Shard.WHOLE);
        run("vus: 1\niterations: 5\n", budget, null);
        double before = invocations();

        assertThatThrownBy(() -> run("vus: 1\nduration: 60s\n", budget, null))
                .isInstanceOf(PerfException.class)
                .hasMessageMatching(
                        "nothing more was sent: 0\\.0000\\d+ USD of perf\\.budget=\\S+ are spent by this goal");
        assertThat(invocations()).isEqualTo(before);
    }

    @Test
    void theNextScenarioDoesNotBeginEither() throws Exception {
        Files.writeString(
                Files.createDirectories(directory.resolve("perf")).resolve("later.yaml"), "vus: 1\nduration: 60s\n");

        RunRecord run = run("vus: 1\niterations: 5\n", new LoadLimits(USD, 0, Set.of()));

        assertThat(run.status()).isEqualTo(RunRecord.Status.PARTIAL);
        // the first one is over before anybody looks at the money, unless this machine is very slow
        assertThat(run.statusReasons())
                .anySatisfy(
                        reason -> assertThat(reason)
                                .matches(
                                        "(later was not begun|echo was stopped before its end): 0\\.0000\\d+ USD of perf\\.budget=\\S+ are spent"));
        assertThat(run.scenarios()).extracting(ScenarioRecord::name).containsExactly("echo");
        assertThat(invocations()).isLessThanOrEqualTo(5);
    }

    @Test
    void bothVersionsArePaidFor() throws Exception {
        RunBudget budget = new RunBudget(new LoadLimits(0.000020, 0, Set.of()), Shard.WHOLE);

        RunRecord run = run("vus: 2\nduration: 60s\n", budget, new Opponent("echo", "earlier"));

        assertThat(run.status()).isEqualTo(RunRecord.Status.PARTIAL);
        // half of it is the other version's, and half a second may pass until the next look
        assertThat(usd(run)).isBetween(0.000010 * 0.9, 0.000020 * 0.95);
    }

    @Test
    void bothVersionsAreWarmedUp() {
        RunBudget budget = new RunBudget(new LoadLimits(0, 6, Set.of()), Shard.WHOLE);

        assertThatThrownBy(() -> run("vus: 1\niterations: 3\nwarmup: 2\n", budget, new Opponent("echo", "earlier")))
                .hasMessageStartingWith(
                        "nothing was sent: the scenarios are 7 requests, and perf.maxRequests allows 6");
        assertThat(invocations()).isZero();
    }

    @Test
    void theReportsOfAShareStandForAll() throws Exception {
        RunRecord run = run("invoke: { logTail: 0.2 }\nvus: 2\nduration: 60s\n", new LoadLimits(0.000040, 0, Set.of()));

        assertThat(run.status()).isEqualTo(RunRecord.Status.PARTIAL);
        assertThat(usd(run)).isBetween(0.000040 * 0.2, 0.000040 * 0.9);
    }

    @Test
    void otherAccountsAreNotLoaded() {
        assertThatThrownBy(() ->
                        run("vus: 1\niterations: 3\n", new LoadLimits(0, 0, Set.of("123456789012", "210987654321"))))
                .isInstanceOf(PerfException.class)
                .hasMessage("nothing was sent: the function is in the account 000000000000, and perf.allowedAccounts"
                        + " allows 123456789012, 210987654321");
        assertThat(invocations()).isZero();
    }

    @Test
    void whatIsKnownToExceedTheBudgetIsNotBegun() {
        // 0.20 USD per million requests, and 1 ms at 512 MB is 0.0000000083 USD
        assertThatThrownBy(() -> run("vus: 1\niterations: 10000000\n", new LoadLimits(2, 0, Set.of())))
                .isInstanceOf(PerfException.class)
                .hasMessage("nothing was sent: 10000000 invocations cost at least 2.08 USD (at 1 ms each), and"
                        + " perf.budget allows 2.00 USD");
        assertThat(invocations()).isZero();
    }

    @Test
    void anAliasThatServesUsersIsNotLoaded() {
        LoadLimits limits = new LoadLimits(0, 0, Set.of(), Set.of("live", "prod"));

        assertThatThrownBy(() -> run("invoke:\n  qualifier: live\nvus: 1\niterations: 3\n", limits))
                .isInstanceOf(PerfException.class)
                .hasMessage("nothing was sent: the alias live serves users (perf.liveAliases); to load it all the same,"
                        + " name it: -Dperf.allowLive=live");
        assertThat(invocations()).isZero();
    }

    @Test
    void itsOwnersTagRefuses() throws Exception {
        String arn = session.lambda()
                .getFunctionConfiguration(request -> request.functionName("echo"))
                .functionArn();
        session.lambda().tagResource(request -> request.resource(arn).tags(Map.of("perf:allow", "false")));

        assertThatThrownBy(() -> run("vus: 1\niterations: 3\n", LoadLimits.NONE))
                .isInstanceOf(PerfException.class)
                .hasMessage("nothing was sent: the function " + arn
                        + " has the tag perf:allow=false, its owners do not want it loaded");
        assertThat(invocations()).isZero();

        session.lambda().tagResource(request -> request.resource(arn).tags(Map.of("perf:allow", "true")));
        assertThat(run("vus: 1\niterations: 3\n", LoadLimits.NONE).status()).isEqualTo(RunRecord.Status.COMPLETE);
    }
}
