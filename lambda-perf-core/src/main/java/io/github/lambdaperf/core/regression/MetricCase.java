package io.github.lambdaperf.core.regression;

import io.github.lambdaperf.core.record.JudgedMetric.State;
import io.github.lambdaperf.core.scenario.RegressionSettings;
import java.util.List;

/**
 * A metric, its comparison or why there is none, and whether it decides.
 *
 * @param spec its defaults
 * @param settings of the scenario; null: defaults
 * @param baseline geometric mean, or null
 * @param candidate geometric mean, or null
 * @param comparison null where there is nothing to compare
 * @param gated whether it decides over the build
 * @param dropped true where only the lack of data keeps it from deciding
 * @param anotherRunMayHelp true where a further candidate run can bring what is missing
 * @param baselineRuns usable ones
 * @param candidateRuns usable ones
 * @param problem why there is no comparison, or null
 */
record MetricCase(
        JudgedMetrics.Spec spec,
        RegressionSettings settings,
        Double baseline,
        Double candidate,
        Comparison comparison,
        boolean gated,
        boolean dropped,
        boolean anotherRunMayHelp,
        int baselineRuns,
        int candidateRuns,
        String problem) {

    /** A metric of a stored comparison, from the figures of the runs that have it. */
    static MetricCase stored(
            JudgedMetrics.Spec spec,
            Prior prior,
            RegressionSettings settings,
            List<RunFigure> baseline,
            List<RunFigure> candidate) {
        List<RunFigure> before = usable(baseline);
        List<RunFigure> after = usable(candidate);
        Comparison comparison = before.isEmpty() || after.isEmpty() ? null : Comparison.stored(before, after, prior);
        return of(
                spec,
                settings,
                geometricMean(before.isEmpty() ? baseline : before),
                geometricMean(after.isEmpty() ? candidate : after),
                comparison,
                baseline,
                candidate,
                before.size(),
                after.size());
    }

    /** A metric of an interleaved comparison. */
    static MetricCase interleaved(
            JudgedMetrics.Spec spec, RegressionSettings settings, List<InterleavedRun.Pair> pairs) {
        List<RunFigure> all = pairs.stream().map(InterleavedRun.Pair::ratio).toList();
        List<RunFigure> usable = usable(all);
        List<InterleavedRun.Pair> shown = pairs.stream()
                .filter(p -> usable.isEmpty() || p.state() == State.OK)
                .toList();
        Comparison comparison = usable.isEmpty() ? null : InterleavedComparison.of(usable, spec.pairedPrior());
        Double before = geometricMean(shown.stream()
                .map(pair -> new RunFigure(pair.baseline(), 0, pair.state()))
                .toList());
        Double after = geometricMean(shown.stream()
                .map(pair -> new RunFigure(pair.candidate(), 0, pair.state()))
                .toList());
        return of(spec, settings, before, after, comparison, all, all, usable.size(), usable.size());
    }

    private static MetricCase of(
            JudgedMetrics.Spec spec,
            RegressionSettings settings,
            Double before,
            Double after,
            Comparison comparison,
            List<RunFigure> baseline,
            List<RunFigure> candidate,
            int baselineRuns,
            int candidateRuns) {
        boolean demanded = settings != null && Boolean.TRUE.equals(settings.gate());
        boolean wanted = settings != null && settings.gate() != null ? settings.gate() : spec.gated();
        String problem = null;
        // a baseline that cannot tell, or too few samples, leave a metric out; what the candidate lost does not
        boolean kept = wanted;
        boolean helps = false;
        if (baselineRuns == 0) {
            problem = problem(spec.name(), "baseline", baseline);
            kept = demanded;
        } else if (candidateRuns == 0) {
            problem = problem(spec.name(), "candidate", candidate);
            boolean insufficient =
                    candidate.isEmpty() ? JudgedMetrics.isOfColdStarts(spec.name()) : !has(candidate, State.UNSTABLE);
            kept = insufficient ? demanded : wanted;
            helps = !candidate.isEmpty();
        }
        return new MetricCase(
                spec,
                settings,
                before,
                after,
                comparison,
                kept,
                wanted && !kept,
                helps,
                baselineRuns,
                candidateRuns,
                problem);
    }

    private static String problem(String metric, String side, List<RunFigure> figures) {
        boolean cold = JudgedMetrics.isOfColdStarts(metric);
        if (figures.isEmpty()) {
            return cold ? "no such cold starts in the " + side : "missing in the " + side;
        }
        return has(figures, State.UNSTABLE)
                ? "unstable in the " + side + ": it lies on the boundary of two modes"
                : "too few " + (cold ? "cold starts" : "samples") + " in the " + side;
    }

    private static boolean has(List<RunFigure> figures, State state) {
        return figures.stream().anyMatch(figure -> figure.state() == state);
    }

    private static List<RunFigure> usable(List<RunFigure> figures) {
        return figures.stream().filter(figure -> figure.state() == State.OK).toList();
    }

    private static Double geometricMean(List<RunFigure> figures) {
        if (figures.isEmpty()) {
            return null;
        }
        double[] logs =
                figures.stream().mapToDouble(f -> Math.log(f.value())).sorted().toArray();
        return Math.exp(Comparison.mean(logs));
    }

    /** Smallest effect that counts on the log scale; a smallest change in the unit can only raise it. */
    double minEffectLog() {
        double effect = settings != null && settings.minEffect() != null ? settings.minEffect() : spec.minEffect();
        if (spec.minChange() > 0 && baseline != null) {
            effect = Math.max(effect, spec.minChange() / baseline);
        }
        return Math.log1p(effect);
    }

    /** Tolerance on the log scale, never below the smallest effect that counts. */
    double toleranceLog() {
        double tolerance = settings != null && settings.tolerance() != null ? settings.tolerance() : spec.tolerance();
        return Math.max(Math.log1p(tolerance), minEffectLog());
    }

    boolean worse() {
        return comparison != null && comparison.delta() >= minEffectLog();
    }

    boolean suspicious() {
        return worse() && comparison.pSlower() <= VerdictTable.SUSPICION;
    }

    /** The p value with which it enters Holm's adjustment. */
    double holmEntry() {
        return worse() ? comparison.pSlower() : 1;
    }
}
