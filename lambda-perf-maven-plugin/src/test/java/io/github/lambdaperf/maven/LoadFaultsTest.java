package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What ends perf:load, or keeps it from starting: what is kept and told, and that the next run works. */
@Timeout(120)
class LoadFaultsTest {
    @RegisterExtension
    static final FaultGround GROUND = new FaultGround();

    @TempDir
    private Path directory;

    private FaultProxy proxy;
    private Goals goals;

    @BeforeEach
    void open() throws Exception {
        proxy = GROUND.proxy();
        goals = GROUND.goals(directory.resolve("orders"));
    }

    /** Everything is lost on the way, and what was changed for the run is put back; or it is known what was not. */
    @Test
    void whatWasProvisionedIsPutBackAndTheRecordKept() throws Exception {
        Path journal = directory.resolve("journal");
        Path scenarios = Files.createDirectories(directory.resolve("provisioned"));
        Files.writeString(scenarios.resolve("p.yaml"), """
                invoke: { qualifier: live }
                provisionedConcurrency: 1
                vus: 1
                iterations: 3
                """);
        List<String> messages = new ArrayList<>();
        proxy.on("Invoke", FaultProxy.reset())
                .on(
                        "DeleteProvisionedConcurrencyConfig",
                        FaultProxy.lambda(403, "AccessDeniedException", "{\"Message\":\"not authorized\"}"));

        assertThatThrownBy(() -> ProvisionedLoad.run(proxy.endpoint(), scenarios, directory, journal, messages::add))
                .isInstanceOf(PerfException.class)
                .hasMessageStartingWith("the provisioned concurrency of echo:live could not be put back (")
                .hasMessageContaining("): it costs money until the next load there does, or: aws lambda ");

        RunRecord run = new RunDirectory(directory.resolve("run")).read();
        assertThat(run.status()).isEqualTo(RunRecord.Status.PARTIAL);
        assertThat(run.statusReasons())
                .singleElement()
                .asString()
                .startsWith("p was ended: the provisioned concurrency of echo:live could not be put back");
        assertThat(FaultGround.byName(run.scenarios().get(0))
                        .get("ConnectionReset")
                        .count())
                .isEqualTo(3);
        assertThat(journal).isDirectoryContaining(file -> file.toString().endsWith(".json"));

        proxy.mend();
        Files.writeString(scenarios.resolve("p.yaml"), "vus: 1\niterations: 1\n");
        ProvisionedLoad.run(proxy.endpoint(), scenarios, directory, journal, messages::add);
        assertThat(messages).contains("provisioned concurrency of echo:live deleted again");
        assertThat(journal).isEmptyDirectory();
    }

    @Test
    void whereNobodyListensNothingIsSent() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        goals.with("perf.endpoint", "http://127.0.0.1:" + port).scenario("any", "vus: 1\niterations: 1\n");

        Goals.Ended ended = goals.load();

