package io.github.lambdaperf.core.baseline;

import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.regression.MetricFinding;
import io.github.lambdaperf.core.regression.RuleSettings;
import io.github.lambdaperf.core.regression.ScenarioVerdict;
import io.github.lambdaperf.core.regression.StoredRule;
import io.github.lambdaperf.core.scenario.RegressionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Candidate runs against the stored baseline of their environment. It reads files and writes none. */
public final class BaselineCheck {
    private final BaselineStore store;
    private final RuleSettings settings;

    public BaselineCheck(BaselineStore store, RuleSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /**
     * What came of a check.
     *
     * @param verdict inconclusive, with the reason among its notes, where there was nothing to compare
     * @param lookup what was found; null where the runs themselves cannot be judged
     * @param drift since the last release, where the baseline has an anchor
     */
    public record Result(ScenarioVerdict verdict, BaselineLookup lookup, List<AnchorDrift> drift) {
        public Result {
            drift = List.copyOf(drift);
        }

        /** True where no baseline of the runs' environment and load exists. */
        public boolean baselineMissing() {
            return lookup != null && !(lookup instanceof BaselineLookup.Found);
        }
    }

    /**
     * Judges a scenario.
     *
     * @param runs the candidate runs so far, in any order
     * @param scenario name
     * @throws io.github.lambdaperf.core.PerfException where the baseline's file cannot be trusted
     */
    public Result judge(List<RunRecord> runs, String scenario) {
        Optional<String> unfit = unfit(runs);
        if (unfit.isPresent()) {
            return new Result(notJudged(scenario, runs, unfit.get()), null, List.of());
        }
        BaselineFile candidate = BaselineFile.candidate(runs, scenario, null);
        BaselineLookup lookup = store.find(candidate.key());
        if (lookup instanceof BaselineLookup.Found found) {
            return compare(found, candidate, scenarioOf(runs.get(0), scenario).regression());
        }
        String none = "there is no baseline at " + lookup.file();
        if (lookup instanceof BaselineLookup.Nearest nearest) {
            none = none + " for this environment and load; the nearest, " + nearest.nearestFile() + ", differs in "
                    + String.join(", ", nearest.differences());
        }
        return new Result(notJudged(scenario, runs, none + ": run mvn perf:baseline"), lookup, List.of());
    }

    private Result compare(
            BaselineLookup.Found found, BaselineFile candidate, Map<String, RegressionSettings> regression) {
        BaselineFile baseline = found.baseline();
        ScenarioVerdict verdict = StoredRule.judge(
                candidate.key().scenario(),
                baseline.figures(),
                baseline.accepted().expires(),
                candidate.figures(),
                regression,
                settings);
        List<AnchorDrift> drift = drift(baseline.anchor(), verdict);
        List<String> notes = new ArrayList<>();
        String then = baseline.accepted().runtimeVersion();
        String now = candidate.accepted().runtimeVersion();
        if (then != null && now != null && !then.equals(now)) {
            notes.add("the runtime moved from " + then + " to " + now + " since the baseline: drift is possible");
        }
        if (baseline.expired(settings.today())) {
            notes.add("the baseline expired on " + baseline.accepted().expires()
                    + ": measure it again with mvn perf:baseline");
        }
        for (AnchorDrift step : drift) {
            if (step.moved()) {
                notes.add(String.format(
                        Locale.ROOT,
                        "%s: %+.0f %% since %s%s",
                        step.metric(),
                        100 * (step.ratio() - 1),
                        step.release(),
                        step.beyondTolerance() ? ", in steps that were each accepted" : ""));
            }
        }
        return new Result(verdict.withNotes(notes), found, drift);
    }

    private static List<AnchorDrift> drift(Anchor anchor, ScenarioVerdict verdict) {
        if (anchor == null) {
            return List.of();
        }
        List<AnchorDrift> drift = new ArrayList<>();
        for (MetricFinding finding : verdict.findings()) {
            Double then = anchor.values().get(finding.metric());
            if (then != null && then > 0 && finding.figures() != null) {
                double ratio = finding.candidate() / then;
                boolean beyond = ratio > 1 + finding.figures().tolerance();
                boolean moved = Math.abs(ratio - 1) >= finding.figures().minEffect();
                drift.add(new AnchorDrift(
                        finding.metric(), anchor.release(), then, finding.candidate(), ratio, moved, beyond));
            }
        }
        return drift;
    }

    private static Optional<String> unfit(List<RunRecord> runs) {
        if (runs.isEmpty()) {
            return Optional.of("there is no run: run perf:load first");
        }
        return runs.stream()
                .filter(run -> run.status() != RunRecord.Status.COMPLETE)
                .findFirst()
                .map(run -> "run " + run.runId() + " is "
                        + run.status().name().toLowerCase(Locale.ROOT) + " and is not judged: "
                        + String.join("; ", run.statusReasons()));
    }

    private static ScenarioRecord scenarioOf(RunRecord run, String name) {
        return run.scenarios().stream()
                .filter(scenario -> Objects.equals(scenario.name(), name))
                .findFirst()
                .orElseThrow();
    }

    private ScenarioVerdict notJudged(String scenario, List<RunRecord> runs, String reason) {
        return ScenarioVerdict.notJudged(scenario, runs.size(), settings.maxRuns(), reason);
    }
}
