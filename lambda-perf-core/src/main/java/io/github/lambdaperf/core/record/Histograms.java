package io.github.lambdaperf.core.record;

import io.github.lambdaperf.core.PerfException;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/** The {@code .hlog} files of a run: HdrHistogram's own log format, one tagged histogram for each population. */
public final class Histograms {
    /** Histogram units in a millisecond. */
    public static final double UNITS_PER_MS = 1000;

    private Histograms() {}

    /** File of a scenario in the run's directory. */
    public static Path file(RunDirectory directory, String scenario) {
        return directory.path().resolve(scenario + ".hlog");
    }

    /** Writes histograms of microseconds, tagged by population. */
    public static void write(Path file, long startMillis, long endMillis, SortedMap<String, Histogram> populations) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HistogramLogWriter writer = new HistogramLogWriter(bytes);
        writer.outputLogFormatVersion();
        writer.outputStartTime(startMillis);
        writer.outputLegend();
        for (Map.Entry<String, Histogram> population : populations.entrySet()) {
            Histogram histogram = population.getValue().copy();
            histogram.setTag(population.getKey());
            histogram.setStartTimeStamp(startMillis);
            histogram.setEndTimeStamp(endMillis);
            // the column Interval_Max is in ms
            writer.outputIntervalHistogram(startMillis / 1000.0, endMillis / 1000.0, histogram, UNITS_PER_MS);
        }
        writer.close();
        RunDirectory.writeAtomically(file, bytes.toString(StandardCharsets.UTF_8));
    }

    /** Reads what {@link #write} wrote; empty where the file is missing. */
    public static SortedMap<String, Histogram> read(Path file) {
        SortedMap<String, Histogram> populations = new TreeMap<>();
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            while (reader.hasNext()) {
                EncodableHistogram next = reader.nextIntervalHistogram();
                if (next instanceof Histogram histogram) {
                    populations.merge(String.valueOf(histogram.getTag()), histogram, (a, b) -> {
                        a.add(b);
                        return a;
                    });
                }
            }
        } catch (FileNotFoundException e) {
            return populations;
        } catch (RuntimeException e) {
            throw PerfException.user("the histogram log " + file + " is damaged: run perf:load again");
        }
        return populations;
    }
}
