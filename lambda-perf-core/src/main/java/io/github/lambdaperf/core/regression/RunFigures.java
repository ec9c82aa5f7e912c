package io.github.lambdaperf.core.regression;

import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of one run of a scenario is compared.
 *
 * @param metrics by name
 * @param counts {@code errors} and {@code throttles}
 */
public record RunFigures(SortedMap<String, RunFigure> metrics, SortedMap<String, JudgedCount> counts) {
    public RunFigures {
        metrics = new TreeMap<>(metrics);
        counts = new TreeMap<>(counts);
    }

    /** The judged figures of a scenario's record; metrics without a value above zero have no logarithm and stay out. */
    public static RunFigures of(ScenarioRecord scenario) {
        SortedMap<String, RunFigure> metrics = new TreeMap<>();
        scenario.judged().forEach((name, metric) -> {
            if (metric.n() > 0 && metric.value() > 0) {
                metrics.put(name, new RunFigure(metric.value(), metric.se(), metric.state()));
            }
        });
        return new RunFigures(metrics, scenario.judgedCounts());
    }
}
