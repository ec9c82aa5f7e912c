package io.github.lambdaperf.core.verdict;

import io.github.lambdaperf.core.baseline.BaselineCheck;
import io.github.lambdaperf.core.baseline.BaselineFile;
import io.github.lambdaperf.core.baseline.BaselineLookup;
import io.github.lambdaperf.core.baseline.BaselineStore;
import io.github.lambdaperf.core.baseline.ProjectPrior;
import io.github.lambdaperf.core.record.ErrorRecord;
import io.github.lambdaperf.core.record.JudgedMetric;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.regression.InterleavedRule;
import io.github.lambdaperf.core.regression.InterleavedRun;
import io.github.lambdaperf.core.regression.MetricFinding;
import io.github.lambdaperf.core.regression.RuleSettings;
import io.github.lambdaperf.core.regression.ScenarioVerdict;
import io.github.lambdaperf.core.regression.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whether one scenario got worse, by the runs that there are, and which run is due where they do not tell. */
final class ScenarioJudge {
    /** Reason of a throttle that is the account's limit, not the function's. */
    private static final String ACCOUNT_LIMIT = "ConcurrentInvocationLimitExceeded";

    private final JudgeSettings settings;
    private final BaselineStore store;

    ScenarioJudge(JudgeSettings settings, BaselineStore store) {
        this.settings = settings;
        this.store = store;
    }

    /**
     * What is known so far.
     *
     * @param verdict null where there is no baseline to compare with
     * @param lookup what the store has
     * @param further null: the verdict stands
     */
    record Decision(ScenarioVerdict verdict, BaselineLookup lookup, FurtherRun further) {}

    Decision judge(RunFamily family, String scenario) {
        ScenarioRecord first = RunFamily.scenarioOf(family.first(), scenario);
        int scenarios = family.first().scenarios().size();
        BaselineLookup lookup = lookup(family.first(), scenario);
        long limited = first.errors().stream()
                .filter(error -> ACCOUNT_LIMIT.equals(error.reason()))
                .mapToLong(ErrorRecord::count)
                .sum();
        if (limited > 0 && (lookup instanceof BaselineLookup.Found || settings.compare() == CompareMode.INTERLEAVED)) {
            return new Decision(invalid(scenario, limited), lookup, null);
        }
        if (settings.compare() == CompareMode.INTERLEAVED) {
            return interleaved(family, first, scenarios, lookup);
        }
        if (!(lookup instanceof BaselineLookup.Found)) {
            return new Decision(null, lookup, null);
        }
        if (family.stored(scenario).isEmpty()) {
            return disturbed(family, scenario, scenarios, lookup);
        }
        if (settings.compare() == CompareMode.STORED) {
            return stored(family.stored(scenario), scenario, scenarios, lookup, settings.maxRuns());
        }
        Decision fromFile = stored(family.stored(scenario).subList(0, 1), scenario, scenarios, lookup, 2);
        return fromFile.verdict().clears()
                ? new Decision(fromFile.verdict(), lookup, null)
                : withOpenMetrics(interleaved(family, first, scenarios, lookup), fromFile.verdict());
    }

    /**
     * What the file did not clear and the interleaved runs cannot judge stays open: each version gets half of a run's
     * invocations, which may be too few for a high percentile.
     */
    private static Decision withOpenMetrics(Decision decision, ScenarioVerdict fromFile) {
        List<String> open = fromFile.findings().stream()
                .filter(finding -> finding.fails() || finding.undecided())
                .map(MetricFinding::metric)
                .filter(metric -> decision.verdict().findings().stream()
                        .anyMatch(finding -> finding.metric().equals(metric) && finding.figures() == null))
                .toList();
        Verdict overall = decision.verdict().overall();
        if (open.isEmpty() || decision.further() != null || overall == Verdict.REGRESSED) {
            return decision;
        }
        String note =
                "not cleared by the baseline, and an interleaved run has too few invocations of each version for it: "
                        + String.join(", ", open) + "; send twice as many, or compare stored runs";
        return new Decision(decision.verdict().inconclusive(note), decision.lookup(), null);
    }

    /** What the store has for a run; null where the run itself is not judged. */
    BaselineLookup lookup(RunRecord run, String scenario) {
        return new BaselineCheck(store, RuleSettings.stored(1, 1, settings.today()))
                .judge(List.of(run), scenario)
                .lookup();
    }

