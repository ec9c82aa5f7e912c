package io.github.lambdaperf.core.verdict;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.JudgedMetric.State;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.regression.CountFinding;
import io.github.lambdaperf.core.regression.InterleavedRule;
import io.github.lambdaperf.core.regression.InterleavedRun;
import io.github.lambdaperf.core.regression.JudgedMetrics;
import io.github.lambdaperf.core.regression.MetricFinding;
import io.github.lambdaperf.core.regression.RuleSettings;
import io.github.lambdaperf.core.regression.RunFigure;
import io.github.lambdaperf.core.regression.RunFigures;
import io.github.lambdaperf.core.regression.ScenarioVerdict;
import io.github.lambdaperf.core.regression.StoredRule;
import io.github.lambdaperf.core.regression.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The same version compared with itself: every regression that comes out is a false alarm. It tells how noisy a function
 * and its surroundings are, and what the gate can prove there.
 */
public final class SelfTest {
    private SelfTest() {}

    /**
     * A build that the rule would have judged.
     *
     * @param verdict that stood in the end
     * @param runs load runs that it took
     * @param what the metrics that were called worse, or that stayed undecided
     */
    public record Build(Verdict verdict, int runs, List<String> what) {
        public Build {
            what = List.copyOf(what);
        }
    }

    /**
     * How a metric behaves from run to run.
     *
     * @param metric its name
     * @param runs that it could be taken from
     * @param deviation standard deviation of the logarithm between all runs, 0.04 is 4 %
     * @param detectable smallest worsening that the gate can prove four times in five, median over the builds
     */
    public record Noise(String metric, int runs, double deviation, double detectable) {}

    /**
     * What came out.
     *
     * @param scenario its name
     * @param builds in the order of time
     * @param noise by metric, in the order of the catalog; gated ones only
     */
    public record Result(String scenario, List<Build> builds, List<Noise> noise) {
        public Result {
            builds = List.copyOf(builds);
            noise = List.copyOf(noise);
        }

        /** Builds that would have failed, without anything having changed. */
        public long falseAlarms() {
            return builds.stream()
                    .filter(build -> build.verdict() == Verdict.REGRESSED)
                    .count();
        }

        /** Builds that would have ended in a warning. */
        public long undecided() {
            return builds.stream()
                    .filter(build -> build.verdict() == Verdict.INCONCLUSIVE)
                    .count();
        }

        /** For the reader. */
        public List<String> lines() {
            List<String> lines = new ArrayList<>();
            int loads = builds.stream().mapToInt(Build::runs).sum();
            lines.add(String.format(
                    Locale.ROOT,
                    "%s: %d unchanged %s, %d false alarms, %d inconclusive, %.1f load runs a build",
                    scenario,
                    builds.size(),
                    builds.size() == 1 ? "build" : "builds",
                    falseAlarms(),
                    undecided(),
                    (double) loads / builds.size()));
            for (int i = 0; i < builds.size(); i++) {
                Build build = builds.get(i);
                if (!build.what().isEmpty()) {
                    lines.add("  build " + (i + 1) + " "
                            + build.verdict().name().toLowerCase(Locale.ROOT) + ": "
                            + String.join("; ", build.what()));
                }
            }
            for (Noise one : noise) {
                lines.add(String.format(
                        Locale.ROOT,
                        "  %-16s %5.1f %% from run to run, the gate can prove %+.0f %%",
                        one.metric(),
                        one.deviation() * 100,
                        one.detectable() * 100));
            }
            return lines;
        }
    }

