package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lambdaperf.core.record.RunRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** perf:load in a process of its own on a machine that lacks disk or memory. */
@Timeout(240)
class MachineFaultsTest {
    @RegisterExtension
    static final FaultGround GROUND = new FaultGround();

    @TempDir
    private Path directory;

    private FaultProxy proxy;

    @BeforeEach
    void open() throws Exception {
        proxy = GROUND.proxy();
        GROUND.goals(directory.resolve("orders"));
    }

    /** The load of a project, and what came of it in lines; told to do so, it fills the disk meanwhile. */
    public static final class Main {
        public static void main(String[] arguments) throws Exception {
            Path project = Path.of(arguments[0]);
            Goals goals = new Goals(project)
                    .with("perf.target", "aws")
                    .with("perf.function", "echo")
                    .with("perf.region", "us-east-1")
                    .with("perf.endpoint", arguments[1])
                    .scenario("orders", arguments[2]);
            if (arguments.length > 3) {
                Thread filler = new Thread(() -> fill(project.resolve("filler"), goals.runs()), "filler");
                filler.setDaemon(true);
                filler.start();
            }
            Goals.Ended ended = goals.load();
            System.out.println(ended.failure() == null ? "well" : ended.isError() ? "error" : "failure");
            System.out.println(ended.failure() == null ? "" : ended.message());
            RunRecord record = goals.record().orElse(null);
            if (record != null) {
                System.out.println(record.status() + " "
                        + record.scenarios()
                                .get(0)
                                .metrics()
                                .get("invocations")
                                .values()
                                .get("count")
                        + " " + record.statusReasons());
            }
            System.out.println("temporaries " + goals.temporaries());
        }

        /** As soon as the run has begun. */
        private static void fill(Path file, Path runs) {
            try {
                while (!Files.isDirectory(runs) || runs.toFile().list().length == 0) {
                    LockSupport.parkNanos(1_000_000);
                }
                byte[] some = new byte[4096];
                while (true) {
                    Files.write(file, some, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            } catch (IOException e) {
                System.out.println("filled: " + e.getMessage().contains("No space left"));
            }
        }
    }

    private ProcessBuilder load(URI endpoint, String scenario, List<String> before, String... options) {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                directory.resolve("orders").toString(),
                endpoint.toString(),
                scenario));
        return new ProcessBuilder(command);
    }

