package io.github.lambdaperf.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogProcessor;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The logs are HdrHistogram's: its own reader and its own command open them. */
class HistogramsTest {
    @TempDir
    private Path directory;

    private Path file;

    /** 1 to 100 ms. */
    @BeforeEach
    void write() {
        file = directory.resolve("orders.hlog");
        Histogram warm = new Histogram(3);
        for (int ms = 1; ms <= 100; ms++) {
            warm.recordValue(ms * 1000L);
        }
        TreeMap<String, Histogram> populations = new TreeMap<>();
        populations.put("warm", warm);
        Histograms.write(file, 1_700_000_000_000L, 1_700_000_060_000L, populations);
    }

    @Test
    void itsReaderReadsThem() throws Exception {
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            Histogram read = (Histogram) reader.nextIntervalHistogram();

            assertThat(read.getTag()).isEqualTo("warm");
            assertThat(read.getTotalCount()).isEqualTo(100);
            assertThat(read.getValueAtPercentile(50)).isBetween(50_000L, 50_050L);
            assertThat(read.getStartTimeStamp()).isEqualTo(1_700_000_000_000L);
            assertThat(read.getEndTimeStamp()).isEqualTo(1_700_000_060_000L);
            assertThat(reader.hasNext()).isFalse();
        }
        // tag, start, length, largest value in ms, histogram
        assertThat(Files.readString(file)).contains("Tag=warm,1700000000.000,60.000,100.031,");
    }

    @Test
    void itsCommandReadsThem() throws Exception {
        Path out = directory.resolve("out");

        Thread command = new HistogramLogProcessor(new String[] {
            "-i", file.toString(), "-tag", "warm", "-outputValueUnitRatio", "1000", "-o", out.toString()
        });
        command.start();
        command.join();

        assertThat(Files.readString(directory.resolve("out.hgrm"))).contains("Max     =      100.031");
    }
}
