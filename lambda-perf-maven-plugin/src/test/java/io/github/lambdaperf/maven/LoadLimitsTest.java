package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.AwsSettings;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.load.LoadLimits;
import io.github.lambdaperf.core.load.LoadPlan;
import io.github.lambdaperf.core.load.LoadTest;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.LocalTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    @TempDir
    private Path directory;

    private LocalTarget target;
    private AwsSession session;

    @BeforeEach
    void start() throws Exception {
        Path classes = Path.of(WaitingHandler.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        target = LocalTarget.builder()
                .function(FunctionDefinition.builder()
                        .name("echo")
                        .handler(WaitingHandler.class.getName())
                        .classPath(List.of(classes))
                        .environment(Map.of("WAIT_MILLIS", "20"))
                        .timeout(Duration.ofSeconds(10))
                        .memoryMb(512)
                        .build())
                .maxConcurrency(4)
                .build()
                .start();
        session = new AwsSession(
                new AwsSettings(Optional.of(target.endpoint()), Optional.of("us-east-1"), Optional.empty()));
    }

    @AfterEach
    void end() {
        session.close();
        target.close();
    }

    private RunRecord run(String scenario, LoadLimits limits) throws Exception {
        Path scenarios = Files.createDirectories(directory.resolve("perf"));
        Files.writeString(scenarios.resolve("echo.yaml"), scenario);
        LoadPlan plan = new LoadPlan(
                ScenarioFiles.reader().readAll(scenarios, List.of()),
                directory,
                directory.resolve("run"),
                "20261123T100000.000Z",
                "aws",
                "echo",
                "",
                null,
                List.of(),
                "test",
                1,
                Duration.ofSeconds(10),
                1,
                PriceTable.bundled(),
                null,
                null);
        return new LoadTest(plan, session, message -> {}, progress -> {})
                .within(limits)
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
                        + " perf.budget allows 2.0");
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
