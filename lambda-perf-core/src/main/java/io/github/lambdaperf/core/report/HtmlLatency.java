package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.TimelinePoint;
import io.github.lambdaperf.core.report.Html.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Latency by percentile and over time: places for the charts, and the tables behind them. */
final class HtmlLatency {
    /** More rows than this nobody reads; the whole is in {@code timeline.csv}. */
    private static final int MOST_ROWS = 120;

    private static final List<String> AGGREGATIONS =
            List.of("min", "med", "avg", "p(90)", "p(95)", "p(99)", "p(99.9)", "max");

    private final Html html;
    private final ReportInput input;
    private final ScenarioRecord scenario;
    private final int index;

    HtmlLatency(Html html, ReportInput input, ScenarioRecord scenario, int index) {
        this.html = html;
        this.input = input;
        this.scenario = scenario;
        this.index = index;
    }

    void percentiles() {
        html.element("h3", "Latency by percentile");
        boolean drawn = ChartData.POPULATIONS.stream()
                .anyMatch(population ->
                        !ChartData.curve(input, scenario.name(), population).isEmpty());
        if (drawn) {
            chart("percentiles", "Latency by percentile of " + scenario.name() + ", figures in the table below");
        }
        List<List<Cell>> rows = new ArrayList<>();
        titles().forEach((selector, title) -> {
            MetricRecord metric = scenario.metrics().get(selector);
            if (metric != null && metric.count() > 0) {
                rows.add(row(title, metric));
            }
        });
        if (!rows.isEmpty()) {
            List<Cell> head = new ArrayList<>(List.of(Cell.of("ms"), Cell.figure("Count")));
            AGGREGATIONS.forEach(aggregation -> head.add(Cell.figure(heading(aggregation))));
            html.table("Durations of " + scenario.name() + " in milliseconds", head, rows);
        }
    }

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put(Metric.INVOCATION_DURATION.label(), "Client, from the intended start");
        titles.put(Metric.INVOCATION_DURATION.label() + "{start:warm}", "Client, warm");
        titles.put(Metric.INVOCATION_DURATION.label() + "{start:cold}", "Client, cold");
        titles.put(Metric.INVOCATION_SERVICE_TIME.label(), "Client, from the send");
        titles.put(Metric.END_TO_END_DURATION.label(), "End to end, from the intended send until handled");
        titles.put(Metric.SEND_DURATION.label(), "Send, from the intended start");
        titles.put(Metric.SERVER_DURATION.label(), "Server, handler");
        titles.put(Metric.BILLED_DURATION.label(), "Server, billed");
        titles.put(Metric.INIT_DURATION.label(), "Server, init");
        titles.put(Metric.RESTORE_DURATION.label(), "Server, restore");
        return titles;
    }

    private static List<Cell> row(String title, MetricRecord metric) {
        List<Cell> row = new ArrayList<>(List.of(Cell.of(title), Cell.figure(Figures.count(metric.count()))));
        for (String aggregation : AGGREGATIONS) {
            Double value = metric.values().get(aggregation);
            row.add(Cell.figure(value == null ? "" : Figures.number(value)));
        }
        return row;
    }

    private static String heading(String aggregation) {
        return aggregation.startsWith("p(") ? "p" + aggregation.substring(2, aggregation.length() - 1) : aggregation;
    }

    void timeline() {
        List<TimelinePoint> points = input.timelines().getOrDefault(scenario.name(), List.of());
        if (points.isEmpty()) {
            return;
        }
        html.element("h3", "Over time");
        chart("rate", "Invocations per second of " + scenario.name() + ", wanted and had");
        chart("latency", "Median and 95th percentile of each second of " + scenario.name());
        chart("inflight", "Invocations in flight of " + scenario.name());
        if (points.stream().anyMatch(HtmlLatency::hasEvents)) {
            chart("events", "Errors, throttles, cold starts and dropped arrivals of " + scenario.name());
        }
        int step = (points.size() + MOST_ROWS - 1) / MOST_ROWS;
        html.open("details")
                .element("summary", step == 1 ? "Figures of every second" : "Figures of every " + step + "th second");
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < points.size(); i += step) {
            rows.add(row(points.get(i)));
        }
        html.table(
                "Timeline of " + scenario.name(),
                List.of(
                        Cell.of("Second"),
                        Cell.figure("Wanted/s"),
                        Cell.figure("Started"),
                        Cell.figure("Completed"),
                        Cell.figure("In flight"),
                        Cell.figure("p50 ms"),
                        Cell.figure("p95 ms"),
                        Cell.figure("Errors"),
                        Cell.figure("Throttles"),
                        Cell.figure("Cold starts"),
                        Cell.figure("Dropped")),
                rows);
        html.close();
    }

    private static boolean hasEvents(TimelinePoint point) {
        return point.errors() + point.throttles() + point.coldStarts() + point.dropped() > 0;
    }

    private static List<Cell> row(TimelinePoint point) {
        return List.of(
                Cell.of(Integer.toString(point.second())),
                Cell.figure(Figures.number(point.wantedRate())),
                Cell.figure(Figures.count(point.started())),
                Cell.figure(Figures.count(point.completed())),
                Cell.figure(Figures.count(point.inFlight())),
                Cell.figure(Figures.number(point.p50Ms())),
                Cell.figure(Figures.number(point.p95Ms())),
                Cell.figure(Figures.count(point.errors())),
                Cell.figure(Figures.count(point.throttles())),
                Cell.figure(Figures.count(point.coldStarts())),
                Cell.figure(Figures.count(point.dropped())));
    }

    private void chart(String kind, String label) {
        html.open(
                        "div",
                        "class",
                        "chart",
                        "role",
                        "img",
                        "aria-label",
                        label,
                        "data-chart",
                        kind,
                        "data-scenario",
                        Integer.toString(index))
                .close();
    }
}
