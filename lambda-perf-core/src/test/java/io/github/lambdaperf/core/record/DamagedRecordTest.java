package io.github.lambdaperf.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were cut off, or cannot be written: a message with what to do, and never half of the figures. */
class DamagedRecordTest {
    @TempDir
    private Path directory;

    private RunDirectory written() {
        RunDirectory run = new RunDirectory(directory.resolve("20261123T100000.000Z"));
        run.write(new RunRecord(
                RunRecord.SCHEMA,
                "20261123T100000.000Z",
                Instant.EPOCH,
                Instant.EPOCH,
                RunRecord.Status.COMPLETE,
                List.of(),
                "lambda-perf test",
                null,
                new Environment("local", "local", "x86_64", 512, "java17", "Zip", false, 0, ""),
                new FunctionRecord(
                        "orders", "arn", "$LATEST", "h", null, null, "/aws/lambda/orders", "Text", 3000, 512),
                new GeneratorHealth(0, 0, 0, 0, 0, null, null, List.of("netty"), 0, true, null),
                List.of(),
                List.of(),
                null,
                null));
        return run;
    }

    @Test
    void aRecordThatIsCutAnywhereIsToldToBeDamaged() throws IOException {
        RunDirectory run = written();
        Path file = run.path().resolve("run.json");
        byte[] whole = Files.readAllBytes(file);
        // without the line's end it is whole
        for (int length = 0; length < whole.length - 1; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(run::read)
                    .as("cut at %d of %d", length, whole.length)
                    .isInstanceOfSatisfying(
                            PerfException.class, e -> assertThat(e.blame()).isEqualTo(PerfException.Blame.USER))
                    .hasMessageStartingWith("the run record " + file + " is damaged (")
                    .hasMessageEndingWith("): run perf:load again");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "[]", "\"run\"", "\u0000\u0000\u0000"})
    void whatIsNoRecordIsToldToBeDamaged(String text) throws IOException {
        RunDirectory run = written();
        Files.writeString(run.path().resolve("run.json"), text);

        assertThatThrownBy(run::read)
                .isInstanceOf(PerfException.class)
                .hasMessageContaining(" is damaged (")
                .hasMessageEndingWith("): run perf:load again");
    }

    /** As a process leaves it that was killed while it wrote. */
    @Test
    void halfAFileBesideItsPlaceIsNoRecord() throws IOException {
        RunDirectory whole = written();
        Path killed = Files.createDirectories(directory.resolve("20261123T110000.000Z"));
        Files.writeString(killed.resolve("run.json.tmp"), "{\"schema\":\"lambda-perf-run/1\",\"runId\":");

        assertThat(RunDirectory.newest(directory)).contains(whole);
        new RunDirectory(killed).write(whole.read());
        assertThat(killed.resolve("run.json.tmp")).doesNotExist();
        assertThat(new RunDirectory(killed).read()).isEqualTo(whole.read());
    }

    @Test
    void histogramsThatAreCutAnywhereAreDamagedOrWhole() throws IOException {
        Path file = directory.resolve("orders.hlog");
        Histogram histogram = new Histogram(3);
        histogram.recordValue(2500);
        Histograms.write(file, 0, 1000, new TreeMap<>(Map.of("all", histogram, "warm", histogram)));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Histograms.read(file))
                    .as("cut at %d of %d", length, whole.length)
                    .isInstanceOf(PerfException.class)
                    .hasMessage("the histogram log " + file + " is damaged: run perf:load again");
        }
        Files.write(file, whole);
        assertThat(Histograms.read(file)).containsOnlyKeys("all", "warm");
    }

    @Test
    void aTimelineThatIsCutWithinALineIsDamaged() throws IOException {
        Path file = directory.resolve("timeline.csv");
        TimelineFile.write(file, Map.of("orders", List.of(new TimelinePoint(0, 10, 10, 10, 1, 2.5, 3.5, 0, 0, 1, 12))));
        byte[] whole = Files.readAllBytes(file);
        int header = Files.readAllLines(file).get(0).length() + 1;
        for (int length = header + 1; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> TimelineFile.read(file))
                    .as("cut at %d of %d", length, whole.length)
                    .isInstanceOf(PerfException.class)
                    .hasMessage("the timeline " + file + " is damaged: run perf:load again");
        }
    }

    /** The device takes nothing: every write to it fails as on a full disk. */
    @Test
    void aFullDeviceIsNamedAndNothingIsLeft() throws IOException {
        assumeTrue(Files.isWritable(Path.of("/dev/full")), "there is no /dev/full");
        Path file = directory.resolve("run.json");
        Files.createSymbolicLink(directory.resolve("run.json.tmp"), Path.of("/dev/full"));

        assertThatThrownBy(() -> RunDirectory.writeAtomically(file, "{}"))
                .isInstanceOf(PerfException.class)
                .hasMessage("cannot write " + file + " (No space left on device): make the folder writable, free some"
                        + " space, or set -Dperf.outputDirectory to another one");
        assertThat(directory).isEmptyDirectory();
    }
}
