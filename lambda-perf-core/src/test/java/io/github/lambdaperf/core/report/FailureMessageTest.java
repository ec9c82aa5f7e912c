package io.github.lambdaperf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailureMessageTest {
    private static final Path REPORT = Path.of("report.html");

    /** Of a build of several modules Maven prints nine lines more. */
    @Test
    void fitsIntoTheLastTwentyLinesWithWhatMavenAdds() {
        List<String> failures =
                IntStream.range(0, 40).mapToObj(i -> "a: problem " + i).toList();

        String text = of(failures, row(1.62));

        assertThat(text.lines()).hasSizeLessThanOrEqualTo(11);
        assertThat(text)
                .startsWith("performance check failed, 40 problems:\n  - a: problem 0\n")
                .contains("  - and 37 more, in the report and the table above\nReport: report.html\n");
    }

    @Test
    void leavesNothingOutWhereAllFits() {
        List<String> failures =
                IntStream.range(0, 4).mapToObj(i -> "a: problem " + i).toList();

        assertThat(of(failures, row(1.62))).contains("  - a: problem 3\nReport: ");
    }

    /** A rule that nobody asked for names what it counted, in lines of its own. */
    @Test
    void givesLinesThatBelongToAFindingTheRoomThatIsLeft() {
        List<String> failures = IntStream.range(0, 4)
                .mapToObj(i -> "a: problem " + i + "\n    kind 1\n    kind 2\n    kind 3")
                .toList();
        Judgement nothingRegressed = new Judgement("failed", List.of(), failures, List.of(), List.of(), Map.of());

        assertThat(FailureMessage.of(List.of(), nothingRegressed, REPORT).lines())
                .hasSize(11)
                .startsWith(
                        "performance check failed, 4 problems:",
                        "  - a: problem 0",
                        "    kind 1",
                        "    kind 2",
                        "    kind 3",
                        "  - a: problem 1",
                        "    kind 1",
                        "  - a: problem 2",
                        "  - a: problem 3");
        assertThat(of(failures, row(1.62)).lines()).hasSize(11).noneMatch(line -> line.startsWith("    kind"));
    }

    @Test
    void offersAWaiverThatCoversTheChange() {
        assertThat(of(List.of("a: x"), row(1.62))).contains("upTo: 65%");
        assertThat(of(List.of("a: x"), row(1.012))).contains("upTo: 5%");
        assertThat(of(List.of("a: x"), row(null))).contains("upTo: 20%");
    }

    @Test
    void tellsWhatIsNextWhereNothingRegressed() {
        Judgement judgement =
                new Judgement("failed", List.of(), List.of("create-order: x"), List.of(), List.of(), Map.of());
        List<ScenarioRecord> scenarios = SampleReport.run().scenarios();

        assertThat(FailureMessage.of(scenarios, judgement, REPORT)).isEqualTo("""
                        performance check failed, 1 problem:
                          - create-order: x
                        Report: report.html
                        Next: see there which requests failed or were slow, and what their logs say; mend the function, or \
                        change what must hold, in src/perf/create-order.yaml""");
    }

    @Test
    void namesTheMostFrequentErrorWhereFailuresBrokeAThreshold() {
        ScenarioRecord scenario = SampleReport.run().scenarios().get(0);
        ThresholdRecord threshold =
                new ThresholdRecord("invocation_success", "rate>0.999", 0.9975, false, "rate is 0.9975", false);

        assertThat(FailureMessage.sentence(scenario, threshold))
                .isEqualTo("create-order: the threshold invocation_success: rate>0.999 does not hold, it is 0.9975;"
                        + " 4 x function_error java.lang.IllegalStateException: no stock for item <42> & \"spare\""
                        + " [request 5f3c1c1e-7a35-4f1b-9d1c-0f0f6c1d2a11]");
    }

    @Test
    void namesTheRunsThatWereUsed() {
        assertThat(FailureMessage.sentence(row(1.62), 1, 1))
                .isEqualTo("a: client.warm.p50 regressed: baseline 10.0 ms, now 16.2 ms, change +62.0 %,"
                        + " 90 % interval [+50.0, +75.0] % (1 baseline run, 1 run now)");
    }

    private static String of(List<String> failures, VerdictRow row) {
        Judgement judgement =
                new Judgement("failed", List.of(row), failures, List.of(), List.of(), Map.of("a", "a.json"));
        return FailureMessage.of(List.of(), judgement, REPORT);
    }

    private static VerdictRow row(Double ratio) {
        return new VerdictRow(
                "a", "client.warm.p50", "ms", 10.0, 16.2, ratio, 1.5, 1.75, "regressed", true, true, null, null);
    }
}