    private Decision stored(List<RunRecord> runs, String scenario, int scenarios, BaselineLookup lookup, int maxRuns) {
        RuleSettings rule = RuleSettings.stored(scenarios, maxRuns, settings.today())
                .withPriors(ProjectPrior.of(store, runs.get(0).environment().target(), scenario));
        BaselineCheck.Result result = new BaselineCheck(store, rule).judge(runs, scenario);
        FurtherRun further = result.verdict().runAgain() ? new FurtherRun(scenario, false, baseline(lookup)) : null;
        return new Decision(result.verdict(), lookup, further);
    }

    private Decision interleaved(RunFamily family, ScenarioRecord first, int scenarios, BaselineLookup lookup) {
        String scenario = first.name();
        FurtherRun one = new FurtherRun(scenario, true, baseline(lookup));
        List<RunRecord> runs = family.interleaved(scenario);
        if (runs.isEmpty()) {
            String reason = "there is no interleaved run";
            return new Decision(ScenarioVerdict.notJudged(scenario, 0, settings.maxRuns(), reason), lookup, one);
        }
        List<InterleavedRun> figures = new ArrayList<>();
        for (RunRecord run : runs) {
            figures.add(InterleavedRun.of(RunFamily.scenarioOf(run, scenario).interleaved()));
        }
        RuleSettings rule = RuleSettings.interleaved(scenarios, settings.maxRuns(), settings.today());
        String version =
                RunFamily.scenarioOf(runs.get(0), scenario).interleaved().version();
        ScenarioVerdict verdict = InterleavedRule.judge(scenario, figures, first.regression(), rule)
                .withNotes(List.of(String.format(
                        Locale.ROOT,
                        "decided by %d interleaved %s against %s",
                        runs.size(),
                        runs.size() == 1 ? "run" : "runs",
                        version)));
        return new Decision(verdict, lookup, verdict.runAgain() ? one : null);
    }

    /**
     * Other work may explain a worsening up to the share of the machine that it took: only what is worse beyond that is
     * proved by a disturbed run.
     */
    private Decision disturbed(RunFamily family, String scenario, int scenarios, BaselineLookup lookup) {
        if (settings.compare() == CompareMode.AUTO) {
            return interleaved(family, RunFamily.scenarioOf(family.first(), scenario), scenarios, lookup);
        }
        List<RunRecord> runs = family.alone(scenario);
        List<RunRecord> discounted =
                runs.stream().map(ScenarioJudge::discounted).toList();
        if (stored(discounted, scenario, scenarios, lookup, settings.maxRuns())
                        .verdict()
                        .overall()
                == Verdict.REGRESSED) {
            ScenarioVerdict verdict = stored(runs, scenario, scenarios, lookup, settings.maxRuns())
                    .verdict()
                    .withNotes(List.of("worse by more than the other work on this machine explains"));
            return new Decision(verdict, lookup, null);
        }
        String reason = String.format(
                Locale.ROOT,
                "other work used %.0f %% of this machine during the run, so it cannot be compared with one of another"
                        + " time: run it alone, or side by side with perf.compare=interleaved",
                family.first().generator().otherCpu() * 100);
        FurtherRun further =
                runs.size() < settings.maxRuns() ? new FurtherRun(scenario, false, baseline(lookup)) : null;
        return new Decision(
                ScenarioVerdict.notJudged(scenario, runs.size(), settings.maxRuns(), reason), lookup, further);
    }

    private static RunRecord discounted(RunRecord run) {
        double share = run.generator().otherCpu() == null ? 0 : run.generator().otherCpu();
        return run.withScenarios(run.scenarios().stream()
                .map(scenario -> scenario.withJudged(discounted(scenario.judged(), 1 - share)))
                .toList());
    }

    private static SortedMap<String, JudgedMetric> discounted(SortedMap<String, JudgedMetric> judged, double factor) {
        SortedMap<String, JudgedMetric> discounted = new TreeMap<>();
        judged.forEach((name, metric) -> discounted.put(
                name,
                metric.unit().equals("ms")
                        ? new JudgedMetric(
                                metric.value() * factor, metric.se(), metric.n(), metric.unit(), metric.state())
                        : metric));
        return discounted;
    }

    private ScenarioVerdict invalid(String scenario, long limited) {
        return ScenarioVerdict.notJudged(
                scenario,
                1,
                settings.maxRuns(),
                "the run is invalid for a comparison: it reached the account's concurrency limit (" + limited
                        + " throttles with Reason " + ACCOUNT_LIMIT + "); raise the limit or lower the load");
    }

    private static BaselineFile baseline(BaselineLookup lookup) {
        return lookup instanceof BaselineLookup.Found found ? found.baseline() : null;
    }
}