        assertThat(ended.isError()).isTrue();
        assertThat(ended.message())
                .startsWith("Lambda at http://127.0.0.1:" + port + " could not be reached: ")
                .endsWith(": check the network, perf.endpoint and perf.region");
        assertThat(goals.record()).isEmpty();
    }

    /** The second scenario loses the way to the endpoint as it opens its connections. */
    @Test
    void whatWasMeasuredBeforeTheEndpointWentAwayIsAPartialRecord() throws Exception {
        FaultProxy mortal = new FaultProxy(GROUND.target().endpoint());
        mortal.on("Invoke", number -> number == 4 ? mortal.last() : null);
        goals.with("perf.endpoint", mortal.endpoint())
                .scenario("a-first", "vus: 1\niterations: 5\n")
                .scenario("b-second", "vus: 1\niterations: 5\n");

        Goals.Ended ended = goals.load();

        assertThat(ended.isError()).isTrue();
        assertThat(ended.message())
                .startsWith("no connection to 127.0.0.1:")
                .endsWith("nothing listens there: start the endpoint, or correct perf.endpoint or the url");
        RunRecord run = goals.record().orElseThrow();
        assertThat(run.status()).isEqualTo(RunRecord.Status.PARTIAL);
        assertThat(run.statusReasons())
                .singleElement()
                .asString()
                .startsWith("b-second was ended: no connection to 127.0.0.1:");
        assertThat(run.scenarios()).hasSize(1);
        assertThat(FaultGround.count(run.scenarios().get(0), "invocations")).isEqualTo(5);
    }

    @Test
    void whatWasMeasuredBeforeAPayloadFailedIsAPartialRecord() throws Exception {
        goals.scenario(
                "scarce", "payload: { class: " + ScarcePayloads.class.getName() + " }\nvus: 1\niterations: 40\n");

        Goals.Ended ended = goals.load();

        assertThat(ended.isFailure()).as("the user's class").isTrue();
        assertThat(ended.message())
                .isEqualTo("the payload of iteration 7 could not be made (java.lang.IllegalStateException: there is no"
                        + " payload 7): look at the payload of the scenario, and at its class");
        RunRecord run = goals.record().orElseThrow();
        assertThat(run.status()).isEqualTo(RunRecord.Status.PARTIAL);
        assertThat(run.statusReasons())
                .singleElement()
                .asString()
                .startsWith("scarce was ended: ")
                .contains("there is no payload 7");
        assertThat(FaultGround.count(run.scenarios().get(0), "invocations")).isEqualTo(7);
    }

    /** The top level domain is reserved to have no names (RFC 2606); the credentials are of nobody. */
    @Test
    void aHostThatHasNoAddressIsNamed() throws Exception {
        System.setProperty("aws.accessKeyId", "AKID");
        System.setProperty("aws.secretAccessKey", "secret");
        try {
            goals.with("perf.endpoint", "http://lambda.invalid").scenario("any", "vus: 1\niterations: 1\n");

            Goals.Ended ended = goals.load();

            assertThat(ended.isError()).isTrue();
            assertThat(ended.message())
                    .startsWith("Lambda at http://lambda.invalid could not be reached: the host lambda.invalid")
                    .endsWith(" is not known: check perf.endpoint, perf.region and this machine's DNS");
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    @Test
    void aWrongClockIsToldAndCostsNoInvocation() throws Exception {
        proxy.clockAhead(Duration.ofHours(1));
        goals.scenario("skewed", "vus: 1\niterations: 5\n");

        assertThat(goals.load().failure()).isNull();

        ScenarioRecord scenario = goals.record().orElseThrow().scenarios().get(0);
        assertThat(scenario.errors()).isEmpty();
        assertThat(FaultGround.count(scenario, "invocations")).isEqualTo(5);
        assertThat(goals.log())
                .anyMatch(line -> line.matches("\\[INFO] this machine's clock is (59|60) min behind that of 127.0.0.1:"
                        + " requests are signed with theirs, but perf:analyze looks for the logs at this one's time; set it"
                        + " by NTP \\(timedatectl set-ntp true\\)"));
    }

    @Test
    void credentialsThatAwsDoesNotTakeAreToldBeforeAnythingIsSent() throws Exception {
        goals.scenario("any", "vus: 1\niterations: 1\n");
        Map<String, String> remedies = Map.of(
                "ExpiredTokenException",
                "the credentials have expired: renew them (aws sso login, or a new session token) and run again",
                "UnrecognizedClientException",
                "AWS does not know these credentials: check AWS_ACCESS_KEY_ID, AWS_PROFILE or perf.profile, and that"
                        + " perf.region is in their partition",
                "InvalidSignatureException",
                "either the secret key is not the one of the access key, or this machine's clock is wrong (set it by NTP)");
        for (Map.Entry<String, String> remedy : remedies.entrySet()) {
            proxy.on(
                    "GetFunctionConfiguration",
                    FaultProxy.lambda(403, remedy.getKey(), "{\"message\":\"no " + remedy.getKey() + "\"}"));

            Goals.Ended ended = goals.load();

            assertThat(ended.isError()).isTrue();
            assertThat(ended.message())
                    .isEqualTo("the configuration of 'echo' could not be read: Lambda denied the call: no "
                            + remedy.getKey() + ": " + remedy.getValue());
        }
        assertThat(proxy.operations()).doesNotContain("Invoke");
        assertThat(goals.record()).isEmpty();
    }

    @Test
    void aPermissionThatIsMissingIsNamed() throws Exception {
        goals.scenario("any", "vus: 1\niterations: 2\n");
        proxy.on(
                "GetFunctionConfiguration",
                FaultProxy.lambda(403, "AccessDeniedException", "{\"Message\":\"not authorized\"}"));
        Goals.Ended unread = goals.load();
        proxy.mend();
        proxy.on("ListTags", FaultProxy.lambda(403, "AccessDeniedException", "{\"Message\":\"not authorized\"}"));
        Goals.Ended untagged = goals.load();

        assertThat(unread.isError()).isTrue();
        assertThat(unread.message())
                .isEqualTo(
                        "the configuration of 'echo' could not be read: Lambda denied the call: not authorized; allow"
                                + " lambda:GetFunctionConfiguration (mvn perf:doctor prints all that is needed)");
        assertThat(untagged.failure()).isNull();
        assertThat(goals.log())
                .contains("[INFO] whether its owners forbid a load is not known, the tag perf:allow could not be read:"
                        + " Lambda denied the call: not authorized; allow lambda:ListTags (mvn perf:doctor prints all that"
                        + " is needed)");
        assertThat(goals.record().orElseThrow().status()).isEqualTo(RunRecord.Status.COMPLETE);
    }

    /** The device takes nothing, as a disk that is full; the record itself goes elsewhere and fits. */
    @Test
    void whatDoesNotFitOnTheDiskIsNamedInTheRecordThatDoes() throws Exception {
        assumeTrue(Files.isWritable(Path.of("/dev/full")), "there is no /dev/full");
        Path run = Files.createDirectories(directory.resolve("run"));
        Files.createSymbolicLink(run.resolve("full.hlog.tmp"), Path.of("/dev/full"));
        Path scenarios = Files.createDirectories(directory.resolve("scenarios"));
        Files.writeString(scenarios.resolve("full.yaml"), "vus: 1\niterations: 5\n");

        assertThatThrownBy(() -> ProvisionedLoad.run(proxy.endpoint(), scenarios, directory, null, message -> {}))
                .isInstanceOf(PerfException.class)
                .hasMessage("cannot write " + run.resolve("full.hlog") + " (No space left on device): make the folder"
                        + " writable, free some space, or set -Dperf.outputDirectory to another one");

        RunRecord record = new RunDirectory(run).read();
        assertThat(record.status()).isEqualTo(RunRecord.Status.PARTIAL);
        assertThat(record.statusReasons().get(0)).startsWith("cannot write " + run.resolve("full.hlog"));
        assertThat(FaultGround.count(record.scenarios().get(0), "invocations")).isEqualTo(5);
        assertThat(run).isDirectoryNotContaining(file -> file.toString().endsWith(".tmp"));
    }

    @Test
    void aFolderThatCannotBeMadeIsToldBeforeAnythingIsSent() throws Exception {
        Path file = Files.writeString(directory.resolve("no-folder"), "x");
        goals.with("perf.outputDirectory", file.resolve("perf")).scenario("any", "vus: 1\niterations: 1\n");

        Goals.Ended ended = goals.load();

        assertThat(ended.isError()).isTrue();
        assertThat(ended.message())
                .startsWith("nothing was sent: the record cannot be kept in " + file.resolve("perf/runs"))
                .endsWith("): make the folder writable, free some space, or set -Dperf.outputDirectory to another one");
        assertThat(proxy.operations()).doesNotContain("Invoke");
        assertThat(file).hasContent("x");
    }

    /** Does not bind root, who may write everywhere. */
    @Test
    void aReadOnlyFolderIsToldBeforeAnythingIsSent() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("read-only"));
        assertThat(folder.toFile().setWritable(false)).isTrue();
        assumeFalse(Files.isWritable(folder), "this user may write everywhere");
        goals.with("perf.outputDirectory", folder.resolve("perf")).scenario("any", "vus: 1\niterations: 1\n");

        Goals.Ended ended = goals.load();
        assertThat(folder.toFile().setWritable(true)).isTrue();

        assertThat(ended.isError()).isTrue();
        assertThat(ended.message()).contains("(access denied): make the folder writable");
        assertThat(proxy.operations()).doesNotContain("Invoke");
    }
}