    private List<String> lines(ProcessBuilder load) throws Exception {
        Path errors = directory.resolve("err.txt");
        Process process = load.redirectError(errors.toFile()).start();
        List<String> lines;
        try (var out = process.getInputStream()) {
            lines = new String(out.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        assertThat(lines).as(Files.readString(errors)).isNotEmpty();
        return lines;
    }

    /** In a namespace of its own with a file system there, where the system grants these to its users. */
    private static List<String> mounted(String options, Path there) throws InterruptedException {
        String mount = "mount -t tmpfs -o " + options + " none \"$0\" && exec \"$@\"";
        List<String> before = List.of("unshare", "-rm", "sh", "-c", mount, there.toString());
        List<String> attempt = new ArrayList<>(before);
        attempt.add("true");
        assumeTrue(succeeds(attempt), "no namespaces");
        return before;
    }

    /** A limit on the size of files makes writes fail for every user, as a full disk or a quota does. */
    @Test
    void aDiskThatIsFullIsToldBeforeAnythingIsSent() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");

        List<String> lines = lines(load(
                proxy.endpoint(),
                "vus: 1\niterations: 1\n",
                List.of("/bin/bash", "-c", "ulimit -f 200; exec \"$@\"", "limited")));

        assertThat(lines.get(0)).isEqualTo("error");
        assertThat(lines.get(1))
                .startsWith("nothing was sent: the record cannot be kept in "
                        + directory.resolve("orders/target/perf/runs"))
                .endsWith(
                        " (File too large): make the folder writable, free some space, or set -Dperf.outputDirectory to"
                                + " another one");
        assertThat(lines.get(2)).isEqualTo("temporaries []");
        assertThat(proxy.operations()).doesNotContain("Invoke");
    }

    @ParameterizedTest
    @ValueSource(strings = {"target", "target/perf"})
    void aFolderThatIsReadOnlyIsToldBeforeAnythingIsSent(String folder) throws Exception {
        Path there = Files.createDirectories(directory.resolve("orders").resolve(folder));

        List<String> lines = lines(load(proxy.endpoint(), "vus: 1\niterations: 1\n", mounted("ro", there)));

        assertThat(lines.get(0)).isEqualTo("error");
        assertThat(lines.get(1))
                .startsWith("nothing was sent: the record cannot be kept in "
                        + directory.resolve("orders/target/perf/runs"))
                .contains("Read-only file system")
                .endsWith("): make the folder writable, free some space, or set -Dperf.outputDirectory to another one");
        assertThat(lines.get(2)).isEqualTo("temporaries []");
        assertThat(proxy.operations()).doesNotContain("Invoke");
    }

    @Test
    void aDiskThatFillsUpDuringTheRunKeepsTheRecord() throws Exception {
        Path disk = Files.createDirectories(directory.resolve("orders"));
        ProcessBuilder load = load(proxy.endpoint(), "vus: 1\niterations: 60\n", mounted("size=3m", disk));
        load.command().add("fill");

        List<String> lines = lines(load);

        assertThat(lines).startsWith("filled: true", "well", "");
        assertThat(lines.get(3)).isEqualTo("COMPLETE 60.0 []");
        assertThat(lines.get(4)).isEqualTo("temporaries []");
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aGeneratorWithoutMemorySaysSoAndKeepsWhatItHas() throws Exception {
        String large = "\"" + "x".repeat(6 * 1024 * 1024 - 2) + "\"";
        FaultProxy.Fault answer = FaultProxy.ok(200, "application/json", large);
        proxy.on("Invoke", number -> number < 20 ? null : answer);

        List<String> lines = lines(load(proxy.endpoint(), "vus: 30\niterations: 2000\n", List.of(), "-Xmx48m"));

        assertThat(lines.get(0)).isEqualTo("error");
        assertThat(lines.get(1))
                .isEqualTo(
                        "the load generator ran out of memory (its heap is 48 MB): give Maven more, MAVEN_OPTS=-Xmx1g,"
                                + " or send less at once, or ask for smaller answers");
        assertThat(lines.get(2))
                .matches("INVALID \\d+\\.0 \\[orders was ended: the load generator ran out of memory .*");
        assertThat(lines.get(3)).isEqualTo("temporaries []");
    }

    @Test
    void whatAKilledLoadHasLeftIsTakenAwayByTheNextGoal() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        proxy.on("Invoke", number -> {
            loading.countDown();
            return FaultProxy.silence();
        });
        Process load = load(proxy.endpoint(), "vus: 1\niterations: 3\n", List.of())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .start();
        try {
            assertThat(loading.await(100, TimeUnit.SECONDS)).isTrue();
        } finally {
            load.destroyForcibly();
        }
        assertThat(load.waitFor(100, TimeUnit.SECONDS)).isTrue();
        Goals goals = GROUND.goals(directory.resolve("orders"));
        assertThat(goals.temporaries())
                .extracting(file -> file.getFileName().toString())
                .contains(".space-for-the-record");
        proxy.mend();

        assertThat(goals.report().message()).contains("perf:load first");

        assertThat(goals.temporaries()).isEmpty();
    }

    /** AWS's own endpoint would be asked; the credentials are missed before. */
    @Test
    void aMachineWithoutCredentialsIsToldHowToHaveThem() throws Exception {
        ProcessBuilder load = load(
                URI.create("http://lambda.invalid"),
                "vus: 1\niterations: 1\n",
                List.of(),
                "-Duser.home=" + directory.resolve("nobody"));
        load.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        load.environment().put("AWS_EC2_METADATA_DISABLED", "true");

        List<String> lines = lines(load);

        assertThat(lines)
                .containsExactly(
                        "error",
                        "no AWS credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE"
                                + " (or -Dperf.profile=...); -Dperf.target=local needs none",
                        "temporaries []");
    }
}
