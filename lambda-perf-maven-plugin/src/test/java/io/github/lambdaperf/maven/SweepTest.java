package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.AwsSettings;
import io.github.lambdaperf.core.aws.LeftOvers;
import io.github.lambdaperf.core.tune.SizeFigures;
import io.github.lambdaperf.core.tune.TuneRecord;
import io.github.lambdaperf.core.tune.TuneSettings;
import io.github.lambdaperf.local.LocalTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;

/** A sweep leaves the function as it was, whatever its end. */
@Timeout(500)
class SweepTest {
    @TempDir
    private Path directory;

    private final List<String> messages = new ArrayList<>();
    private LocalTarget target;
    private KillingProxy proxy;
    private AwsSession session;
    private String live;

    @BeforeEach
    void start() throws Exception {
        target = LocalTarget.builder()
                .cacheDirectory(TestTarget.CACHE)
                .function(TestTarget.waiting("echo", 20).build())
                .maxConcurrency(4)
                .build()
                .start();
        proxy = new KillingProxy(target.endpoint());
        session = TestTarget.session(target.endpoint());
        live = session.lambda()
                .publishVersion(b -> b.functionName("echo").description("of a deployment"))
                .version();
        session.lambda().createAlias(b -> b.functionName("echo").name("live").functionVersion(live));
    }

    @AfterEach
    void end() {
        session.close();
        proxy.close();
        target.close();
    }

    private Path scenarios(String name, String text) throws IOException {
        Path scenarios = Files.createDirectories(directory.resolve(name));
        Files.writeString(scenarios.resolve("usual.yaml"), text);
        return scenarios;
    }

    private Path journal() {
        return directory.resolve("journal");
    }

    private TuneRecord sweep(TuneSettings settings) throws Exception {
        return Sweep.run(
                target.endpoint(),
                scenarios("perf", "invoke: { qualifier: live }\nvus: 1\niterations: 30\n"),
                directory,
                journal(),
                settings,
                messages::add);
    }

    private int memory() {
        return session.lambda()
                .getFunctionConfiguration(b -> b.functionName("echo"))
                .memorySize();
    }

    private List<String> aliases() {
        return session.lambda().listAliases(b -> b.functionName("echo")).aliases().stream()
                .map(AliasConfiguration::name)
                .toList();
    }

    private List<String> versions() {
        return session.lambda().listVersionsByFunction(b -> b.functionName("echo")).versions().stream()
                .map(FunctionConfiguration::version)
                .toList();
    }

    private void setMemory(int memoryMb) throws InterruptedException {
        awaitUpdate();
        session.lambda().updateFunctionConfiguration(b -> b.functionName("echo").memorySize(memoryMb));
        awaitUpdate();
    }

