package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.analyze.AnalysisSettings;
import io.github.lambdaperf.core.analyze.ServerAnalysis;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.cloudwatch.MeteredRun;
import io.github.lambdaperf.core.record.ProvisionedRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyConfigNotFoundException;

/** What a run provisions is gone after it, whatever its end. */
@Timeout(400)
class ProvisionedConcurrencyLoadTest {
    private static final String SCENARIO = """
            invoke: { qualifier: live }
            provisionedConcurrency: 1
            vus: 1
            iterations: 1
            """;

    @TempDir
    private Path directory;

    private final List<String> messages = new ArrayList<>();
    private TestTarget target;
    private KillingProxy proxy;
    private AwsSession session;

    @BeforeEach
    void start() throws Exception {
        target = TestTarget.start(
                TestTarget.waiting("echo", 100),
                local -> local.maxConcurrency(4).alias("live"));
        proxy = new KillingProxy(target.endpoint());
        session = target.session();
    }

    @AfterEach
    void end() {
        proxy.close();
        target.close();
    }

    private Path scenarios(String name, String text) throws IOException {
        Path scenarios = Files.createDirectories(directory.resolve(name));
        Files.writeString(scenarios.resolve("provisioned.yaml"), text);
        return scenarios;
    }

    private Path journal() {
        return directory.resolve("journal");
    }

    private ScenarioRecord run(String text) throws Exception {
        return ProvisionedLoad.run(proxy.endpoint(), scenarios("perf", text), directory, journal(), messages::add)
                .scenarios()
                .get(0);
    }

    private Integer provisioned() {
        try {
            return session.lambda()
                    .getProvisionedConcurrencyConfig(b -> b.functionName("echo").qualifier("live"))
                    .requestedProvisionedConcurrentExecutions();
        } catch (ProvisionedConcurrencyConfigNotFoundException e) {
            return null;
        }
    }

    private void provision(Integer concurrency) {
        if (concurrency == null && provisioned() != null) {
            session.lambda()
                    .deleteProvisionedConcurrencyConfig(
                            b -> b.functionName("echo").qualifier("live"));
        } else if (concurrency != null) {
            session.lambda()
                    .putProvisionedConcurrencyConfig(
                            b -> b.functionName("echo").qualifier("live").provisionedConcurrentExecutions(concurrency));
        }
    }

    private List<Path> journalEntries() throws IOException {
        if (!Files.isDirectory(journal())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(journal())) {
            return files.toList();
        }
    }

    @Test
    void setsSaysCountsAndDeletesAgain() throws Exception {
        RunRecord run =
                ProvisionedLoad.run(target.endpoint(), scenarios("perf", """
                        invoke: { qualifier: live }
                        provisionedConcurrency: 2
                        executor: burst
                        invocations: 3
                        """), directory, journal(), messages::add);
        RunRecord analysed = MeteredRun.of(
                ServerAnalysis.analyze(
                        run, session.logs(), AnalysisSettings.of(directory.resolve("queries"), message -> {})),
                session,
                Duration.ZERO,
                message -> {});

        ScenarioRecord scenario = analysed.scenarios().get(0);
        ProvisionedRecord provisioned = scenario.findings().provisioned();
        assertThat(provisioned.qualifier()).isEqualTo("live");
        assertThat(provisioned.concurrency()).isEqualTo(2);
        assertThat(provisioned.before()).isNull();
        assertThat(provisioned.onProvisioned()).isEqualTo(2);
        assertThat(provisioned.spillover()).isEqualTo(1);
        // 2 environments of 0.5 GB for 300 s at 0.0000041667 USD
        assertThat(provisioned.reservationUsd()).isEqualByComparingTo("0.00125001");
        assertThat(scenario.metrics().get("cold_starts").values()).containsEntry("count", 1.0);
        assertThat(provisioned()).isNull();
        assertThat(journalEntries()).isEmpty();
        assertThat(messages.get(0)).startsWith("scenario provisioned: burst 3 at once");
        assertThat(messages.get(1))
                .isEqualTo(
                        "provisioned: sets the provisioned concurrency of echo:live to 2 for this run (there is none)"
                                + " and deletes it afterwards; the environments cost about 0.0013 USD, in steps of 5 minutes"
                                + " (us-east-1)");
        assertThat(messages)
                .contains(
                        "provisioned concurrency of echo:live: 2 of 2 ready",
                        "provisioned concurrency of echo:live deleted again");
    }

