package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.record.CheckRecord;
import io.github.lambdaperf.core.record.CostRecord;
import io.github.lambdaperf.core.record.DeliveryRecord;
import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import io.github.lambdaperf.core.regression.JudgedMetrics;
import io.github.lambdaperf.core.report.StyledLine.Segment;
import io.github.lambdaperf.core.report.StyledLine.Style;
import java.util.ArrayList;
import java.util.List;

/** The closing table of a run, in JMH's manner. */
public final class TerminalTable {
    private static final int WIDTH = 100;
    private static final int FIRST_LEFT_COLUMN = 6;
    /** Kinds of errors shown, the most frequent first. */
    private static final int ERRORS = 5;

    private final ReportInput input;
    private final List<StyledLine> lines = new ArrayList<>();

    private TerminalTable(ReportInput input) {
        this.input = input;
    }

    /**
     * All lines. Text is broken at 100 columns; a row of a table is that narrow too unless a metric's name or a rule is
     * very long, which is never cut.
     */
    public static List<StyledLine> of(ReportInput input) {
        TerminalTable table = new TerminalTable(input);
        input.run().scenarios().forEach(table::add);
        table.close();
        return List.copyOf(table.lines);
    }

    private void add(ScenarioRecord scenario) {
        lines.add(StyledLine.of(""));
        if (scenario.name().length() + 2 + scenario.executors().length() <= WIDTH) {
            lines.add(StyledLine.of(scenario.name(), Style.STRONG).and("  " + scenario.executors(), Style.FAINT));
        } else {
            lines.add(StyledLine.of(scenario.name(), Style.STRONG));
            wrapped(scenario.executors(), "", Style.FAINT);
        }
        wrapped(counts(scenario), "", Style.FAINT);
        FindingsText.lines(scenario.findings()).forEach(line -> wrapped(line, "", Style.STRONG));
        lines.add(StyledLine.of(""));

        List<VerdictRow> rows = input.judgement().rowsOf(scenario.name());
        TextTable table = new TextTable(FIRST_LEFT_COLUMN - 1);
        table.add("Metric", "Unit", "Baseline", "Now", "Change", "90 % interval");
        rows.forEach(row -> table.add(
                row.metric(),
                row.unit(),
                Figures.number(row.baseline()),
                Figures.number(row.now()),
                row.ratio() == null ? Figures.NONE : Figures.change(row.ratio()),
                Figures.interval(row.low90(), row.high90())));
        List<StyledLine> verdicts = new ArrayList<>();
        rows.forEach(row -> verdicts.add(verdict(row, scenario)));
        addUnjudged(scenario, rows, table);

        List<String> text = table.lines();
        lines.add(StyledLine.of(text.get(0) + "  Verdict", Style.STRONG));
        for (int i = 1; i < text.size(); i++) {
            StyledLine line = StyledLine.of(
                    i <= verdicts.size() ? text.get(i) : text.get(i).stripTrailing());
            for (Segment segment : i <= verdicts.size() ? verdicts.get(i - 1).segments() : List.<Segment>of()) {
                line = line.and(segment.text(), segment.style());
            }
            lines.add(line);
        }
        rows.stream()
                .filter(row -> row.reason() != null)
                .forEach(row ->
                        wrapped("  " + row.metric() + ": " + FitnessText.reason(row, scenario), "    ", Style.FAINT));
        addRules(scenario);
        addErrors(scenario);
        addFoot(scenario);
    }

    /** What nobody judged but a reader looks for. */
    private static void addUnjudged(ScenarioRecord scenario, List<VerdictRow> rows, TextTable table) {
        scenario.judgedCounts().forEach((name, count) -> {
            if (rows.stream().noneMatch(row -> row.metric().equals(name))) {
                table.add(name, "%", Figures.NONE, Figures.number(share(count)), Figures.NONE, "");
            }
        });
        if (scenario.cost() != null) {
            double usd = scenario.cost().perMillionUsd().doubleValue();
            table.add("cost per million", "USD", Figures.NONE, Figures.number(usd), Figures.NONE, "");
        }
    }

    private static double share(JudgedCount count) {
        return count.trials() == 0 ? Double.NaN : 100.0 * count.events() / count.trials();
    }

    private static StyledLine verdict(VerdictRow row, ScenarioRecord scenario) {
        // a line of its own says more where there is a reason
        String samples = row.reason() == null ? FitnessText.samples(row, scenario) : null;
        String suffix =
                samples != null ? " (" + samples + ")" : row.gated() || row.baseline() == null ? "" : " (not gated)";
        return StyledLine.of("  ").and(row.verdict(), style(row)).and(suffix, Style.FAINT);
    }

    private static Style style(VerdictRow row) {
        if (row.fails()) {
            return Style.BAD;
        }
        return switch (row.verdict()) {
            case "improved" -> Style.GOOD;
            case "regressed", "inconclusive", "waived" -> Style.WARN;
            case "unchanged" -> Style.PLAIN;
            default -> Style.FAINT;
        };
    }

