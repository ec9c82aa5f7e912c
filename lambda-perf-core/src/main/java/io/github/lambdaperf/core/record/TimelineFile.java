package io.github.lambdaperf.core.record;

import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** {@code timeline.csv}: one line for each second of each scenario. */
public final class TimelineFile {
    /** Name in the run's directory. */
    public static final String NAME = "timeline.csv";

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setRecordSeparator('\n')
            .setHeader(
                    "scenario",
                    "second",
                    "wanted_rate",
                    "started",
                    "completed",
                    "in_flight",
                    "p50_ms",
                    "p95_ms",
                    "errors",
                    "throttles",
                    "cold_starts",
                    "dropped")
            .setSkipHeaderRecord(false)
            .get();

    private TimelineFile() {}

    /** Writes the timelines by scenario; what is not a number is an empty cell. */
    public static void write(Path file, Map<String, List<TimelinePoint>> timelines) {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
            for (Map.Entry<String, List<TimelinePoint>> timeline : timelines.entrySet()) {
                for (TimelinePoint point : timeline.getValue()) {
                    printer.printRecord(
                            timeline.getKey(),
                            point.second(),
                            cell(point.wantedRate()),
                            point.started(),
                            point.completed(),
                            point.inFlight(),
                            cell(point.p50Ms()),
                            cell(point.p95Ms()),
                            point.errors(),
                            point.throttles(),
                            point.coldStarts(),
                            point.dropped());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RunDirectory.writeAtomically(file, text.toString());
    }

    /** Reads what {@link #write} wrote; empty where the file is missing. */
    public static Map<String, List<TimelinePoint>> read(Path file) {
        Map<String, List<TimelinePoint>> timelines = new TreeMap<>();
        if (!Files.exists(file)) {
            return timelines;
        }
        if (RunDirectory.isCut(file)) {
            throw damaged(file);
        }
        CSVFormat reading = FORMAT.builder().setSkipHeaderRecord(true).get();
        try (CSVParser parser = reading.parse(Files.newBufferedReader(file))) {
            for (CSVRecord line : parser) {
                timelines
                        .computeIfAbsent(line.get("scenario"), key -> new ArrayList<>())
                        .add(new TimelinePoint(
                                Integer.parseInt(line.get("second")),
                                number(line.get("wanted_rate")),
                                Long.parseLong(line.get("started")),
                                Long.parseLong(line.get("completed")),
                                Integer.parseInt(line.get("in_flight")),
                                number(line.get("p50_ms")),
                                number(line.get("p95_ms")),
                                Long.parseLong(line.get("errors")),
                                Long.parseLong(line.get("throttles")),
                                Long.parseLong(line.get("cold_starts")),
                                Long.parseLong(line.get("dropped"))));
            }
            return timelines;
        } catch (IOException | RuntimeException e) {
            throw damaged(file);
        }
    }

    private static PerfException damaged(Path file) {
        return PerfException.user("the timeline " + file + " is damaged: run perf:load again");
    }

    private static Object cell(double value) {
        return Double.isNaN(value) ? "" : value;
    }

    private static double number(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }
}
