package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLockedTest {
    @TempDir
    private Path directory;

    /** Holds the lock until its input ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws IOException {
            FileLocked locked =
                    FileLocked.tryLock(Path.of(args[0]), "the other build").orElseThrow();
            System.out.println("locked");
            System.in.read();
            locked.close();
        }
    }

    @Test
    void aLockIsOneProcessesAndEndsWithIt() throws Exception {
        Path file = directory.resolve("some/where.lock");
        Process other = OwnJvm.of(Holder.class, file.toString())
                .redirectError(directory.resolve("errors.txt").toFile())
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).isEqualTo("locked");
            assertThat(FileLocked.tryLock(file, "this build")).isEmpty();
            assertThat(FileLocked.owner(file)).isEqualTo("the other build");
            CompletableFuture<FileLocked> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return FileLocked.lock(file, "this build");
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(waiting).isNotDone();

            other.destroyForcibly().waitFor();

            FileLocked locked = waiting.get(30, TimeUnit.SECONDS);
            assertThat(FileLocked.owner(file)).isEqualTo("this build");
            locked.close();
            assertThat(file).doesNotExist();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void threadsOfOneProcessExcludeEachOther() {
        Path file = directory.resolve("records.lock");
        FileLocked first = FileLocked.tryLock(file, "first").orElseThrow();
        assertThat(FileLocked.tryLock(file, "second")).isEmpty();
        first.close();

        FileLocked.tryLock(file, "second").orElseThrow().close();
    }
}