    private void addRules(ScenarioRecord scenario) {
        List<DeliveryRecord.Expectation> expectations =
                scenario.delivery() == null ? List.of() : scenario.delivery().expectations();
        if (scenario.thresholds().isEmpty() && scenario.checks().isEmpty() && expectations.isEmpty()) {
            return;
        }
        lines.add(StyledLine.of(""));
        TextTable table = new TextTable(0);
        for (ThresholdRecord threshold : scenario.thresholds()) {
            table.add(threshold.metric() + ": " + threshold.expression(), Figures.value(threshold, scenario));
        }
        for (CheckRecord check : scenario.checks()) {
            long all = check.passes() + check.fails();
            table.add(
                    "check '" + check.name() + "'",
                    all == 0 ? "never made" : Figures.count(check.passes()) + " of " + Figures.count(all));
        }
        expectations.forEach(expectation ->
                table.add("expect " + expectation.name() + ": " + expectation.wanted(), expectation.found()));
        List<String> text = table.lines();
        int line = 0;
        for (ThresholdRecord threshold : scenario.thresholds()) {
            addRule(threshold.passed() ? "ok" : "FAIL", threshold.passed() ? Style.GOOD : Style.BAD, text.get(line++));
        }
        for (CheckRecord check : scenario.checks()) {
            boolean failed = input.judgement().blames(scenario.name(), check);
            String word = check.fails() == 0 ? "ok" : failed ? "FAIL" : "warn";
            addRule(word, check.fails() == 0 ? Style.GOOD : failed ? Style.BAD : Style.WARN, text.get(line++));
        }
        for (DeliveryRecord.Expectation expectation : expectations) {
            boolean passed = expectation.passed();
            addRule(passed ? "ok" : "FAIL", passed ? Style.GOOD : Style.BAD, text.get(line++));
        }
    }

    private void addErrors(ScenarioRecord scenario) {
        if (scenario.errors().isEmpty()) {
            return;
        }
        lines.add(StyledLine.of(""));
        scenario.errors().stream()
                .limit(ERRORS)
                .forEach(error -> wrapped("  " + ErrorText.line(error), "    ", Style.WARN));
        if (scenario.errors().size() > ERRORS) {
            int more = scenario.errors().size() - ERRORS;
            wrapped("  and " + more + (more == 1 ? " kind" : " kinds") + " of errors more", "    ", Style.FAINT);
        }
    }

    private void addRule(String word, Style style, String text) {
        lines.add(StyledLine.of("  ")
                .and(word, style)
                .and(" ".repeat(6 - word.length()) + text.stripTrailing(), Style.PLAIN));
    }

    private void addFoot(ScenarioRecord scenario) {
        CostRecord cost = scenario.cost();
        String baseline = input.judgement().baselineFiles().get(scenario.name());
        if (cost != null || baseline != null) {
            lines.add(StyledLine.of(""));
        }
        if (cost != null) {
            wrapped(
                    "this run cost " + Figures.usd(cost.totalUsd().doubleValue()) + " (" + cost.pricesRegion()
                            + ", prices of " + cost.pricesDate() + ", billed durations from " + cost.basis() + ")",
                    "  ",
                    Style.FAINT);
        }
        input.costLines().getOrDefault(scenario.name(), List.of()).forEach(line -> wrapped(line, "  ", Style.FAINT));
        if (baseline != null) {
            wrapped("baseline: " + baseline, "  ", Style.FAINT);
        }
    }

    private void close() {
        Judgement judgement = input.judgement();
        lines.add(StyledLine.of(""));
        wrapped("environment: " + Figures.environment(input.run()), "  ", Style.FAINT);
        input.run().labels().forEach(label -> wrapped(label, "  ", Style.FAINT));
        if (input.run().status() != RunRecord.Status.COMPLETE) {
            input.run().statusReasons().forEach(reason -> wrapped("warning: " + reason, "  ", Style.WARN));
        }
        judgement.notes().forEach(note -> wrapped("note: " + note, "  ", Style.PLAIN));
        judgement.warnings().forEach(warning -> wrapped("warning: " + warning, "  ", Style.WARN));
        Style style = switch (judgement.overall()) {
            case "passed" -> Style.GOOD;
            case "failed" -> Style.BAD;
            default -> Style.WARN;
        };
        lines.add(StyledLine.of("verdict: ", Style.STRONG).and(judgement.overall(), style));
    }

    private void wrapped(String text, String indent, Style style) {
        TextTable.wrap(text, WIDTH, indent).forEach(line -> lines.add(StyledLine.of(line, style)));
    }

    private static String counts(ScenarioRecord scenario) {
        StringBuilder text = new StringBuilder(Figures.duration(scenario.durationMs()));
        if (scenario.delivery() != null) {
            return text.append(", ").append(DeliveryText.counts(scenario)).toString();
        }
        text.append(", ")
                .append(Figures.count(Figures.counted(scenario, Metric.INVOCATIONS.label())))
                .append(" invocations");
        Double rate = Figures.of(scenario, Metric.INVOCATIONS.label(), "rate");
        if (rate != null) {
            text.append(" (").append(Figures.number(rate)).append("/s)");
        }
        counted(text, scenario, Metric.INVOCATION_ERRORS.label(), "errors");
        counted(text, scenario, Metric.THROTTLES.label(), "throttles");
        if (scenario.judged().containsKey(JudgedMetrics.CLIENT_ALL_P50)) {
            text.append(", cold starts not told by the answers");
        } else {
            counted(text, scenario, Metric.COLD_STARTS.label(), "cold starts");
        }
        if (Figures.counted(scenario, Metric.DROPPED_ITERATIONS.label()) > 0) {
            counted(text, scenario, Metric.DROPPED_ITERATIONS.label(), "dropped");
        }
        return text.toString();
    }

    private static void counted(StringBuilder text, ScenarioRecord scenario, String metric, String noun) {
        MetricRecord record = scenario.metrics().get(metric);
        if (record != null) {
            text.append(", ")
                    .append(Figures.count(Figures.counted(scenario, metric)))
                    .append(' ')
                    .append(noun);
        }
    }
}
