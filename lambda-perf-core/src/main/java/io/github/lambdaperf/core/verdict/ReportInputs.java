package io.github.lambdaperf.core.verdict;

import io.github.lambdaperf.core.analyze.Advice;
import io.github.lambdaperf.core.cost.CostSettings;
import io.github.lambdaperf.core.record.Histograms;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.TimelineFile;
import io.github.lambdaperf.core.report.AdviceRow;
import io.github.lambdaperf.core.report.Judgement;
import io.github.lambdaperf.core.report.PercentilePoint;
import io.github.lambdaperf.core.report.ReportInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Gathers what the reports show from a run's directory and its judgement. */
public final class ReportInputs {
    /** Up to where a curve goes while there are samples beyond. */
    private static final double[] PERCENTILES = {
        0, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 92.5, 95, 97.5, 98, 99, 99.5, 99.9, 99.95, 99.99
    };

    private ReportInputs() {}

    /** @param costs how its costs are shown */
    public static ReportInput of(
            RunDirectory directory, RunRecord run, Judgement judgement, CostSettings costs, String productVersion) {
        Map<String, List<String>> costLines = new TreeMap<>();
        Map<String, List<PercentilePoint>> percentiles = new TreeMap<>();
        List<AdviceRow> advice = new ArrayList<>();
        for (ScenarioRecord scenario : run.scenarios()) {
            Histograms.read(Histograms.file(directory, scenario.name()))
                    .forEach((population, histogram) ->
                            percentiles.put(scenario.name() + "/" + population, points(histogram)));
            costLines.put(scenario.name(), CostLines.of(run, scenario, costs));
            Advice.of(scenario, run.function(), run.environment(), costs.prices())
                    .forEach(
                            one -> advice.add(new AdviceRow(scenario.name(), one.title(), one.figure(), one.saving())));
        }
        return new ReportInput(
                run,
                judgement,
                TimelineFile.read(directory.path().resolve(TimelineFile.NAME)),
                percentiles,
                advice,
                costLines,
                productVersion);
    }

    private static List<PercentilePoint> points(Histogram histogram) {
        List<PercentilePoint> points = new ArrayList<>();
        long count = histogram.getTotalCount();
        for (double percentile : PERCENTILES) {
            if (count * (100 - percentile) / 100 >= 1) {
                points.add(new PercentilePoint(
                        percentile, histogram.getValueAtPercentile(percentile) / Histograms.UNITS_PER_MS));
            }
        }
        if (count > 0) {
            points.add(new PercentilePoint(100, histogram.getMaxValue() / Histograms.UNITS_PER_MS));
        }
        return points;
    }
}
