package io.github.lambdaperf.local.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.lambdaperf.local.RuntimeClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {

    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    @Test
    void theArchiveIsMadeOnceAndFitsTheRuntime(@TempDir Path cache) throws Exception {
        Path archive = archive(cache).of(JAVA_HOME, RuntimeClient.JAVA).orElseThrow();
        FileTime made = Files.getLastModifiedTime(archive);

        assertThat(archive(cache).of(JAVA_HOME, RuntimeClient.JAVA)).contains(archive);
        assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
        try (var files = Files.list(cache)) {
            assertThat(files).as("the jar and the archive").hasSize(2);
        }
        // -Xshare:on refuses to run with an archive that does not fit.
        Process process = new ProcessBuilder(
                        JAVA_HOME.resolve("bin/java").toString(),
                        "-Xshare:on",
                        "-XX:SharedArchiveFile=" + archive,
                        "-XX:+UseSerialGC",
                        "-cp",
                        RuntimeClassPath.in(new PrivateFiles(cache)).joined() + java.io.File.pathSeparator + cache,
                        "-version")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void aNewerJavaHasAnAotCache(@TempDir Path cache) throws Exception {
        Path javaHome = newerJava();

        List<String> flags = archive(cache).flags(javaHome, RuntimeClient.JAVA);

        assertThat(flags).anyMatch(flag -> flag.startsWith("-XX:AOTCache=") && flag.endsWith(".aot"));
        assertThat(archive(cache).flags(javaHome, RuntimeClient.JAVA)).isEqualTo(flags);
        // AOTMode=on refuses to run with a cache that does not fit
        List<String> line =
                new ArrayList<>(List.of(javaHome.resolve("bin/java").toString(), "-XX:AOTMode=on", "-XX:+UseSerialGC"));
        line.addAll(flags);
        line.addAll(List.of("--add-opens=java.base/java.io=ALL-UNNAMED", "-cp"));
        line.add(RuntimeClassPath.in(new PrivateFiles(cache)).joined());
        line.add("-version");
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** Beside the one that runs the tests, where there is one. */
    private static Path newerJava() throws IOException {
        try (Stream<Path> homes = Files.list(JAVA_HOME.toAbsolutePath().getParent())) {
            Optional<Path> newer = homes.filter(home -> release(home).matches("(?s).*JAVA_VERSION=\"2[5-9].*"))
                    .findFirst();
            assumeThat(newer).as("JDK 25 or later").isPresent();
            return newer.get();
        }
    }

    private static String release(Path home) {
        try {
            return Files.readString(home.resolve("release"));
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void withoutAnArchiveItGoesOn(@TempDir Path cache) throws IOException {
        assertThat(archive(cache).of(cache, RuntimeClient.JAVA)).isEqualTo(Optional.empty());
    }

    private static ClassArchive archive(Path cache) throws IOException {
        PrivateFiles files = new PrivateFiles(cache);
        return new ClassArchive(files, RuntimeClassPath.in(files), new RuntimeCommand(null));
    }
}
