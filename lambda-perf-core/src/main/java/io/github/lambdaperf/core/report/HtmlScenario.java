package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.record.CheckRecord;
import io.github.lambdaperf.core.record.CostRecord;
import io.github.lambdaperf.core.record.DeliveryRecord;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import io.github.lambdaperf.core.regression.JudgedMetrics;
import io.github.lambdaperf.core.report.Html.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A scenario's part of {@code report.html}. */
final class HtmlScenario {
    private final Html html;
    private final ReportInput input;
    private final ScenarioRecord scenario;
    private final int index;

    HtmlScenario(Html html, ReportInput input, ScenarioRecord scenario, int index) {
        this.html = html;
        this.input = input;
        this.scenario = scenario;
        this.index = index;
    }

    void section() {
        html.open("section", "id", "scenario-" + index, "class", "page scenario");
        html.element("h2", scenario.name());
        html.open("p", "class", "faint").text(scenario.executors() + " · " + Figures.duration(scenario.durationMs()));
        html.text(" · ").element("code", scenario.file()).close();
        tiles();
        new HtmlFindings(html, scenario.name(), scenario.findings()).write();
        new HtmlComparison(html, input, scenario).section();
        rules();
        HtmlLatency latency = new HtmlLatency(html, input, scenario, index);
        latency.percentiles();
        latency.timeline();
        if (scenario.delivery() != null) {
            new HtmlDelivery(html, scenario).write();
        }
        memory();
        cost();
        HtmlRequests requests = new HtmlRequests(html, input.run(), scenario);
        requests.errors();
        requests.slowest();
        requests.analyses();
        html.close();
    }

    private void tiles() {
        html.open("div", "class", "tiles");
        for (VerdictRow row : input.judgement().rowsOf(scenario.name())) {
            if (row.metric().equals(JudgedMetrics.CLIENT_WARM_P95)) {
                tile(
                        "Latency, warm, p95",
                        Figures.value(row.now(), row.unit()),
                        row.ratio() == null
                                ? FitnessText.verdict(row, scenario)
                                : Figures.change(row.ratio()) + ", " + row.verdict(),
                        HtmlComparison.cssClass(row));
            }
        }
        if (scenario.delivery() != null) {
            deliveryTiles(scenario.delivery());
            return;
        }
        long invocations = Figures.counted(scenario, Metric.INVOCATIONS.label());
        Double rate = Figures.of(scenario, Metric.INVOCATIONS.label(), "rate");
        tile("Invocations", Figures.count(invocations), rate == null ? "" : Figures.number(rate) + " per second", "");
        long errors = Figures.counted(scenario, Metric.INVOCATION_ERRORS.label());
        long throttles = Figures.counted(scenario, Metric.THROTTLES.label());
        tile(
                "Errors",
                Figures.count(errors),
                (invocations == 0 ? "" : Figures.percent((double) errors / invocations) + ", ")
                        + Figures.count(throttles)
                        + (throttles == 1 ? " throttle" : " throttles"),
                errors + throttles > 0 ? "warn" : "");
        long cold = Figures.counted(scenario, Metric.COLD_STARTS.label());
        Double init = Figures.of(scenario, Metric.INIT_DURATION.label(), "med");
        boolean told = !scenario.judged().containsKey(JudgedMetrics.CLIENT_ALL_P50);
        tile(
                "Cold starts",
                told ? Figures.count(cold) : Figures.NONE,
                told ? init == null ? "" : "init " + Figures.value(init, "ms") + ", median" : "not told by the answers",
                "");
        Double memory = Figures.of(scenario, Metric.MAX_MEMORY_USED.label(), "max");
        if (memory != null) {
            int configured = input.run().environment().memoryMb();
            tile("Memory, largest", Figures.value(memory, "MB"), "of " + configured + " MB", "");
        }
        costTile();
        html.close();
    }

    private void costTile() {
        if (scenario.cost() != null) {
            double perMillion = scenario.cost().perMillionUsd().doubleValue();
            double total = scenario.cost().totalUsd().doubleValue();
            tile("Cost per million", Figures.usd(perMillion), "this run " + Figures.usd(total), "");
        }
    }

    private void deliveryTiles(DeliveryRecord delivery) {
        Double rate = Figures.of(scenario, Metric.MESSAGES_SENT.label(), "rate");
        tile(
                "Messages sent",
                Figures.count(delivery.sent()),
                rate == null ? "" : Figures.number(rate) + " per second",
                "");
        Double p95 = Figures.of(scenario, Metric.END_TO_END_DURATION.label(), "p(95)");
        if (p95 != null) {
            tile("End to end, p95", Figures.value(p95, "ms"), "from the intended send until handled", "");
        }
        tile(
                "Delivered",
                Figures.count(delivery.delivered()),
                Figures.count(delivery.retries()) + " retries, " + Figures.count(delivery.duplicates()) + " duplicates",
                "");
        tile(
                "Dead letters",
                Figures.count(delivery.deadLettered()),
                Figures.count(delivery.inFlight()) + " in flight",
                "");
        tile("Lost", Figures.count(delivery.lost()), "", delivery.lost() > 0 ? "warn" : "");
        costTile();
        html.close();
    }

