package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.record.AnalysisRecord;
import io.github.lambdaperf.core.record.AnalysisRecord.QueryRecord;
import io.github.lambdaperf.core.record.ErrorRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.SlowInvocation;
import io.github.lambdaperf.core.report.Html.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Single requests of a scenario in {@code report.html}: errors, the slowest, and what the server's logs say. */
final class HtmlRequests {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]+");

    private final Html html;
    private final RunRecord run;
    private final ScenarioRecord scenario;

    HtmlRequests(Html html, RunRecord run, ScenarioRecord scenario) {
        this.html = html;
        this.run = run;
        this.scenario = scenario;
    }

    void errors() {
        if (scenario.errors().isEmpty()) {
            return;
        }
        html.element("h3", "Errors");
        List<List<Cell>> rows = new ArrayList<>();
        for (ErrorRecord error : scenario.errors()) {
            rows.add(List.of(
                    Cell.of(error.outcome()),
                    Cell.figure(Figures.count(error.count())),
                    Cell.code(orEmpty(error.type() == null ? error.reason() : error.type())),
                    Cell.of(orEmpty(error.message())),
                    Cell.code(orEmpty(error.requestId()))));
        }
        html.table(
                "Errors of " + scenario.name(),
                List.of(
                        Cell.of("Outcome"),
                        Cell.figure("Count"),
                        Cell.of("Type or reason"),
                        Cell.of("First message"),
                        Cell.of("First request")),
                rows);
    }

    void slowest() {
        if (scenario.slowest().isEmpty()) {
            return;
        }
        html.element("h3", "Slowest requests");
        boolean traced = scenario.slowest().stream().anyMatch(slow -> slow.traceId() != null);
        List<Cell> head = new ArrayList<>(List.of(
                Cell.of("Intended start"),
                Cell.figure("Client"),
                Cell.figure("Server"),
                Cell.figure("Init or restore"),
                Cell.of("Request")));
        if (traced) {
            head.add(Cell.of("Trace"));
        }
        html.openTable("Slowest requests of " + scenario.name(), head);
        for (SlowInvocation slow : scenario.slowest()) {
            html.open("tr");
            html.cell("th", Cell.of(Figures.time(slow.at())), "row");
            html.cell("td", Cell.figure(Figures.value(slow.durationMs(), "ms")), null);
            html.cell("td", Cell.figure(ms(slow.serverMs())), null);
            html.cell("td", Cell.figure(ms(slow.initMs())), null);
            html.cell("td", Cell.code(orEmpty(slow.requestId())), null);
            if (traced) {
                html.open("td", "class", "code");
                trace(orEmpty(slow.traceId()));
                html.close();
            }
            html.close();
        }
        html.closeTable();
    }

    /** A link to the console where there is one; followed by a click only. */
    private void trace(String traceId) {
        String region = run.environment().region();
        boolean linked = run.environment().target().equals("aws")
                && NAME.matcher(region).matches()
                && NAME.matcher(traceId).matches();
        if (linked) {
            html.element(
                    "a",
                    traceId,
                    "href",
                    "https://" + region + ".console.aws.amazon.com/cloudwatch/home?region=" + region + "#xray:traces/"
                            + traceId,
                    "rel",
                    "noreferrer");
        } else {
            html.text(traceId);
        }
    }

    void analyses() {
        AnalysisRecord analysis = scenario.analysis();
        if (analysis == null) {
            return;
        }
        html.element("h3", "What the server's logs say");
        html.open("p")
                .element(
                        "span",
                        analysis.complete() ? "complete" : "incomplete",
                        "class",
                        "badge " + (analysis.complete() ? "good" : "warn"));
        html.text(" " + Figures.count(analysis.foundReports()) + " of " + Figures.count(analysis.expectedReports())
                        + " reports found, " + Figures.count(Math.round(analysis.bytesScanned())) + " bytes scanned.")
                .close();
        if (!analysis.notes().isEmpty()) {
            html.open("ul");
            analysis.notes().forEach(note -> html.element("li", note));
            html.close();
        }
        for (QueryRecord query : analysis.queries()) {
            html.open("details", "open", isShort(query) ? "open" : null);
            html.open("summary").text(query.title()).text(" ");
            html.element("span", query.name() + ", " + rows(query), "class", "faint small")
                    .close();
            if (query.error() != null) {
                html.element("p", query.error(), "class", "bad-text");
            } else if (!query.rows().isEmpty()) {
                table(query);
            }
            html.open("details", "class", "query").element("summary", "Query");
            html.element("pre", query.query(), "class", "small").close().close();
        }
    }

    private static boolean isShort(QueryRecord query) {
        return query.error() != null || !query.rows().isEmpty() && query.rows().size() <= 5;
    }

    private static String rows(QueryRecord query) {
        return query.error() != null
                ? "failed"
                : query.rows().size() + (query.rows().size() == 1 ? " row" : " rows");
    }

    private void table(QueryRecord query) {
        List<Cell> head = new ArrayList<>();
        for (String column : query.columns()) {
            boolean figures = query.rows().stream()
                    .map(row -> row.get(column))
                    .allMatch(value -> value == null || NUMBER.matcher(value).matches());
            head.add(figures ? Cell.figure(column) : Cell.of(column));
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Map<String, String> row : query.rows()) {
            rows.add(query.columns().stream()
                    .map(column -> cell(orEmpty(row.get(column))))
                    .toList());
        }
        html.table(query.title(), head, rows);
    }

    private static Cell cell(String value) {
        return NUMBER.matcher(value).matches() ? Cell.figure(value) : Cell.of(value);
    }

    private static String ms(Double value) {
        return value == null ? "" : Figures.value(value, "ms");
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
