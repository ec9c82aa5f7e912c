package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The text of a failing build: what broke, by how much, where to look, what to do next. Maven prints up to nine lines of its
 * own after it; with these it is no longer than twenty lines, so that the end of the output tells all.
 */
public final class FailureMessage {
    /** Of this text; with the nine that Maven adds they are twenty. */
    private static final int LINES = 11;

    /** Findings that are told; the table above and the report have all of them. */
    private static final int SHOWN = 4;

    private static final Set<Metric> ABOUT_FAILURES =
            Set.of(Metric.INVOCATION_SUCCESS, Metric.INVOCATION_ERRORS, Metric.HTTP_REQ_FAILED, Metric.SEND_SUCCESS);

    private FailureMessage() {}

    /**
     * The whole text, of several lines.
     *
     * @param scenarios of the run
     * @param report the file to look at
     */
    public static String of(List<ScenarioRecord> scenarios, Judgement judgement, Path report) {
        List<String> failures = judgement.failures();
        StringBuilder text = new StringBuilder("performance check failed, ")
                .append(failures.size() == 1 ? "1 problem:" : failures.size() + " problems:");
        VerdictRow regressed =
                judgement.rows().stream().filter(VerdictRow::fails).findFirst().orElse(null);
        String end =
                "Report: " + report + (regressed == null ? next(scenarios, failures) : waysOut(scenarios, regressed));
        addFindings(text, failures, LINES - 1 - (int) end.lines().count());
        return text.append('\n').append(end).toString();
    }

    /** The first line of each finding that is told, and as many of the lines that belong to it as there is room for. */
    private static void addFindings(StringBuilder text, List<String> failures, int room) {
        int shown = failures.size() > SHOWN ? SHOWN - 1 : failures.size();
        int left = room - Math.min(failures.size(), SHOWN);
        for (String failure : failures.subList(0, shown)) {
            List<String> lines = failure.lines().toList();
            text.append("\n  - ").append(lines.get(0));
            int details = Math.min(left, lines.size() - 1);
            lines.subList(1, 1 + details).forEach(line -> text.append('\n').append(line));
            left -= details;
        }
        if (failures.size() > shown) {
            text.append("\n  - and ")
                    .append(failures.size() - shown)
                    .append(" more, in the report and the table above");
        }
    }

    private static String next(List<ScenarioRecord> scenarios, List<String> failures) {
        List<String> files = scenarios.stream()
                .filter(scenario -> failures.stream().anyMatch(failure -> failure.startsWith(scenario.name() + ": ")))
                .map(ScenarioRecord::file)
                .distinct()
                .toList();
        return "\nNext: see there which requests failed or were slow, and what their logs say; mend the function"
                + (files.isEmpty() ? "" : ", or change what must hold, in " + String.join(", ", files));
    }

    private static String waysOut(List<ScenarioRecord> scenarios, VerdictRow row) {
        String file = scenarios.stream()
                .filter(scenario -> scenario.name().equals(row.scenario()))
                .map(ScenarioRecord::file)
                .findFirst()
                .orElse("the file of the scenario " + row.scenario());
        return "\nThree ways out of a regression:"
                + "\n  1. fix it, and run again"
                + "\n  2. accept it:  mvn -Pperf perf:baseline -Dperf.accept=\"why it is worth it\""
                + "\n  3. waive it until a date, in " + file + "; other metrics likewise:"
                + "\n       regression: { " + row.metric() + ": { waiver: { upTo: " + upTo(row)
                + ", until: <date>, reason: <why> } } }";
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

    /** A broken threshold as a sentence; one about failures names the most frequent of them. */
    public static String sentence(ScenarioRecord scenario, ThresholdRecord threshold) {
        boolean aboutFailures = Metric.named(threshold.metric().replaceFirst("\\{.*", ""))
                .map(ABOUT_FAILURES::contains)
                .orElse(false);
        return scenario.name() + ": " + Figures.broken(threshold, scenario)
                + (aboutFailures && !scenario.errors().isEmpty()
                        ? "; " + ErrorText.line(scenario.errors().get(0))
                        : "");
    }
}
