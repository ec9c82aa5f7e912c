package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.LocalTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** perf:load in a process of its own on a machine that lacks disk or memory. */
@Timeout(120)
class MachineFaultsTest {
    private static LocalTarget target;
    private static FaultProxy proxy;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
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
                        .environment(Map.of("WAIT_MILLIS", "5"))
                        .timeout(Duration.ofSeconds(10))
                        .memoryMb(256)
                        .build())
                .maxConcurrency(2)
                .build()
                .start();
        proxy = new FaultProxy(target.endpoint());
    }

    @AfterAll
    static void end() throws Exception {
        proxy.close();
        target.close();
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

    private List<String> run(String scenario, List<String> before, String... options) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                directory.resolve("orders").toString(),
                proxy.endpoint().toString(),
                scenario));
        if (!before.isEmpty() && before.get(0).equals("unshare")) {
            command.add("fill");
        }
        Process process = new ProcessBuilder(command)
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
        List<String> lines;
        try (var out = process.getInputStream()) {
            lines = new String(out.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(lines).as(Files.readString(directory.resolve("err.txt"))).isNotEmpty();
        return lines;
    }

    /** A limit on the size of files makes writes fail for every user, as a full disk or a quota does. */
    @Test
    void aDiskThatIsFullIsToldBeforeAnythingIsSent() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");
        proxy.mend();
        proxy.operations().clear();

        List<String> lines =
                run("vus: 1\niterations: 1\n", List.of("/bin/bash", "-c", "ulimit -f 200; exec \"$@\"", "limited"));

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

    /** A file system of 3 MB in a namespace of the process's own, where the system grants these to its users. */
    @Test
    void aDiskThatFillsUpDuringTheRunKeepsTheRecord() throws Exception {
        String mount = "mount -t tmpfs -o size=3m none \"$0\" && exec \"$@\"";
        Path disk = Files.createDirectories(directory.resolve("orders"));
        List<String> before = List.of("unshare", "-rm", "sh", "-c", mount, disk.toString());
        assumeTrue(succeeds(List.of("unshare", "-rm", "sh", "-c", mount, disk.toString(), "true")), "no namespaces");
        proxy.mend();

        List<String> lines = run("vus: 1\niterations: 60\n", before);

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
        proxy.mend();
        String large = "\"" + "x".repeat(6 * 1024 * 1024 - 2) + "\"";
        FaultProxy.Fault answer = FaultProxy.ok(200, "application/json", large);
        proxy.on("Invoke", number -> number < 20 ? null : answer);

        List<String> lines = run("vus: 30\niterations: 2000\n", List.of(), "-Xmx48m");

        assertThat(lines.get(0)).isEqualTo("error");
        assertThat(lines.get(1))
                .isEqualTo(
                        "the load generator ran out of memory (its heap is 48 MB): give Maven more, MAVEN_OPTS=-Xmx1g,"
                                + " or send less at once, or ask for smaller answers");
        assertThat(lines.get(2))
                .matches("INVALID \\d+\\.0 \\[orders was ended: the load generator ran out of memory .*");
        assertThat(lines.get(3)).isEqualTo("temporaries []");
    }
}
