package io.github.lambdaperf.core.baseline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.core.load.Thresholds;
import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.regression.JudgedMetrics;
import io.github.lambdaperf.core.regression.RunFigure;
import io.github.lambdaperf.core.regression.RunFigures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One run of a baseline, rounded to what its file holds.
 *
 * @param at its start, to the minute
 * @param n invocations
 * @param cold cold starts and restores
 * @param figures values with three decimals, errors and dispersions with four and two
 * @param values what thresholds of the scenario refer to, such as {@code invocation_duration.p(95)}; six digits
 * @param unknown fields of the file that this version does not know
 */
public record BaselineRun(
        Instant at,
        long n,
        long cold,
        RunFigures figures,
        SortedMap<String, Double> values,
        SortedMap<String, JsonNode> unknown) {
    private static final MathContext VALUE_DIGITS = new MathContext(6);
    static final int VALUE_DECIMALS = 3;
    static final int SE_DECIMALS = 4;
    static final int DISPERSION_DECIMALS = 2;
    static final List<String> COUNTS = List.of(JudgedMetrics.ERRORS, JudgedMetrics.THROTTLES);

    public BaselineRun {
        at = at.truncatedTo(ChronoUnit.MINUTES);
        figures = rounded(figures);
        SortedMap<String, Double> digits = new TreeMap<>();
        values.forEach((name, value) ->
                digits.put(name, new BigDecimal(value).round(VALUE_DIGITS).doubleValue()));
        values = digits;
        unknown = new TreeMap<>(unknown);
    }

    /** A run that no threshold refers to. */
    public BaselineRun(Instant at, long n, long cold, RunFigures figures, SortedMap<String, JsonNode> unknown) {
        this(at, n, cold, figures, new TreeMap<>(), unknown);
    }

    /** The judged figures of a scenario of a run. */
    public static BaselineRun of(ScenarioRecord scenario) {
        long n = scenario.judgedCounts().values().stream()
                .mapToLong(JudgedCount::trials)
                .max()
                .orElse(scenario.judged().values().stream()
                        .mapToLong(metric -> metric.n())
                        .max()
                        .orElse(0));
        return new BaselineRun(
                Instant.ofEpochMilli(scenario.startedAtMs()),
                n,
                JudgedMetrics.coldStarts(scenario.judged()),
                RunFigures.of(scenario),
                Thresholds.referredTo(scenario.thresholds(), scenario.metrics()),
                new TreeMap<>());
    }

    private static RunFigures rounded(RunFigures figures) {
        SortedMap<String, RunFigure> metrics = new TreeMap<>();
        for (Map.Entry<String, RunFigure> entry : figures.metrics().entrySet()) {
            RunFigure figure = entry.getValue();
            double value = round(figure.value(), VALUE_DECIMALS);
            // what rounds to nothing has no logarithm
            if (value > 0) {
                metrics.put(entry.getKey(), new RunFigure(value, round(figure.se(), SE_DECIMALS), figure.state()));
            }
        }
        SortedMap<String, JudgedCount> counts = new TreeMap<>();
        for (String name : COUNTS) {
            JudgedCount count = figures.counts().get(name);
            if (count != null) {
                double dispersion = Math.max(1, round(count.dispersion(), DISPERSION_DECIMALS));
                counts.put(name, new JudgedCount(count.events(), count.trials(), dispersion));
            }
        }
        return new RunFigures(metrics, counts);
    }

    static double round(double value, int decimals) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .doubleValue();
    }
}
