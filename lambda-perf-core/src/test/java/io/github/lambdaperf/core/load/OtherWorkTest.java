package io.github.lambdaperf.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherWorkTest {
    @TempDir
    private Path directory;

    /** A hundred hours pass, of which this process used next to nothing. */
    @Test
    void isWhatTheMachineDidBesidesIdling() throws IOException {
        Path stat = directory.resolve("stat");
        Files.writeString(stat, "cpu  1000 0 500 8000 200 0 100 200 0 0\ncpu0 1 2 3 4\n");
        OtherWork work = new OtherWork(stat);

        // user +18,000,000, system +3,600,000, idle +10,000,000, iowait +800,000, steal +3,600,000: 70 % of 36,000,000
        Files.writeString(stat, "cpu  18001000 0 3600500 10008000 800200 0 100 3600200 0 0\ncpu0 1 2 3 4\n");

        assertThat(work.share().orElseThrow()).isCloseTo(0.7, within(0.001));
    }

    @Test
    void isUnknownWhereTheSystemDoesNotTell() {
        assertThat(new OtherWork(directory.resolve("none")).share()).isEmpty();
    }
}
