package io.github.lambdaperf.core.report;

import java.nio.file.Path;
import java.util.List;

/** Writes every report of a run. */
public final class Reports {
    private static final List<ReportWriter> WRITERS =
            List.of(new HtmlReport(), new MarkdownSummary(), new JUnitXml(), new JmhJson(), new CsvFiles());

    private Reports() {}

    /**
     * Writes {@code report.html}, {@code summary.md}, {@code TEST-perf-<scenario>.xml}, {@code jmh-result.json},
     * {@code results.csv} and {@code timeline.csv} into the directory, each whole or not at all.
     *
     * @return the one to look at
     * @throws io.github.lambdaperf.core.PerfException where a file cannot be written
     */
    public static Path write(ReportInput input, Path directory) {
        WRITERS.forEach(writer -> writer.write(input, directory));
        return directory.resolve(HtmlReport.FILE);
    }
}
