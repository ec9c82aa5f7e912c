package io.github.lambdaperf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.report.StyledLine.Segment;
import io.github.lambdaperf.core.report.StyledLine.Style;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTableTest {
    @Test
    void isAtMostAHundredColumnsWide() {
        ReportInput sample = SampleReport.regressed();
        Judgement judgement = new Judgement(
                "inconclusive",
                sample.judgement().rows(),
                List.of(),
                List.of("word ".repeat(60)),
                List.of("word ".repeat(60)),
                Map.of("create-order", "word ".repeat(60)));
        ReportInput input = new ReportInput(
                sample.run(), judgement, sample.timelines(), sample.percentiles(), sample.advice(), Map.of(), "1");

        assertThat(TerminalTable.of(input))
                .extracting(StyledLine::text)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    @Test
    void marksWhatFailsAndWhatImproved() {
        List<Segment> segments = TerminalTable.of(SampleReport.regressed()).stream()
                .flatMap(line -> line.segments().stream())
                .toList();

        assertThat(segments)
                .contains(
                        new Segment("regressed", Style.BAD),
                        new Segment("improved", Style.GOOD),
                        new Segment("waived", Style.WARN),
                        new Segment("FAIL", Style.BAD),
                        new Segment("failed", Style.BAD));
    }

    @Test
    void warnsOfACheckThatFailsNothing() {
        assertThat(line("check 'has an order id'").segments()).contains(new Segment("warn", Style.WARN));
    }

    private static StyledLine line(String part) {
        return TerminalTable.of(SampleReport.regressed()).stream()
                .filter(line -> line.text().contains(part))
                .findFirst()
                .orElseThrow();
    }
}