    @Test
    void setsBackWhatWasThere() throws Exception {
        provision(2);

        ScenarioRecord scenario = run(SCENARIO);

        assertThat(scenario.findings().provisioned().before()).isEqualTo(2);
        assertThat(provisioned()).isEqualTo(2);
        assertThat(messages).contains("provisioned concurrency of echo:live set back to 2");
    }

    @Test
    void leavesWhatSomebodyElseHasSetSince() throws Exception {
        ProvisionedLoad.run(proxy.endpoint(), scenarios("perf", SCENARIO), directory, journal(), message -> {
            messages.add(message);
            if (message.contains("1 of 1 ready")) {
                provision(3);
            }
        });

        assertThat(provisioned()).isEqualTo(3);
        assertThat(journalEntries()).isEmpty();
        assertThat(messages)
                .contains("the provisioned concurrency of echo:live is 3, not the 1 of this run: it is left as it is");
    }

    @Test
    void refusesWhatCannotBeProvisioned() {
        assertThatThrownBy(() -> run("provisionedConcurrency: 1\nvus: 1\n"))
                .isInstanceOf(PerfException.class)
                .hasMessage("provisioned: Lambda provisions no concurrency for $LATEST: name an alias or a version,"
                        + " invoke: { qualifier: live }");
        assertThatThrownBy(() -> run("invoke: { qualifier: nope }\nprovisionedConcurrency: 1\nvus: 1\n"))
                .isInstanceOf(PerfException.class)
                .hasMessageStartingWith("there is no alias or version 'nope' of the function 'echo': ");
        assertThatThrownBy(() -> run("invoke: { qualifier: live }\nprovisionedConcurrency: 9\nvus: 1\n"))
                .isInstanceOf(PerfException.class)
                .hasMessageContaining("provisioned concurrency of echo:live cannot be set to 9: ");
        assertThat(provisioned()).isNull();
    }

    /**
     * Kills a run at each of its changes in turn, before it arrives, when it is done, and when its answer is there; then
     * starts another run.
     */
    @Test
    void isPutBackByTheNextRunWhereverOneWasKilled() throws Exception {
        proxy.reset();
        Process whole = start(scenarios("perf", SCENARIO));
        assertThat(whole.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(whole.exitValue()).isZero();
        assertThat(provisioned()).isNull();
        List<String> steps = List.copyOf(proxy.requests());
        assertThat(proxy.requests())
                .anyMatch(request -> request.startsWith("PUT ") && request.endsWith("/provisioned-concurrency"))
                .anyMatch(request -> request.startsWith("DELETE ") && request.endsWith("/provisioned-concurrency"));
        int found = 0;
        for (int step = 1; step <= steps.size(); step++) {
            boolean changes = KillingProxy.changes(steps, step);
            if (!changes && !KillingProxy.changes(steps, step - 1)) {
                // nothing has changed since the step before
                continue;
            }
            for (boolean afterwards : changes ? List.of(false, true) : List.of(false)) {
                Integer before = afterwards || step % 2 == 0 ? null : (Integer) 2;
                provision(before);
                proxy.reset();
                proxy.kill(step, afterwards);
                Process process = start(directory.resolve("perf"));
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                boolean changed = !Objects.equals(provisioned(), before);
                found += changed ? 1 : 0;
                proxy.reset();

                ProvisionedLoad.run(
                        proxy.endpoint(),
                        scenarios("plain", "vus: 1\niterations: 1\n"),
                        directory.resolve("next"),
                        journal(),
                        messages::add);

                assertThat(provisioned())
                        .as("killed at request %d, done: %s", step, afterwards)
                        .isEqualTo(before);
                assertThat(journalEntries()).isEmpty();
                assertThat(process.exitValue()).as("request %d", step).isIn(0, 137);
            }
        }
        assertThat(found).as("runs that left it changed").isPositive();
    }

    private Process start(Path scenarios) throws IOException {
        Process process = OwnJvm.of(
                        ProvisionedLoad.class,
                        proxy.endpoint().toString(),
                        scenarios.toString(),
                        directory.resolve("killed").toString(),
                        journal().toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .start();
        proxy.victim(process);
        return process;
    }
}
