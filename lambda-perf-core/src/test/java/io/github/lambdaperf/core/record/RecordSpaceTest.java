package io.github.lambdaperf.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The room of a run that was killed is given back, that of a living one is not. */
@Timeout(60)
class RecordSpaceTest {
    @TempDir
    private Path records;

    /** Takes the room and lives until it is killed. */
    static final class Run {
        private Run() {}

        public static void main(String[] args) throws IOException {
            RecordSpace space = RecordSpace.in(new RunDirectory(Path.of(args[0])));
            System.out.println("taken");
            System.in.read();
            space.close();
        }
    }

    /** Another goal on the same records. */
    static final class Other {
        private Other() {}

        public static void main(String[] args) {
            RecordSpace.giveBackOfTheKilled(Path.of(args[0]));
        }
    }

    private static Process start(Class<?> main, Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void whatAKilledRunHasLeftIsGivenBack() throws Exception {
        Path file = records.resolve("tune/run-1/run-1-128").resolve(RecordSpace.NAME);
        Process run = start(Run.class, file.getParent());
        try {
            assertThat(run.inputReader().readLine()).isEqualTo("taken");
            assertThat(file).hasSize(RecordSpace.BYTES);

            RecordSpace.giveBackOfTheKilled(records);
            assertThat(file).as("of a living run").exists();
        } finally {
            run.destroyForcibly();
        }
        assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(file).as("of a killed run").exists();

        RecordSpace.giveBackOfTheKilled(records);
        assertThat(file).doesNotExist();
    }

    @Test
    void aRunOfThisProcessKeepsItsRoomAndItsLock() throws Exception {
        Path file = records.resolve("runs/run-1").resolve(RecordSpace.NAME);
        RecordSpace space = RecordSpace.in(new RunDirectory(file.getParent()));
        RecordSpace.giveBackOfTheKilled(records);
        assertThat(file).hasSize(RecordSpace.BYTES);

        // for another process it would be one of a killed run, were the lock lost
        Process other = start(Other.class, records);
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(other.exitValue()).isZero();
        assertThat(file).hasSize(RecordSpace.BYTES);

        space.close();
        assertThat(file).doesNotExist();
    }

    @Test
    void whereThereAreNoRecordsThereIsNothingToGiveBack() {
        RecordSpace.giveBackOfTheKilled(records.resolve("none"));

        assertThat(records).isEmptyDirectory();
    }

    @Test
    void otherFilesStay() throws Exception {
        Path other = Files.writeString(
                Files.createDirectories(records.resolve("runs/run-1")).resolve("run.json"), "{}");

        RecordSpace.giveBackOfTheKilled(records);

        assertThat(other).hasContent("{}");
    }
}
