package io.github.lambdaperf.local.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchDirectoryTest {

    @Test
    void onlyWhatKilledTargetsLeftIsRemoved(@TempDir Path parent) throws IOException {
        Path leftOver = Files.createDirectory(parent.resolve("lambda-local-1-x"));
        Files.createFile(leftOver.resolve("lock"));
        Files.createFile(leftOver.resolve("some.out"));
        Path young = Files.createDirectory(parent.resolve("lambda-local-1-y"));
        Path other = Files.createDirectory(parent.resolve("other"));
        Files.createFile(other.resolve("lock"));

        try (ScratchDirectory first = ScratchDirectory.in(parent);
                ScratchDirectory second = ScratchDirectory.in(parent)) {
            assertThat(leftOver).doesNotExist();
            assertThat(young).as("not locked yet").exists();
            assertThat(other).exists();
            assertThat(first.path()).exists().isNotEqualTo(second.path());
        }
        try (var files = Files.list(parent)) {
            assertThat(files).containsExactlyInAnyOrder(young, other);
        }
    }
}