    /**
     * Judges runs of one version against the first of them.
     *
     * @param runs in the order of time, complete, of one environment
     * @param baselineRuns how many are the baseline
     * @param maxRuns of a build
     */
    public static Result stored(List<RunRecord> runs, String scenario, int baselineRuns, int maxRuns, LocalDate today) {
        List<RunFigures> figures = runs.stream()
                .map(run -> RunFigures.of(RunFamily.scenarioOf(run, scenario)))
                .toList();
        if (figures.size() <= baselineRuns) {
            throw PerfException.user("a self-test of " + scenario + " needs more than its " + baselineRuns
                    + " baseline runs, there are " + figures.size());
        }
        List<RunFigures> baseline = figures.subList(0, baselineRuns);
        ScenarioRecord first = RunFamily.scenarioOf(runs.get(0), scenario);
        RuleSettings rule = RuleSettings.stored(runs.get(0).scenarios().size(), maxRuns, today);
        List<ScenarioVerdict> verdicts = new ArrayList<>();
        int next = baselineRuns;
        while (next < figures.size()) {
            ScenarioVerdict verdict = null;
            for (int c = 1; verdict == null || (verdict.runAgain() && next + c <= figures.size()); c++) {
                verdict = StoredRule.judge(
                        scenario, baseline, null, figures.subList(next, next + c), first.regression(), rule);
            }
            verdicts.add(verdict);
            next += verdict.candidateRuns();
        }
        return result(scenario, verdicts, figures);
    }

    /** Judges interleaved runs whose two sides are the same version. @param maxRuns of a build */
    public static Result interleaved(List<RunRecord> runs, String scenario, int maxRuns, LocalDate today) {
        List<InterleavedRun> pairs = runs.stream()
                .map(run ->
                        InterleavedRun.of(RunFamily.scenarioOf(run, scenario).interleaved()))
                .toList();
        ScenarioRecord first = RunFamily.scenarioOf(runs.get(0), scenario);
        RuleSettings rule = RuleSettings.interleaved(runs.get(0).scenarios().size(), maxRuns, today);
        List<ScenarioVerdict> verdicts = new ArrayList<>();
        int next = 0;
        while (next < pairs.size()) {
            ScenarioVerdict verdict = null;
            for (int c = 1; verdict == null || (verdict.runAgain() && next + c <= pairs.size()); c++) {
                verdict = InterleavedRule.judge(scenario, pairs.subList(next, next + c), first.regression(), rule);
            }
            verdicts.add(verdict);
            next += verdict.candidateRuns();
        }
        List<RunFigures> figures = runs.stream()
                .map(run -> RunFigures.of(RunFamily.scenarioOf(run, scenario)))
                .toList();
        return result(scenario, verdicts, figures);
    }

    private static Result result(String scenario, List<ScenarioVerdict> verdicts, List<RunFigures> figures) {
        List<Build> builds = verdicts.stream()
                .map(verdict -> new Build(verdict.overall(), verdict.candidateRuns(), what(verdict)))
                .toList();
        List<Noise> noise = new ArrayList<>();
        for (String metric : JudgedMetrics.catalog().keySet()) {
            double[] detectable = verdicts.stream()
                    .flatMap(verdict -> verdict.findings().stream())
                    .filter(finding -> finding.metric().equals(metric) && finding.gated() && finding.figures() != null)
                    .mapToDouble(finding -> finding.figures().minimumDetectableEffect())
                    .sorted()
                    .toArray();
            double[] logs = figures.stream()
                    .map(run -> run.metrics().get(metric))
                    .filter(Objects::nonNull)
                    .filter(figure -> figure.state() == State.OK)
                    .mapToDouble(SelfTest::log)
                    .toArray();
            if (detectable.length > 0 && logs.length > 1) {
                noise.add(new Noise(metric, logs.length, deviation(logs), detectable[detectable.length / 2]));
            }
        }
        return new Result(scenario, builds, noise);
    }

    private static double log(RunFigure figure) {
        return Math.log(figure.value());
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    private static List<String> what(ScenarioVerdict verdict) {
        Stream<String> metrics = verdict.findings().stream()
                .filter(finding -> finding.fails() || finding.undecided())
                .map(SelfTest::describe);
        Stream<String> counts = verdict.counts().stream()
                .filter(finding -> finding.fails() || finding.undecided())
                .map(CountFinding::name);
        return Stream.concat(metrics, counts).toList();
    }

    private static String describe(MetricFinding finding) {
        return finding.figures() == null
                ? finding.metric() + " " + finding.reason()
                : String.format(
                        Locale.ROOT,
                        "%s %+.1f %%",
                        finding.metric(),
                        100 * (finding.figures().ratio() - 1));
    }
}
