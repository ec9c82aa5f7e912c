package io.github.lambdaperf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailureMessageTest {
    private static final Path REPORT = Path.of("report.html");

    @Test
    void fitsIntoTheLastTwentyLines() {
        List<String> failures =
                IntStream.range(0, 40).mapToObj(i -> "a: problem " + i).toList();

        String text = FailureMessage.of(judgement(failures, row(1.62)), REPORT);

        assertThat(text.lines()).hasSizeLessThanOrEqualTo(20);
        assertThat(text).startsWith("performance check failed, 40 problems:").contains("and 30 more, see the report");
        assertThat(text.lines().skip(2)).anyMatch(line -> line.equals("Report: report.html"));
    }

    @Test
    void offersAWaiverThatCoversTheChange() {
        assertThat(FailureMessage.of(judgement(List.of("a: x"), row(1.62)), REPORT))
                .contains("upTo: 65%");
        assertThat(FailureMessage.of(judgement(List.of("a: x"), row(1.012)), REPORT))
                .contains("upTo: 5%");
        assertThat(FailureMessage.of(judgement(List.of("a: x"), row(null)), REPORT))
                .contains("upTo: 20%");
    }

    @Test
    void offersNoWayOutOfWhatIsNoRegression() {
        Judgement judgement = new Judgement("failed", List.of(), List.of("a: x"), List.of(), List.of(), Map.of());

        assertThat(FailureMessage.of(judgement, REPORT))
                .isEqualTo("performance check failed, 1 problem:\n  - a: x\nReport: report.html");
    }

    @Test
    void namesTheRunsThatWereUsed() {
        assertThat(FailureMessage.sentence(row(1.62), 1, 1))
                .isEqualTo("a: client.warm.p50 regressed: baseline 10.0 ms, now 16.2 ms, change +62.0 %,"
                        + " 90 % interval [+50.0, +75.0] % (1 baseline run, 1 run now)");
    }

    private static Judgement judgement(List<String> failures, VerdictRow row) {
        return new Judgement("failed", List.of(row), failures, List.of(), List.of(), Map.of("a", "a.json"));
    }

    private static VerdictRow row(Double ratio) {
        return new VerdictRow(
                "a", "client.warm.p50", "ms", 10.0, 16.2, ratio, 1.5, 1.75, "regressed", true, true, null, null);
    }
}
