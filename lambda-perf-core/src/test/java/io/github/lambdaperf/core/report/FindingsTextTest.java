package io.github.lambdaperf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.record.BreakpointRecord;
import io.github.lambdaperf.core.record.BreakpointRecord.BreakpointStep;
import io.github.lambdaperf.core.record.LoadFindings;
import io.github.lambdaperf.core.record.ProvisionedRecord;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.UntilRecord;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTextTest {
    private static final BreakpointStep HELD = new BreakpointStep(40, 3, 10, 400, 26.5, 0, 0, 1, null);
    private static final BreakpointStep BROKEN =
            new BreakpointStep(60, 16, 10, 600, 30.0, 0, 200, 0, "throttles: count>0 (it was 200)");

    private static LoadFindings breakpoint(Double held, Double broken, boolean complete) {
        return new LoadFindings(
                new BreakpointRecord(
                        held, broken, broken == null ? null : BROKEN.broke(), 100, complete, List.of(HELD, BROKEN)),
                null,
                null);
    }

    private static ProvisionedRecord provisioned() {
        return new ProvisionedRecord("live", 5, null, 2.25, 61, null, null, new BigDecimal("0.0031250"), "us-east-1");
    }

    @Test
    void saysWhereAFunctionBreaksAndWhy() {
        assertThat(FindingsText.lines(breakpoint(40.0, 60.0, true)))
                .containsExactly("breaking point: 40.0/s held, 60.0/s broke: throttles: count>0 (it was 200)");
        assertThat(FindingsText.lines(breakpoint(100.0, null, true)))
                .containsExactly("breaking point: none up to 100/s, the highest rate that was to be tried");
        assertThat(FindingsText.lines(breakpoint(null, 10.0, true)))
                .containsExactly("breaking point: the first rate, 10.0/s, broke already:"
                        + " throttles: count>0 (it was 200); start lower");
        assertThat(FindingsText.lines(breakpoint(40.0, null, false)))
                .containsExactly("breaking point: none up to 40.0/s (the search was stopped before its end)");
        assertThat(FindingsText.lines(null)).isEmpty();
    }

    @Test
    void saysHowPreciseALoadBecame() {
        assertThat(FindingsText.lines(
                        new LoadFindings(null, new UntilRecord("p(95)±2%", true, 12.0, 0.018, 34.2), null)))
                .containsExactly("until p(95)±2%: reached after 34 s: 12.0 ms ±1.8 %");
        assertThat(FindingsText.lines(new LoadFindings(null, new UntilRecord("p(99)±2%", false, null, null, 60), null)))
                .containsExactly("until p(99)±2%: not reached after 60 s, too few samples for an interval");
    }

    @Test
    void saysWhatWasProvisionedAndWhatSpilledOver() {
        assertThat(FindingsText.lines(new LoadFindings(null, null, provisioned().withCounts(90, 10))))
                .containsExactly("provisioned concurrency: 5 on live, ready after 2.3 s; 90 invocations on them,"
                        + " 10 beyond them on demand (spill-over); 0.0031 USD for 61 s in steps of 5 minutes"
                        + " (us-east-1)");
    }

    @Test
    void findingsAreInTheRecordAndInEveryReport(@TempDir Path directory) {
        ReportInput sample = SampleReport.regressed();
        LoadFindings findings = new LoadFindings(
                breakpoint(40.0, 60.0, true).breakpoint(),
                new UntilRecord("p(95)±2%", true, 12.0, 0.018, 34.2),
                provisioned());
        RunRecord run = sample.run()
                .withScenarios(List.of(sample.run().scenarios().get(0).withFindings(findings)));
        RunDirectory records = new RunDirectory(directory);
        records.write(run);

        assertThat(records.read().scenarios().get(0).findings()).isEqualTo(findings);

        ReportInput input = new ReportInput(
                run,
                sample.judgement(),
                sample.timelines(),
                sample.percentiles(),
                sample.advice(),
                sample.costLines(),
                sample.productVersion());
        String sentence = "40.0/s held, 60.0/s broke: throttles: count";
        assertThat(MarkdownSummary.text(input)).contains(sentence);
        assertThat(TerminalTable.of(input)).anyMatch(line -> line.text().contains(sentence));
        new HtmlReport().write(input, directory);
        assertThat(directory.resolve("report.html"))
                .content()
                .contains(sentence)
                .contains("<h3>Breaking point</h3>")
                .contains("Rates tried of ");
    }
}