    private void tile(String title, String figure, String below, String cssClass) {
        html.open("div", "class", ("tile " + cssClass).strip());
        html.element("span", title, "class", "term");
        html.element("span", figure, "class", "figure");
        html.element("span", below, "class", "below").close();
    }

    private void rules() {
        List<DeliveryRecord.Expectation> expectations =
                scenario.delivery() == null ? List.of() : scenario.delivery().expectations();
        if (scenario.thresholds().isEmpty() && scenario.checks().isEmpty() && expectations.isEmpty()) {
            return;
        }
        html.element("h3", "Thresholds and checks");
        html.openTable(
                "Thresholds and checks of " + scenario.name(),
                List.of(Cell.of("Rule"), Cell.figure("Value"), Cell.of("Result"), Cell.of("")));
        for (ThresholdRecord threshold : scenario.thresholds()) {
            // the rule and the value say it already, unless the value is missing or the limit is the baseline's
            boolean said = threshold.passed()
                    || threshold.reason() == null
                    || threshold.value() != null && !threshold.expression().contains("baseline");
            String reason = said ? "" : threshold.reason();
            rule(
                    threshold.metric() + ": " + threshold.expression(),
                    Figures.value(threshold, scenario),
                    threshold.passed() ? "ok" : "FAIL",
                    threshold.passed() ? "good" : "bad",
                    threshold.aborted() ? (reason + " it ended the run").strip() : reason);
        }
        for (CheckRecord check : scenario.checks()) {
            boolean held = check.fails() == 0;
            boolean failed = input.judgement().blames(scenario.name(), check);
            rule(
                    "check: " + check.name(),
                    Figures.count(check.passes()) + " of " + Figures.count(check.passes() + check.fails()),
                    held ? "ok" : failed ? "FAIL" : "warn",
                    held ? "good" : failed ? "bad" : "warn",
                    held ? "" : "failed " + Figures.count(check.fails()) + (check.fails() == 1 ? " time" : " times"));
        }
        for (DeliveryRecord.Expectation expectation : expectations) {
            rule(
                    "expect " + expectation.name() + ": " + expectation.wanted(),
                    expectation.found(),
                    expectation.passed() ? "ok" : "FAIL",
                    expectation.passed() ? "good" : "bad",
                    String.join(", ", expectation.ids()));
        }
        html.closeTable();
    }

    private void rule(String rule, String value, String word, String cssClass, String reason) {
        html.open("tr");
        html.cell("th", Cell.code(rule), "row").cell("td", Cell.figure(value), null);
        html.open("td").element("span", word, "class", "badge " + cssClass).close();
        html.cell("td", new Cell(reason, "faint"), null).close();
    }

    private void memory() {
        MetricRecord used = scenario.metrics().get(Metric.MAX_MEMORY_USED.label());
        if (used == null || !used.values().containsKey("max")) {
            return;
        }
        int configured = input.run().environment().memoryMb();
        double largest = used.values().get("max");
        html.element("h3", "Memory");
        html.open("div", "class", "meter");
        html.element(
                "meter",
                Figures.percent(largest / configured),
                "min",
                "0",
                "max",
                Integer.toString(configured),
                "high",
                Double.toString(configured * 0.9),
                "value",
                Double.toString(largest),
                "aria-label",
                "largest memory use of the configured memory");
        html.element(
                        "span",
                        Figures.value(largest, "MB") + " of " + configured + " MB at most, "
                                + Figures.percent(largest / configured))
                .close();
        List<String> facts = new ArrayList<>();
        Map<String, String> titles =
                new TreeMap<>(Map.of("avg", "Mean", "med", "Median", "min", "Smallest", "p(95)", "p95"));
        titles.forEach((aggregation, title) -> {
            Double value = used.values().get(aggregation);
            if (value != null) {
                facts.addAll(List.of(title, Figures.value(value, used.unit())));
            }
        });
        facts.addAll(List.of("Source", used.source()));
        html.definitions(facts);
    }

    private void cost() {
        CostRecord cost = scenario.cost();
        if (cost == null) {
            return;
        }
        html.element("h3", "Cost");
        html.definitions(List.of(
                "Per million invocations", Figures.usd(cost.perMillionUsd().doubleValue()),
                "This run", Figures.usd(cost.totalUsd().doubleValue()),
                "Requests", Figures.usd(cost.requestUsd().doubleValue()),
                "Duration", Figures.usd(cost.durationUsd().doubleValue()),
                "Storage", Figures.usd(cost.storageUsd().doubleValue()),
                "GB-seconds", Figures.number(cost.gbSeconds().doubleValue()),
                "Invocations billed", Figures.count(cost.invocations()),
                "Prices", cost.pricesRegion() + ", " + cost.pricesDate(),
                "Billed durations from", cost.basis()));
        for (String line : input.costLines().getOrDefault(scenario.name(), List.of())) {
            html.element("p", line);
        }
    }
}
