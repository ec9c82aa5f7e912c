package io.github.lambdaperf.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.cost.CostSettings;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.finding.Template;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.payload.Feeder;
import io.github.lambdaperf.core.record.Histograms;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.TimelineFile;
import io.github.lambdaperf.core.record.TimelinePoint;
import io.github.lambdaperf.core.report.Reports;
import io.github.lambdaperf.core.scenario.AlarmsFile;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.scenario.ScenarioReader;
import io.github.lambdaperf.core.verdict.CompareMode;
import io.github.lambdaperf.core.verdict.JudgeSettings;
import io.github.lambdaperf.core.verdict.ReportInputs;
import io.github.lambdaperf.core.verdict.RunFamily;
import io.github.lambdaperf.core.verdict.RunJudge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Files that users write, or that a run left behind. Each is refused with a {@link PerfException}, or read. */
final class FileFuzz {
    private static final ScenarioReader SCENARIOS = ScenarioFiles.reader();
    private static final Path DIRECTORY = directory();

    private static final JudgeSettings JUDGE = new JudgeSettings(
            DIRECTORY,
            DIRECTORY.resolve("baseline"),
            false,
            JudgeSettings.OnInconclusive.WARN,
            LocalDate.of(2026, 11, 23),
            CompareMode.STORED,
            1,
            false);

    private FileFuzz() {}

    static void scenario(byte[] input) {
        Path file = file(input.length > 0 && input[0] == '{' ? "load.json" : "load.yaml", input);
        try {
            Scenario scenario = SCENARIOS.read(file);
            assertThat(SCENARIOS.read(file).digest()).isEqualTo(scenario.digest());
        } catch (PerfException e) {
            refused(e);
        }
    }

    static void alarms(byte[] input) {
        file("alarms.yaml", input);
        try {
            assertThat(AlarmsFile.read(DIRECTORY)).isNotNull();
        } catch (PerfException e) {
            refused(e);
        }
    }

    static void template(byte[] input) {
        try {
            assertThat(Template.read(file("template.yaml", input))).isNotNull();
        } catch (PerfException e) {
            refused(e);
        }
    }

    static void feeder(byte[] input) {
        try {
            Feeder feeder = Feeder.read(file("rows.csv", input), "rows.csv", Feeder.Strategy.SEQUENTIAL);
            assertThat(feeder.row(feeder.size() - 1).keySet()).isEqualTo(feeder.columns());
        } catch (IllegalArgumentException e) {
            // The reader of scenarios adds the place and refuses the scenario.
            assertThat(e).hasMessageContaining("rows.csv");
        }
    }

    /** What is read can be written, and is the same then; it can be judged and reported, too. */
    static void runRecord(byte[] input) {
        file(RunDirectory.RUN_JSON, input);
        RunDirectory directory = new RunDirectory(DIRECTORY);
        try {
            RunRecord run = directory.read();
            directory.write(run);
            assertThat(directory.read()).isEqualTo(run);
            RunJudge.Outcome outcome = RunJudge.judge(new RunFamily(directory, run, List.of()), JUDGE);
            Reports.write(
                    ReportInputs.of(
                            directory,
                            outcome.run(),
                            outcome.judgement(),
                            new CostSettings(PriceTable.bundled(), false, 0),
                            "test"),
                    DIRECTORY.resolve("reports"));
        } catch (PerfException e) {
            refused(e);
        }
    }

    static void timeline(byte[] input) {
        Path file = file(TimelineFile.NAME, input);
        try {
            Map<String, List<TimelinePoint>> timelines = TimelineFile.read(file);
            TimelineFile.write(file, timelines);
            assertThat(TimelineFile.read(file)).isEqualTo(timelines);
        } catch (PerfException e) {
            refused(e);
        }
    }

    static void histograms(byte[] input) {
        try {
            Histograms.read(file("load.hlog", input))
                    .values()
                    .forEach(histogram ->
                            assertThat(histogram.getValueAtPercentile(99)).isNotNegative());
        } catch (PerfException e) {
            refused(e);
        }
    }

    private static void refused(PerfException e) {
        assertThat(e.blame()).as(e.getMessage()).isEqualTo(PerfException.Blame.USER);
        assertThat(e.getMessage()).isNotBlank();
    }

    private static Path file(String name, byte[] content) {
        try {
            Path file = DIRECTORY.resolve(name);
            if (Files.notExists(file)) {
                file.toFile().deleteOnExit();
            }
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("fuzz");
            // in reverse order: the files, which are made later, go first
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
