package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.TimelineFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * {@code results.csv}, one figure a line, and {@code timeline.csv}, one second a line. Figures are as measured, not
 * rounded; a cell without a figure is empty.
 */
final class CsvFiles implements ReportWriter {
    static final String RESULTS = "results.csv";

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setRecordSeparator('\n')
            .setHeader(
                    "run",
                    "scenario",
                    "kind",
                    "name",
                    "aggregation",
                    "unit",
                    "source",
                    "baseline",
                    "now",
                    "ratio",
                    "low90",
                    "high90",
                    "verdict")
            .get();

    @Override
    public void write(ReportInput input, Path directory) {
        RunDirectory.writeAtomically(directory.resolve(RESULTS), results(input));
        TimelineFile.write(directory.resolve(TimelineFile.NAME), input.timelines());
    }

    static String results(ReportInput input) {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
            for (ScenarioRecord scenario : input.run().scenarios()) {
                new Rows(printer, input, scenario).print();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private record Rows(CSVPrinter printer, ReportInput input, ScenarioRecord scenario) {
        void print() throws IOException {
            for (VerdictRow row : input.judgement().rowsOf(scenario.name())) {
                print(
                        "judged",
                        row.metric(),
                        null,
                        row.unit(),
                        null,
                        row.baseline(),
                        row.now(),
                        row.ratio(),
                        row.low90(),
                        row.high90(),
                        row.verdict());
            }
            for (var threshold : scenario.thresholds()) {
                String verdict = threshold.passed() ? "passed" : "failed";
                now("threshold", threshold.metric(), threshold.expression(), null, null, threshold.value(), verdict);
            }
            for (var check : scenario.checks()) {
                now("check", check.name(), "passes", "count", "client", check.passes(), null);
                now("check", check.name(), "fails", "count", "client", check.fails(), null);
            }
            if (scenario.cost() != null) {
                String basis = scenario.cost().basis();
                now(
                        "cost",
                        "total",
                        null,
                        "USD",
                        basis,
                        scenario.cost().totalUsd().toPlainString(),
                        null);
                now(
                        "cost",
                        "per million",
                        null,
                        "USD",
                        basis,
                        scenario.cost().perMillionUsd().toPlainString(),
                        null);
            }
            for (var metric : scenario.metrics().entrySet()) {
                var record = metric.getValue();
                for (var value : record.values().entrySet()) {
                    now(
                            "metric",
                            metric.getKey(),
                            value.getKey(),
                            record.unit(),
                            record.source(),
                            value.getValue(),
                            null);
                }
            }
        }

        private void now(
                String kind, String name, String aggregation, String unit, String source, Object now, String verdict)
                throws IOException {
            print(kind, name, aggregation, unit, source, null, now, null, null, null, verdict);
        }

        private void print(String kind, String name, Object... rest) throws IOException {
            printer.print(input.run().runId());
            printer.print(scenario.name());
            printer.print(kind);
            printer.print(name);
            for (Object cell : rest) {
                printer.print(cell);
            }
            printer.println();
        }
    }
}
