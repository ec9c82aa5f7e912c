package io.github.lambdaperf.core.analyze;

import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The analyses: those that ship with the product, and the user's own. */
public final class LogQueries {
    /** Ending of a query file. */
    public static final String ENDING = ".cwli";

    /** Longest text that StartQuery takes. */
    static final int MAX_CHARACTERS = 10_000;

    private static final String TOTALS = "report-totals";

    private static final List<String> NAMES = List.of(
            "cold-start-rate",
            "cold-starts",
            "cold-starts-by-version",
            "snapstart-restores",
            "latency-percentiles",
            "slowest-requests",
            "memory-utilisation",
            "memory-percentiles",
            "out-of-memory",
            "out-of-memory-reasons",
            "error-rate",
            "error-messages",
            "timeouts",
            "crash-reasons",
            "init-failures",
            "retries",
            "billed-versus-used",
            "most-expensive");

    private LogQueries() {}

    /** The built-in analyses for a log format, in the order of the report. */
    public static List<LogQuery> builtIn(LogFormat format) {
        return NAMES.stream().map(name -> resource(format, name)).toList();
    }

    /** Counts the reports and sums their billed time: {@code reports}, {@code billedReports}, {@code billedMs}. */
    public static LogQuery totals(LogFormat format) {
        return resource(format, TOTALS);
    }

    /**
     * The built-in analyses and the user's; one of the user's with a built-in name takes its place.
     *
     * @param directory with the user's query files; null or missing: none
     */
    public static List<LogQuery> all(LogFormat format, Path directory) {
        Map<String, LogQuery> queries = new LinkedHashMap<>();
        builtIn(format).forEach(query -> queries.put(query.name(), query));
        read(directory).forEach(query -> queries.put(query.name(), query));
        return List.copyOf(queries.values());
    }

    /**
     * The user's queries: one per file {@code *.cwli}, by name.
     *
     * @param directory null or missing: none
     * @throws PerfException for an empty or overlong query
     */
    public static List<LogQuery> read(Path directory) {
        if (directory == null || !Files.isDirectory(directory)) {
            return List.of();
        }
        List<LogQuery> queries = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                queries.add(userQuery(file));
            }
        } catch (IOException e) {
            throw PerfException.world("cannot read the queries in " + directory + ": " + e.getMessage(), e);
        }
        return queries;
    }

    private static LogQuery userQuery(Path file) throws IOException {
        String text = Files.readString(file).stripTrailing();
        String fileName = file.getFileName().toString();
        String name = fileName.substring(0, fileName.length() - ENDING.length());
        if (text.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"))) {
            throw PerfException.user("the query file " + file + " holds no query: write one or delete it");
        }
        if (text.length() > MAX_CHARACTERS) {
            throw PerfException.user("the query file " + file + " has " + text.length()
                    + " characters, Logs Insights takes at most " + MAX_CHARACTERS + ": split it");
        }
        String first = text.lines().findFirst().orElse("").strip();
        String title = first.startsWith("#") ? first.substring(1).strip() : "";
        return new LogQuery(name, title.isEmpty() ? name : title, text, false);
    }

    private static LogQuery resource(LogFormat format, String name) {
        String path = format.folder() + "/" + name + ENDING;
        try (InputStream in = LogQueries.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + path + " is missing from the jar");
            }
            String file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int lineEnd = file.indexOf('\n');
            return new LogQuery(
                    name,
                    file.substring(1, lineEnd).strip(),
                    file.substring(lineEnd + 1).strip(),
                    true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
