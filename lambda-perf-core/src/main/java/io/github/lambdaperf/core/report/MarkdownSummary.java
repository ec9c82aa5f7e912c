package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.record.CheckRecord;
import io.github.lambdaperf.core.record.CostRecord;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import java.nio.file.Path;
import java.util.List;

/** {@code summary.md}: GitHub's Markdown, for step summaries and comments on pull requests. */
public final class MarkdownSummary implements ReportWriter {
    /** Name of the file. */
    public static final String FILE = "summary.md";

    @Override
    public void write(ReportInput input, Path directory) {
        RunDirectory.writeAtomically(directory.resolve(FILE), text(input));
    }

    static String text(ReportInput input) {
        RunRecord run = input.run();
        Judgement judgement = input.judgement();
        StringBuilder text = new StringBuilder("## Performance of ")
                .append(escaped(run.function().name()))
                .append(": ")
                .append(escaped(judgement.overall()))
                .append("\n\n");
        bullets(text, "", judgement.failures());
        bullets(text, "warning: ", judgement.warnings());
        for (ScenarioRecord scenario : run.scenarios()) {
            addScenario(text, input, scenario);
        }
        bullets(text, "", judgement.notes());
        text.append("<sub>Run ")
                .append(escaped(run.runId()))
                .append(run.commit() == null ? "" : " of " + escaped(run.commit()))
                .append(" on ")
                .append(escaped(Figures.environment(run)));
        run.labels().forEach(label -> text.append("; ").append(escaped(label)));
        return text.append(". lambda-perf ")
                .append(escaped(input.productVersion()))
                .append(".</sub>\n")
                .toString();
    }

    private static void addScenario(StringBuilder text, ReportInput input, ScenarioRecord scenario) {
        text.append("### ").append(escaped(scenario.name())).append("\n\n");
        if (scenario.delivery() != null) {
            text.append(escaped(scenario.executors()))
                    .append(": ")
                    .append(escaped(DeliveryText.counts(scenario)))
                    .append(".\n\n");
        } else {
            addCounts(text, scenario);
        }
        FindingsText.lines(scenario.findings())
                .forEach(line -> text.append(escaped(line)).append(".\n\n"));
        addVerdicts(text, input, scenario);
    }

    private static void addCounts(StringBuilder text, ScenarioRecord scenario) {
        text.append(escaped(scenario.executors()))
                .append(": ")
                .append(Figures.count(Figures.counted(scenario, Metric.INVOCATIONS.label())))
                .append(" invocations in ")
                .append(Figures.duration(scenario.durationMs()))
                .append(", ")
                .append(Figures.count(Figures.counted(scenario, Metric.INVOCATION_ERRORS.label())))
                .append(" errors, ")
                .append(Figures.count(Figures.counted(scenario, Metric.THROTTLES.label())))
                .append(" throttles, ")
                .append(Figures.count(Figures.counted(scenario, Metric.COLD_STARTS.label())))
                .append(" cold starts.\n\n");
    }

    private static void addVerdicts(StringBuilder text, ReportInput input, ScenarioRecord scenario) {
        List<VerdictRow> rows = input.judgement().rowsOf(scenario.name());
        if (!rows.isEmpty()) {
            text.append("| Metric | Baseline | Now | Change | 90 % interval | Verdict |\n")
                    .append("|---|--:|--:|--:|--:|---|\n");
            rows.forEach(row -> addRow(
                    text,
                    row.metric(),
                    row.baseline() == null ? Figures.NONE : Figures.value(row.baseline(), row.unit()),
                    Figures.value(row.now(), row.unit()),
                    row.ratio() == null ? Figures.NONE : Figures.change(row.ratio()),
                    Figures.interval(row.low90(), row.high90()),
                    (row.fails() ? "**" + escaped(row.verdict()) + "**" : escaped(row.verdict()))
                            + reason(row, scenario)));
            text.append('\n');
        }
        addRules(text, input, scenario);
        CostRecord cost = scenario.cost();
        if (cost != null) {
            text.append("Cost: ")
                    .append(Figures.usd(cost.perMillionUsd().doubleValue()))
                    .append(" per million invocations, this run ")
                    .append(Figures.usd(cost.totalUsd().doubleValue()))
                    .append(" (")
                    .append(escaped(cost.pricesRegion()))
                    .append(", prices of ")
                    .append(escaped(cost.pricesDate()))
                    .append(").\n\n");
        }
        for (String line : input.costLines().getOrDefault(scenario.name(), List.of())) {
            text.append("Cost: ").append(escaped(line)).append(".\n\n");
        }
        String baseline = input.judgement().baselineFiles().get(scenario.name());
        if (baseline != null) {
            text.append("Baseline: ").append(escaped(baseline)).append("\n\n");
        }
    }

    private static String reason(VerdictRow row, ScenarioRecord scenario) {
        String reason = FitnessText.reason(row, scenario);
        return reason == null ? "" : "; " + escaped(reason);
    }

    private static void addRules(StringBuilder text, ReportInput input, ScenarioRecord scenario) {
        if (scenario.thresholds().isEmpty() && scenario.checks().isEmpty()) {
            return;
        }
        text.append("| Rule | Value | |\n|---|--:|---|\n");
        for (ThresholdRecord threshold : scenario.thresholds()) {
            addRow(
                    text,
                    escaped(threshold.metric() + ": " + threshold.expression()),
                    Figures.value(threshold, scenario),
                    threshold.passed() ? "ok" : "**FAIL**");
        }
        for (CheckRecord check : scenario.checks()) {
            String word = check.fails() == 0
                    ? "ok"
                    : input.judgement().blames(scenario.name(), check)
                            ? "**FAIL**"
                            : "failed " + Figures.count(check.fails()) + " times";
            addRow(
                    text,
                    "check " + escaped(check.name()),
                    Figures.count(check.passes()) + " of " + Figures.count(check.passes() + check.fails()),
                    word);
        }
        text.append('\n');
    }

    private static void addRow(StringBuilder text, String... cells) {
        for (String cell : cells) {
            text.append("| ").append(cell).append(cell.isEmpty() ? "" : " ");
        }
        text.append("|\n");
    }

    private static void bullets(StringBuilder text, String prefix, List<String> sentences) {
        sentences.forEach(sentence ->
                text.append("* ").append(prefix).append(escaped(sentence)).append('\n'));
        if (!sentences.isEmpty()) {
            text.append('\n');
        }
    }

    /** Text that stays text: no markup, no cell borders, no line breaks. */
    private static String escaped(String text) {
        return text.replaceAll("\\s*\\R\\s*", "; ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("([\\\\`*_|\\[\\]#~])", "\\\\$1");
    }
}
