package io.github.lambdaperf.local.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.local.RuntimeClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
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
    void withoutAnArchiveItGoesOn(@TempDir Path cache) throws IOException {
        assertThat(archive(cache).of(cache, RuntimeClient.JAVA)).isEqualTo(Optional.empty());
    }

    private static ClassArchive archive(Path cache) throws IOException {
        PrivateFiles files = new PrivateFiles(cache);
        return new ClassArchive(files, RuntimeClassPath.in(files), new RuntimeCommand(null));
    }
}
