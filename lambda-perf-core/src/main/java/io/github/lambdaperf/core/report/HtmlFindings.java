package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.record.BreakpointRecord;
import io.github.lambdaperf.core.record.BreakpointRecord.BreakpointStep;
import io.github.lambdaperf.core.record.LoadFindings;
import io.github.lambdaperf.core.report.Html.Cell;
import java.util.ArrayList;
import java.util.List;

/** What a load found besides its figures, in {@code report.html}. */
final class HtmlFindings {
    private final Html html;
    private final String scenario;
    private final LoadFindings findings;

    /** @param findings null: none */
    HtmlFindings(Html html, String scenario, LoadFindings findings) {
        this.html = html;
        this.scenario = scenario;
        this.findings = findings;
    }

    void write() {
        if (findings == null) {
            return;
        }
        html.element("h3", findings.breakpoint() == null ? "Findings" : "Breaking point");
        FindingsText.lines(findings).forEach(line -> html.element("p", line));
        if (findings.breakpoint() != null) {
            steps(findings.breakpoint());
        }
    }

    private void steps(BreakpointRecord found) {
        List<List<Cell>> rows = new ArrayList<>();
        for (BreakpointStep step : found.steps()) {
            rows.add(List.of(
                    Cell.figure(FindingsText.rate(step.rate())),
                    Cell.figure(Figures.count(step.invocations())),
                    Cell.figure(step.p95Ms() == null ? Figures.NONE : Figures.value(step.p95Ms(), "ms")),
                    Cell.figure(Figures.count(step.errors())),
                    Cell.figure(Figures.count(step.throttles())),
                    Cell.figure(Figures.count(step.coldStarts())),
                    Cell.of(step.broke() == null ? "held" : step.broke())));
        }
        html.table(
                "Rates tried of " + scenario,
                List.of(
                        Cell.figure("Rate"),
                        Cell.figure("Invocations"),
                        Cell.figure("p95"),
                        Cell.figure("Errors"),
                        Cell.figure("Throttles"),
                        Cell.figure("Cold starts"),
                        Cell.of("Outcome")),
                rows);
    }
}
