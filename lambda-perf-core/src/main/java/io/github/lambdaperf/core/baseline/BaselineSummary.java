package io.github.lambdaperf.core.baseline;

import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.record.JudgedMetric.State;
import io.github.lambdaperf.core.regression.Comparison;
import io.github.lambdaperf.core.regression.JudgedMetrics;
import io.github.lambdaperf.core.regression.RunFigure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/** The part of a baseline file that a reviewer reads; it decides nothing. */
final class BaselineSummary {
    private BaselineSummary() {}

    /** Metric to quoted text: the mean of its runs and half the width of its 90 % interval. */
    static Map<String, String> of(BaselineFile file) {
        SortedSet<String> names = new TreeSet<>();
        file.runs().forEach(run -> names.addAll(run.figures().metrics().keySet()));
        Map<String, String> summary = new LinkedHashMap<>();
        for (String name : names) {
            summary.put(name, BaselineJson.quote(metric(name, file.figures(name))));
        }
        for (String name : BaselineRun.COUNTS) {
            List<JudgedCount> counts = file.runs().stream()
                    .map(run -> run.figures().counts().get(name))
                    .filter(Objects::nonNull)
                    .toList();
            if (!counts.isEmpty()) {
                long events = counts.stream().mapToLong(JudgedCount::events).sum();
                long trials = counts.stream().mapToLong(JudgedCount::trials).sum();
                summary.put(name, BaselineJson.quote(events + " of " + trials));
            }
        }
        return summary;
    }

    private static String metric(String name, List<RunFigure> figures) {
        JudgedMetrics.Spec spec = JudgedMetrics.of(name);
        List<RunFigure> usable =
                figures.stream().filter(figure -> figure.state() == State.OK).toList();
        if (usable.isEmpty()) {
            boolean unstable = figures.stream().anyMatch(figure -> figure.state() == State.UNSTABLE);
            return value(figures) + " " + spec.unit() + (unstable ? " (unstable)" : " (insufficient)");
        }
        double precision = 100 * Comparison.precision90(usable, spec.prior());
        return value(usable) + " " + spec.unit() + String.format(Locale.ROOT, " ±%.1f %%", precision);
    }

    private static String value(List<RunFigure> figures) {
        double mean = Math.exp(figures.stream()
                .mapToDouble(figure -> Math.log(figure.value()))
                .sorted()
                .average()
                .orElseThrow());
        String format = mean >= 100 ? "%.0f" : mean >= 10 ? "%.1f" : mean >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, mean);
    }
}
