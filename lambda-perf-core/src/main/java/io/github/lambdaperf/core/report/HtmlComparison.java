package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.report.Html.Cell;
import java.util.List;

/** The table of baseline against now, with the interval of each change as a picture. */
final class HtmlComparison {
    private final Html html;
    private final ReportInput input;
    private final ScenarioRecord scenario;

    HtmlComparison(Html html, ReportInput input, ScenarioRecord scenario) {
        this.html = html;
        this.input = input;
        this.scenario = scenario;
    }

    void section() {
        List<VerdictRow> rows = input.judgement().rowsOf(scenario.name());
        html.element("h3", "Against the baseline");
        String baseline = input.judgement().baselineFiles().get(scenario.name());
        if (baseline != null) {
            html.open("p", "class", "faint").text("Baseline: ");
            html.element("code", baseline).close();
        }
        if (rows.isEmpty()) {
            html.element("p", "Nothing was compared.");
            return;
        }
        if (rows.stream().allMatch(row -> row.baseline() == null)) {
            figures(rows);
            return;
        }
        IntervalPlot plot = new IntervalPlot(rows);
        html.openTable(
                "Baseline and now of " + scenario.name(),
                List.of(
                        Cell.of("Metric"),
                        Cell.figure("Baseline"),
                        Cell.figure("Now"),
                        Cell.figure("Change"),
                        Cell.of("90 % interval"),
                        Cell.of("Verdict"),
                        Cell.figure("Can prove")));
        rows.forEach(row -> row(row, plot));
        html.closeTable();
        html.open("p", "class", "faint small")
                .text("The dot is the change, the bar its 90 % interval, the line no change; the scale goes from "
                        + plot.scale() + ", left is better. Can prove: the smallest worsening that this comparison"
                        + " shows four times in five.")
                .close();
    }

    /** What was measured, where there is nothing to compare it with. */
    private void figures(List<VerdictRow> rows) {
        html.openTable(
                "Figures of " + scenario.name() + " that a baseline would hold",
                List.of(Cell.of("Metric"), Cell.figure("Now"), Cell.of("Verdict")));
        for (VerdictRow row : rows) {
            html.open("tr").cell("th", Cell.code(row.metric()), "row");
            html.cell("td", Cell.figure(Figures.value(row.now(), row.unit())), null);
            verdict(row);
            html.close();
        }
        html.closeTable();
    }

    private void row(VerdictRow row, IntervalPlot plot) {
        html.open("tr", "class", row.fails() ? "fails" : null);
        html.cell("th", Cell.code(row.metric()), "row");
        html.cell(
                "td",
                Cell.figure(row.baseline() == null ? Figures.NONE : Figures.value(row.baseline(), row.unit())),
                null);
        html.cell("td", Cell.figure(Figures.value(row.now(), row.unit())), null);
        html.cell("td", Cell.figure(row.ratio() == null ? Figures.NONE : Figures.change(row.ratio())), null);
        html.open("td", "class", "interval-cell").open("div").raw(plot.svg(row, cssClass(row)));
        html.element("span", Figures.interval(row.low90(), row.high90()), "class", "num small")
                .close()
                .close();
        verdict(row);
        html.cell("td", Cell.figure(row.mde() == null ? "" : Figures.change(1 + row.mde())), null);
        html.close();
    }

    private void verdict(VerdictRow row) {
        html.open("td", "class", "reasons").element("span", row.verdict(), "class", "badge " + cssClass(row));
        if (!row.gated() && row.baseline() != null) {
            html.element("span", " not gated", "class", "faint small");
        }
        String reason = FitnessText.reason(row, scenario);
        if (reason != null) {
            html.element("div", reason, "class", "faint small");
        }
        html.close();
    }

    static String cssClass(VerdictRow row) {
        if (row.fails()) {
            return "bad";
        }
        return switch (row.verdict()) {
            case "improved" -> "good";
            case "regressed", "inconclusive", "waived" -> "warn";
            default -> "";
        };
    }
}
