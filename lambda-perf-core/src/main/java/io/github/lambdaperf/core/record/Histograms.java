package io.github.lambdaperf.core.record;

import io.github.lambdaperf.core.PerfException;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/** The {@code .hlog} files of a run: HdrHistogram's own log format, one tagged histogram for each population. */
public final class Histograms {
    /** Histogram units in a millisecond. */
    public static final double UNITS_PER_MS = 1000;

    private static final String POPULATIONS = "[Populations]: ";

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
        writer.outputComment(POPULATIONS + String.join(",", populations.keySet()));
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
        if (!Files.exists(file)) {
            return populations;
        }
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
        } catch (FileNotFoundException | RuntimeException e) {
            throw damaged(file);
        }
        if (populations.isEmpty()
                || RunDirectory.isCut(file)
                || !populations.keySet().containsAll(announced(file))) {
            throw damaged(file);
        }
        return populations;
    }

    private static PerfException damaged(Path file) {
        return PerfException.user("the histogram log " + file + " is damaged: run perf:load again");
    }

    /** HdrHistogram's reader takes what there is for all there was. */
    private static Set<String> announced(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.takeWhile(line -> line.startsWith("#") || line.startsWith("\""))
                    .filter(line -> line.startsWith("#" + POPULATIONS))
                    .flatMap(line ->
                            Stream.of(line.substring(POPULATIONS.length() + 1).split(",")))
                    .collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            throw damaged(file);
        }
    }
}
