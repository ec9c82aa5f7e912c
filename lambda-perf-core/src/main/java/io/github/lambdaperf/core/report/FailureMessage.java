package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The text of a failing build: what broke, by how much, where to look, and the three ways out. */
public final class FailureMessage {
    /** Findings shown; a reader sees the end of the text, and the report has all of them. */
    private static final int SHOWN = 10;

    /** Metrics for which the waiver is spelled out. */
    private static final int WAIVERS = 3;

    private FailureMessage() {}

    /**
     * The whole text, of several lines.
     *
     * @param report the file to look at
     */
    public static String of(Judgement judgement, Path report) {
        List<String> failures = judgement.failures();
        StringBuilder text = new StringBuilder("performance check failed, ")
                .append(failures.size() == 1 ? "1 problem:" : failures.size() + " problems:");
        failures.stream().limit(SHOWN).forEach(failure -> text.append("\n  - ").append(failure));
        if (failures.size() > SHOWN) {
            text.append("\n  - and ").append(failures.size() - SHOWN).append(" more, see the report");
        }
        text.append("\nReport: ").append(report);
        List<VerdictRow> failing =
                judgement.rows().stream().filter(VerdictRow::fails).toList();
        return failing.isEmpty()
                ? text.toString()
                : text.append(waysOut(judgement, failing)).toString();
    }

    private static String waysOut(Judgement judgement, List<VerdictRow> failing) {
        String scenario = failing.get(0).scenario();
        String baseline = judgement.baselineFiles().get(scenario);
        StringBuilder text = new StringBuilder(baseline == null ? "" : "\nBaseline: " + baseline)
                .append("\nThree ways out of a regression:")
                .append("\n  1. fix it")
                .append("\n  2. accept it:  mvn -Pperf perf:baseline -Dperf.accept=\"why it is worth it\"")
                .append("\n  3. waive it until a date, in the file of the scenario ")
                .append(scenario)
                .append(":\n       regression:");
        failing.stream()
                .filter(row -> row.scenario().equals(scenario))
                .limit(WAIVERS)
                .forEach(row -> text.append("\n         ")
                        .append(row.metric())
                        .append(": { waiver: { upTo: ")
                        .append(upTo(row))
                        .append(", until: <date>, reason: <why> } }"));
        return text.toString();
    }

    /** The next multiple of 5 % above the change; 20 % where the change is not known. */
    private static String upTo(VerdictRow row) {
        double percent = row.ratio() == null ? 20 : Math.max(5, Math.ceil((row.ratio() - 1) * 20) * 5);
        return String.format(Locale.ROOT, "%.0f%%", percent);
    }

    /**
     * One regressed metric as a sentence.
     *
     * @param baselineRuns runs of the baseline that were used
     * @param candidateRuns runs of now that were used
     */
    public static String sentence(VerdictRow row, int baselineRuns, int candidateRuns) {
        StringBuilder text = new StringBuilder(row.scenario())
                .append(": ")
                .append(row.metric())
                .append(" regressed: baseline ")
                .append(row.baseline() == null ? "none" : Figures.value(row.baseline(), row.unit()))
                .append(", now ")
                .append(Figures.value(row.now(), row.unit()));
        if (row.ratio() != null) {
            text.append(", change ").append(Figures.change(row.ratio()));
        }
        if (row.low90() != null && row.high90() != null) {
            text.append(", 90 % interval ").append(Figures.interval(row.low90(), row.high90()));
        }
        text.append(" (")
                .append(baselineRuns)
                .append(baselineRuns == 1 ? " baseline run, " : " baseline runs, ")
                .append(candidateRuns)
                .append(candidateRuns == 1 ? " run now" : " runs now");
        if (row.reason() != null) {
            text.append("; ").append(row.reason());
        }
        return text.append(')').toString();
    }

    /** A broken threshold as a sentence. */
    public static String sentence(ScenarioRecord scenario, ThresholdRecord threshold) {
        return scenario.name() + ": " + Figures.broken(threshold, scenario);
    }
}
