package io.github.lambdaperf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.TimelinePoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole files, read and checked by people; {@code -Dgolden.update} writes them anew. */
class GoldenReportsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/github/lambdaperf/core/report");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "summary.md",
                "TEST-perf-create-order.xml",
                "TEST-perf-get-order.xml",
                "jmh-result.json",
                "results.csv",
                "timeline.csv"
            })
    void writesTheFile(String name) throws IOException {
        assertThat(Reports.write(threeSeconds(), directory)).isEqualTo(directory.resolve("report.html"));

        assertGolden(name, Files.readString(directory.resolve(name)));
    }

    @Test
    void printsTheTable() throws IOException {
        assertGolden("terminal.txt", text(SampleReport.regressed()));
    }

    @Test
    void printsTheTableOfAFirstRun() throws IOException {
        assertGolden("terminal-first-run.txt", text(firstRun()));
    }

    @Test
    void saysWhyTheBuildFails() throws IOException {
        String text = FailureMessage.of(
                SampleReport.run().scenarios(), SampleReport.judgement(), Path.of("target", "perf", "report.html"));

        assertGolden("failure.txt", text.replace('\\', '/') + "\n");
    }

    private static String text(ReportInput input) {
        return TerminalTable.of(input).stream().map(StyledLine::text).collect(Collectors.joining("\n", "", "\n"));
    }

    private static ReportInput threeSeconds() {
        ReportInput whole = SampleReport.regressed();
        Map<String, List<TimelinePoint>> timelines = new LinkedHashMap<>();
        whole.timelines().forEach((scenario, points) -> timelines.put(scenario, points.subList(0, 3)));
        return new ReportInput(
                whole.run(),
                whole.judgement(),
                timelines,
                whole.percentiles(),
                whole.advice(),
                Map.of(),
                whole.productVersion());
    }

    private static ReportInput firstRun() {
        RunRecord run = SampleReport.run();
        VerdictRow row = new VerdictRow(
                "get-order",
                "client.warm.p95",
                "ms",
                null,
                16.1,
                null,
                null,
                null,
                "no baseline",
                false,
                false,
                null,
                null);
        Judgement judgement = new Judgement(
                "no baseline",
                List.of(row),
                List.of(),
                List.of(),
                List.of("get-order: no baseline yet; mvn -Pperf perf:baseline makes this run the first one"),
                Map.of());
        return new ReportInput(
                run.withScenarios(run.scenarios().subList(1, 2)),
                judgement,
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                "1.2.0");
    }

    private static void assertGolden(String name, String text) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
