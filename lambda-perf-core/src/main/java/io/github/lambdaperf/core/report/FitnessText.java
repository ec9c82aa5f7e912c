package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.record.JudgedMetric;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.regression.JudgedMetrics;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Why a figure was not judged, for readers who do not know the words of the verdicts. */
final class FitnessText {
    private FitnessText() {}

    /** The verdict, or in its place what a figure lacks that has none, such as {@code too few cold starts to judge}. */
    static String verdict(VerdictRow row, ScenarioRecord scenario) {
        String lack = lack(row, scenario);
        if (lack != null) {
            return lack;
        }
        return row.verdict().equals("no baseline") ? "no baseline to compare with yet" : row.verdict();
    }

    /** What the figure lacks and the reason of its verdict, as far as they are known, or null. */
    static String reason(VerdictRow row, ScenarioRecord scenario) {
        String lack = lack(row, scenario);
        return Stream.of(lack, row.reason())
                .filter(Objects::nonNull)
                .reduce((a, b) -> a + "; " + b)
                .orElse(null);
    }

    /** How many samples a figure has of those that it needs, such as {@code 8 of 10}; null where it does not lack any. */
    static String samples(VerdictRow row, ScenarioRecord scenario) {
        JudgedMetric judged = scenario.judged().get(row.metric());
        long needed = JudgedMetrics.samplesNeeded(row.metric());
        return row.verdict().equals("insufficient") && judged != null && judged.n() < needed
                ? Figures.count(judged.n()) + " of " + Figures.count(needed)
                : null;
    }

    private static String lack(VerdictRow row, ScenarioRecord scenario) {
        JudgedMetric judged = scenario.judged().get(row.metric());
        return switch (row.verdict()) {
            case "insufficient" -> judged == null ? "too few to judge" : tooFew(row.metric(), judged.n());
            case "unstable" -> "between fast and slow answers, too unsteady to judge";
            default -> null;
        };
    }

    private static String tooFew(String metric, long n) {
        long needed = JudgedMetrics.samplesNeeded(metric);
        if (n >= needed) {
            return "too short a time to judge";
        }
        return String.format(Locale.ROOT, "too few %s to judge (%d, needs %d)", kind(metric), n, needed);
    }

    private static String kind(String metric) {
        if (JudgedMetrics.isOfColdStarts(metric)) {
            return "cold starts";
        }
        return metric.contains(".warm.") ? "warm invocations" : "invocations";
    }
}
