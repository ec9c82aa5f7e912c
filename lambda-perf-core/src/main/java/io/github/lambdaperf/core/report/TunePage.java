package io.github.lambdaperf.core.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.report.Html.Cell;
import io.github.lambdaperf.core.tune.Interval;
import io.github.lambdaperf.core.tune.SizeFigures;
import io.github.lambdaperf.core.tune.TuneRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** {@code tune.html}: a sweep in one file, with the charts of cost and duration over memory. */
public final class TunePage {
    /** Name of the file. */
    public static final String FILE = "tune.html";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TuneRecord record;
    private final TuneTable table;
    private final Html html = new Html();

    private TunePage(TuneRecord record) {
        this.record = record;
        this.table = new TuneTable(record);
    }

    /** Writes the page. */
    public static void write(TuneRecord record, Path directory) {
        RunDirectory.writeAtomically(directory.resolve(FILE), text(record));
    }

    static String text(TuneRecord record) {
        return HtmlPage.text(
                "Memory sizes of " + record.function(), ChartData.safe(data(record)), new TunePage(record).body());
    }

    private String body() {
        boolean chosen = record.chosenMb() != null;
        html.element("a", "Skip to the figures", "href", "#content", "class", "skip");
        html.open("header", "class", "verdict " + (chosen ? "good" : "bad")).open("div", "class", "page");
        html.open("p", "class", "kicker").text("Memory sizes of ");
        html.element("strong", record.function()).text(" on " + record.target()).close();
        html.open("h1").element("span", chosen ? "✓" : "✕", "class", "mark", "aria-hidden", "true");
        html.text(chosen ? record.chosenMb() + " MB" : "Nothing chosen").close();
        html.element("p", table.choice());
        if (table.saving() != null) {
            html.element("p", table.saving());
        }
        html.element(
                "p",
                Figures.time(record.startedAt()) + " · " + record.runtime() + ", " + record.architecture() + ", "
                        + record.region() + " · " + record.scenario() + ": " + record.executors(),
                "class",
                "meta");
        html.close().close();
        html.open("main", "id", "content");
        sizes();
        snippets();
        notes();
        html.close();
        html.element("footer", "Written by " + record.tool() + ". Charts: uPlot, MIT licence.", "class", "page");
        return html.done();
    }

    private void sizes() {
        html.open("section", "class", "page").element("h2", "Sizes");
        html.element("div", "", "class", "chart", "data-chart", "costOfSizes", "data-scenario", "0");
        html.element("div", "", "class", "chart", "data-chart", "durationOfSizes", "data-scenario", "0");
        List<Cell> heads = new ArrayList<>();
        TuneTable.HEADS.forEach(head -> heads.add(Cell.figure(head)));
        // the last one first, so that it is seen where the table is too wide
        heads.add(1, heads.remove(heads.size() - 1));
        html.openTable("Figures of each size", heads);
        record.sizes().forEach(this::row);
        html.closeTable();
        unfit();
        html.close();
    }

    private void row(SizeFigures size) {
        html.open("tr");
        List<String> cells = table.cells(size);
        html.cell("th", Cell.figure(cells.get(0)), "row");
        html.open("td");
        if (table.isChosen(size)) {
            html.element("span", "chosen", "class", "badge good");
        } else if (size.unfit() != null) {
            html.element("span", "unfit", "class", "badge bad");
        } else if (table.isPresent(size)) {
            html.element("span", "present", "class", "badge");
        }
        html.close();
        cells.stream().skip(1).forEach(text -> html.cell("td", Cell.figure(text), null));
        html.close();
    }

    private void unfit() {
        List<SizeFigures> unfit =
                record.sizes().stream().filter(size -> size.unfit() != null).toList();
        if (!unfit.isEmpty()) {
            html.open("ul");
            unfit.forEach(size -> html.element("li", size.memoryMb() + " MB cannot be chosen: " + size.unfit()));
            html.close();
        }
    }

    private void snippets() {
        if (record.snippets().isEmpty()) {
            return;
        }
        html.open("section", "class", "page").element("h2", "Configuration");
        record.snippets().forEach((tool, text) -> {
            html.element("h3", tool);
            html.element("pre", text);
        });
        html.close();
    }

    private void notes() {
        html.open("section", "class", "page").element("h2", "Notes").open("ul");
        table.notes().forEach(note -> html.element("li", note));
        html.close().open("p");
        html.element("a", "The same figures in AWS Lambda Power Tuning's chart", "href", record.visualizationUrl());
        html.close().close();
    }

    private static String data(TuneRecord record) {
        ObjectNode data = JSON.createObjectNode();
        ObjectNode sizes = data.putArray("scenarios").addObject().putObject("sizes");
        ArrayNode memory = sizes.putArray("memory");
        record.sizes().forEach(size -> memory.add(size.memoryMb()));
        figures(sizes, "cost", record, SizeFigures::costPerMillion);
        figures(sizes, "mean", record, SizeFigures::meanMs);
        figures(sizes, "median", record, SizeFigures::medianMs);
        figures(sizes, "p95", record, SizeFigures::p95Ms);
        sizes.put("chosen", record.chosenMb());
        try {
            return JSON.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("chart data must be writable as JSON", e);
        }
    }

    private static void figures(
            ObjectNode sizes, String name, TuneRecord record, Function<SizeFigures, Interval> figure) {
        ObjectNode node = sizes.putObject(name);
        ArrayNode value = node.putArray("value");
        ArrayNode low = node.putArray("low");
        ArrayNode high = node.putArray("high");
        for (SizeFigures size : record.sizes()) {
            Interval interval = figure.apply(size);
            value.add(interval == null ? null : interval.value());
            low.add(interval == null ? null : interval.low());
            high.add(interval == null ? null : interval.high());
        }
    }
}