    private void awaitUpdate() throws InterruptedException {
        while (session.lambda()
                        .getFunctionConfiguration(b -> b.functionName("echo"))
                        .lastUpdateStatus()
                != LastUpdateStatus.SUCCESSFUL) {
            TimeUnit.MILLISECONDS.sleep(20);
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

    private void assertUntouched() throws IOException {
        assertThat(memory()).isEqualTo(512);
        assertThat(aliases()).containsExactly("live");
        assertThat(versions()).containsExactly("$LATEST", live);
        assertThat(journalEntries()).isEmpty();
    }

    @Test
    void measuresEachSizeBehindItsAliasAndLeavesNothing() throws Exception {
        TuneRecord record = sweep(Sweep.settings(List.of(256, 512, 1024), false, null, null));

        assertUntouched();
        assertThat(record.sizes()).extracting(SizeFigures::memoryMb).containsExactly(256, 512, 1024);
        for (SizeFigures size : record.sizes()) {
            assertThat(size.invocations()).isEqualTo(30);
            assertThat(size.coldStarts()).isEqualTo(1);
            assertThat(size.unfit()).isNull();
            assertThat(size.medianMs().value()).isGreaterThanOrEqualTo(20);
            // 0.20 USD of requests, and billed seconds x GB x 0.0000166667 USD
            assertThat(size.costPerMillion().value())
                    .isCloseTo(
                            0.2 + size.billedMs().value() * 1000 * size.memoryMb() / 1024 * 0.0000166667, within(1e-6));
            assertThat(directory.resolve("run/run-1-" + size.memoryMb() + "/run.json"))
                    .isRegularFile();
        }
        // it waits: the least memory is the cheapest
        assertThat(record.chosenMb()).isEqualTo(256);
        assertThat(record.presentMb()).isEqualTo(512);
        assertThat(record.saving().savedUsd().signum()).isPositive();
        assertThat(messages.get(0))
                .isEqualTo("tune: echo (512 MB, x86_64) under the load of usual, all of 3 sizes: 256, 512, 1024 MB");
        assertThat(messages.get(1))
                .isEqualTo(
                        "tune: changes for each size: the memory of $LATEST, until a version of it is published, then"
                                + " back to 512 MB before any load; alias lambda-perf-tune-<MB> and that version, until its load"
                                + " is over. Nothing else");
        assertThat(messages)
                .contains(
                        "echo: version 2 behind the alias lambda-perf-tune-256; $LATEST has its 512 MB again",
                        "echo: alias lambda-perf-tune-256 and version 2 deleted");
    }

    @Test
    void keepsAVersionThatExistedBefore() throws Exception {
        setMemory(256);
        String older =
                session.lambda().publishVersion(b -> b.functionName("echo")).version();
        setMemory(512);

        TuneRecord record = sweep(Sweep.settings(List.of(256), false, null, null));

        assertThat(record.sizes().get(0).version()).isEqualTo(older);
        assertThat(versions()).containsExactly("$LATEST", live, older);
        assertThat(aliases()).containsExactly("live");
    }

    @Test
    void refusesAnAliasOfSomebodyElse() throws Exception {
        session.lambda()
                .createAlias(
                        b -> b.functionName("echo").name("lambda-perf-tune-256").functionVersion(live));

        assertThatThrownBy(() -> sweep(Sweep.settings(List.of(256), false, null, null)))
                .isInstanceOf(PerfException.class)
                .hasMessageStartingWith(
                        "the alias 'lambda-perf-tune-256' of echo exists already and is not of this run");
        assertThat(aliases()).containsExactly("lambda-perf-tune-256", "live");
        assertThat(memory()).isEqualTo(512);
        assertThat(journalEntries()).isEmpty();
    }

    @Test
    void appliesTheChoiceToLatestAndAnAlias() throws Exception {
        TuneRecord record = sweep(Sweep.settings(List.of(256, 512), true, "live", null));

        assertThat(record.chosenMb()).isEqualTo(256);
        assertThat(memory()).isEqualTo(256);
        String now = session.lambda()
                .getAlias(b -> b.functionName("echo").name("live"))
                .functionVersion();
        assertThat(session.lambda()
                        .getFunctionConfiguration(b -> b.functionName("echo").qualifier(now))
                        .memorySize())
                .isEqualTo(256);
        assertThat(versions()).containsExactly("$LATEST", live, now);
        assertThat(messages).contains("alias echo:live moved from version " + live + " to version " + now);
    }

    @Test
    void choosesNothingThatDoesNotHoldTheConstraint() throws Exception {
        TuneRecord record = sweep(Sweep.settings(List.of(256, 512), false, null, "p(50)<10"));

        assertThat(record.chosenMb()).isNull();
        assertThat(record.reason()).isEqualTo("no size holds p(50)<10");
        assertThat(record.sizes().get(0).unfit()).startsWith("p(50) is ").endsWith(", must be < 10");
        assertUntouched();
    }

    @Test
    void countsColdStartsAtTheShareThatIsStated() throws Exception {
        TuneSettings warm = Sweep.settings(List.of(512), false, null, null);
        TuneRecord record = sweep(new TuneSettings(
                warm.sizes(),
                false,
                warm.goal(),
                null,
                0.25,
                warm.allowedErrors(),
                warm.invocationsPerMonth(),
                false,
                warm.architectures(),
                false,
                null));

        SizeFigures size = record.sizes().get(0);
        assertThat(size.billedColdMs()).isGreaterThan(size.billedMs().value());
        assertThat(size.meanMs().value())
                .isCloseTo(0.75 * size.billedMs().value() + 0.25 * size.billedColdMs(), within(1e-6));
    }

    @Test
    void refusesAnArchitectureThatNeedsOtherCode() {
        TuneSettings usual = Sweep.settings(List.of(512), false, null, null);

        assertThatThrownBy(() -> sweep(new TuneSettings(
                        usual.sizes(),
                        false,
                        usual.goal(),
                        null,
                        0,
                        usual.allowedErrors(),
                        usual.invocationsPerMonth(),
                        false,
                        Set.of("riscv64"),
                        false,
                        null)))
                .isInstanceOf(PerfException.class)
                .hasMessageStartingWith("perf.tune.architectures has 'riscv64', but echo runs on ");
    }

    @Test
    void leavesTheMemoryThatSomebodyElseHasSetSince() throws Exception {
        Path perf = scenarios("perf", "vus: 1\niterations: 1\n");
        proxy.reset();
        assertThat(start(perf).waitFor(60, TimeUnit.SECONDS)).isTrue();
        int update = 1;
        while (!proxy.requests().get(update - 1).startsWith("PUT ")) {
            update++;
        }
        proxy.reset();
        proxy.kill(update, true);
        assertThat(start(perf).waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(memory()).isEqualTo(256);
        setMemory(1024);
        proxy.reset();

        restore();

        assertThat(memory()).isEqualTo(1024);
        assertThat(journalEntries()).isEmpty();
        assertThat(messages)
                .containsExactly(
                        "a build that was killed has left the memory of echo at 256 MB (it was 512 MB) and the alias"
                                + " echo:lambda-perf-tune-256 with its version",
                        "the memory of echo is 1024 MB, not the 256 MB of this run: it is left as it is");
    }

    @Test
    void refusesScenariosThatCannotBeSwept() {
        for (String wrong : List.of(
                "invoke: { type: Event }\nvus: 1\n",
                "invoke: { logTail: 0 }\nvus: 1\n",
                "invoke: { qualifier: live }\nprovisionedConcurrency: 1\nvus: 1\n")) {
            assertThatThrownBy(() -> Sweep.run(
                            target.endpoint(),
                            scenarios("wrong", wrong),
                            directory,
                            journal(),
                            Sweep.settings(List.of(256), false, null, null),
                            messages::add))
                    .isInstanceOf(PerfException.class)
                    .hasMessageContaining("perf:tune");
        }
    }

    /**
     * Kills a sweep at each of its changes in turn, before it arrives, when it is done, and when its answer is there; then
     * starts a load, or restores only.
     */
    @Test
    void isPutBackByTheNextStartWhereverOneWasKilled() throws Exception {
        Path perf = scenarios("perf", "vus: 1\niterations: 1\n");
        proxy.reset();
        Process whole = start(perf);
        assertThat(whole.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(whole.exitValue()).isZero();
        assertUntouched();
        List<String> steps = List.copyOf(proxy.requests());
        assertThat(steps).anyMatch(step -> step.startsWith("PUT ") && step.endsWith("/configuration"));
        assertThat(steps).anyMatch(step -> step.startsWith("DELETE "));
        int memoryLeft = 0;
        int aliasLeft = 0;
        int versionLeft = 0;
        for (int step = 1; step <= steps.size(); step++) {
            boolean changes = KillingProxy.changes(steps, step);
            if (!changes && !KillingProxy.changes(steps, step - 1)) {
                // nothing has changed since the step before
                continue;
            }
            for (boolean afterwards : changes ? List.of(false, true) : List.of(false)) {
                proxy.reset();
                proxy.kill(step, afterwards);
                Process process = start(perf);
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                memoryLeft += memory() == 512 ? 0 : 1;
                aliasLeft += aliases().size() - 1;
                versionLeft += versions().size() - 2;
                proxy.reset();

                if (step % 2 == 0) {
                    ProvisionedLoad.run(proxy.endpoint(), perf, directory.resolve("next"), journal(), messages::add);
                } else {
                    restore();
                }

                assertThat(process.exitValue()).as("request %d", step).isIn(0, 137);
                assertUntouched();
            }
        }
        assertThat(memoryLeft).as("sweeps that left the memory changed").isPositive();
        assertThat(aliasLeft).as("sweeps that left an alias").isPositive();
        assertThat(versionLeft).as("sweeps that left a version").isPositive();
    }

    private void restore() {
        try (AwsSession proxied = new AwsSession(
                new AwsSettings(Optional.of(proxy.endpoint()), Optional.of("us-east-1"), Optional.empty()))) {
            assertThat(new LeftOvers(proxied, journal(), messages::add).restore())
                    .isZero();
        }
    }

    private Process start(Path scenarios) throws IOException {
        Process process = OwnJvm.oneOfMany(
                        directory,
                        Sweep.class,
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
