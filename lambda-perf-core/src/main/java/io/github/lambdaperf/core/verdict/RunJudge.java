package io.github.lambdaperf.core.verdict;

import io.github.lambdaperf.core.baseline.BaselineLookup;
import io.github.lambdaperf.core.baseline.BaselineStore;
import io.github.lambdaperf.core.load.Thresholds;
import io.github.lambdaperf.core.record.JudgedMetric;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import io.github.lambdaperf.core.regression.CountFinding;
import io.github.lambdaperf.core.regression.JudgedMetrics;
import io.github.lambdaperf.core.regression.MetricFinding;
import io.github.lambdaperf.core.regression.ScenarioVerdict;
import io.github.lambdaperf.core.regression.Verdict;
import io.github.lambdaperf.core.report.FailureMessage;
import io.github.lambdaperf.core.report.Judgement;
import io.github.lambdaperf.core.report.VerdictRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The check goal: thresholds, default rules and the comparison with the baseline, in one judgement. */
public final class RunJudge {
    private final JudgeSettings settings;
    private final BaselineStore store;
    private final List<VerdictRow> rows = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, String> baselineFiles = new TreeMap<>();
    private final List<FurtherRun> further = new ArrayList<>();
    private boolean compared;
    private boolean inconclusive;

    private RunJudge(JudgeSettings settings) {
        this.settings = settings;
        this.store = new BaselineStore(settings.baselineDirectory());
    }

    /**
     * A judgement, and what it lacks.
     *
     * @param run the first one, with the thresholds that refer to the baseline judged
     * @param judgement of the runs so far
     * @param further runs that are due before it stands, at most one for each scenario
     */
    public record Outcome(RunRecord run, Judgement judgement, List<FurtherRun> further) {
        public Outcome {
            further = List.copyOf(further);
        }
    }

    /** Judges a run and those that confirm it; the same records, files and day give the same judgement everywhere. */
    public static Outcome judge(RunFamily family, JudgeSettings settings) {
        return new RunJudge(settings).judge(family);
    }

    private Outcome judge(RunFamily family) {
        RunRecord run = family.first();
        failures.addAll(DefaultRules.ofRun(run));
        List<ScenarioRecord> scenarios = new ArrayList<>();
        for (ScenarioRecord recorded : run.scenarios()) {
            failures.addAll(DefaultRules.ofScenario(recorded));
            warnings.addAll(MetricAlerts.of(recorded));
            ScenarioRecord scenario = withBaselineThresholds(family, recorded);
            scenarios.add(scenario);
            scenario.thresholds().stream()
                    .filter(threshold -> !threshold.passed())
                    .forEach(threshold -> failures.add(FailureMessage.sentence(scenario, threshold)));
            if (run.status() == RunRecord.Status.COMPLETE) {
                compare(family, scenario);
            } else {
                unjudged(scenario, "not compared");
            }
        }
        if (RunFamily.disturbed(run) || family.further().stream().anyMatch(RunFamily::disturbed)) {
            notes.add("other work kept this machine busy during "
                    + Stream.concat(Stream.of(run), family.further().stream())
                            .filter(RunFamily::disturbed)
                            .map(one -> String.format(
                                    Locale.ROOT,
                                    "%s (%.0f %%)",
                                    one.runId(),
                                    one.generator().otherCpu() * 100))
                            .collect(Collectors.joining(", "))
                    + ": not compared with runs of another time");
        }
        family.further().stream()
                .filter(one -> one.status() != RunRecord.Status.COMPLETE)
                .forEach(one -> notes.add(
                        "the further run " + one.runId() + " is not used: " + String.join("; ", one.statusReasons())));
        return new Outcome(
                run.withScenarios(scenarios),
                new Judgement(overall(), rows, failures, warnings, notes, baselineFiles),
                further);
    }

    /** Thresholds that refer to the baseline are judged here; without one they are left out, and a note says so. */
    private ScenarioRecord withBaselineThresholds(RunFamily family, ScenarioRecord scenario) {
        if (scenario.thresholds().stream().noneMatch(Thresholds::refersToBaseline)) {
            return scenario;
        }
        BaselineLookup lookup = new ScenarioJudge(settings, store).lookup(family.first(), scenario.name());
        List<ThresholdRecord> judged = new ArrayList<>();
        for (ThresholdRecord threshold : scenario.thresholds()) {
            if (!Thresholds.refersToBaseline(threshold)) {
                judged.add(threshold);
            } else if (lookup instanceof BaselineLookup.Found found) {
                judged.add(Thresholds.again(threshold, scenario.metrics(), found.baseline()::value));
            } else {
                notes.add(scenario.name() + ": the threshold " + threshold.metric() + ": " + threshold.expression()
                        + " is not judged, there is no baseline");
            }
        }
        return scenario.withThresholds(judged);
    }

    private String overall() {
        if (!failures.isEmpty()) {
            return "failed";
        } else if (inconclusive) {
            return "inconclusive";
        }
        return compared ? "passed" : "no baseline";
    }

    private void compare(RunFamily family, ScenarioRecord scenario) {
        ScenarioJudge.Decision decision = new ScenarioJudge(settings, store).judge(family, scenario.name());
        BaselineLookup lookup = decision.lookup();
        if (decision.further() != null) {
            further.add(decision.further());
        }
        if (lookup instanceof BaselineLookup.Found found) {
            baselineFiles.put(scenario.name(), shown(found.file()));
        }
        if (decision.verdict() != null) {
            compared = true;
            add(scenario, decision.verdict());
            return;
        }
        String why = "no baseline yet for this environment (" + shown(lookup.file()) + ")";
        if (lookup instanceof BaselineLookup.Nearest nearest) {
            why += "; the nearest, " + nearest.nearestFile().getFileName() + ", differs in "
                    + String.join(", ", nearest.differences());
        }
        baselineFiles.put(scenario.name(), why);
        unjudged(scenario, "no baseline");
        if (settings.requireBaseline()) {
            failures.add(scenario.name() + ": " + why
                    + ", and perf.requireBaseline is set; mvn -Pperf perf:baseline makes this run the first one");
        } else {
            notes.add(scenario.name() + ": " + why + "; mvn -Pperf perf:baseline makes this run the first one");
        }
    }

    /** Paths in messages are short where they can be. */
    private String shown(Path file) {
        Path project = settings.projectDirectory().toAbsolutePath();
        Path absolute = file.toAbsolutePath();
        return (absolute.startsWith(project) ? project.relativize(absolute) : absolute)
                .toString()
                .replace('\\', '/');
    }

    private void unjudged(ScenarioRecord scenario, String verdict) {
        for (String name : JudgedMetrics.catalog().keySet()) {
            JudgedMetric metric = scenario.judged().get(name);
            if (metric != null) {
                rows.add(new VerdictRow(
                        scenario.name(),
                        name,
                        metric.unit(),
                        null,
                        metric.value(),
                        null,
                        null,
                        null,
                        metric.state() == JudgedMetric.State.OK
                                ? verdict
                                : metric.state().name().toLowerCase(Locale.ROOT),
                        false,
                        false,
                        null,
                        null));
            }
        }
    }

    private void add(ScenarioRecord scenario, ScenarioVerdict verdict) {
        for (MetricFinding finding : verdict.findings()) {
            if (finding.candidate() != null) {
                VerdictRow row = row(scenario, finding);
                rows.add(row);
                if (row.fails()) {
                    failures.add(FailureMessage.sentence(row, finding.baselineRuns(), finding.candidateRuns()));
                }
                if (finding.undecided() && finding.figures() != null) {
                    warnings.add(scenario.name() + ": " + finding.metric() + " is inconclusive, " + finding.reason());
                }
            }
        }
        for (CountFinding finding : verdict.counts()) {
            if (finding.comparison() != null) {
                VerdictRow row = row(scenario, finding);
                rows.add(row);
                if (row.fails()) {
                    failures.add(FailureMessage.sentence(row, verdict.baselineRuns(), verdict.candidateRuns()));
                }
            }
        }
        verdict.notes().forEach(note -> notes.add(scenario.name() + ": " + note));
        if (verdict.findings().isEmpty() && verdict.counts().isEmpty()) {
            unjudged(scenario, "not compared");
        }
        if (settings.ratchet() && !verdict.improvements().isEmpty()) {
            notes.add(scenario.name() + ": better, and confirmed by a second run: "
                    + String.join(", ", verdict.improvements()) + "; mvn -Pperf perf:baseline keeps it");
        }
        if (verdict.overall() == Verdict.INCONCLUSIVE) {
            switch (settings.onInconclusive()) {
                case FAIL ->
                    failures.add(
                            scenario.name() + ": inconclusive, and perf.onInconclusive is fail: " + inWords(verdict));
                case WARN -> {
                    inconclusive = true;
                    if (verdict.findings().stream().noneMatch(MetricFinding::undecided)) {
                        warnings.add(scenario.name() + ": inconclusive, " + inWords(verdict));
                    }
                }
                case PASS -> inconclusive = true;
            }
        }
    }

    private static String inWords(ScenarioVerdict verdict) {
        return verdict.findings().stream()
                .filter(MetricFinding::undecided)
                .map(finding -> finding.metric() + " " + finding.reason())
                .findFirst()
                .orElseGet(() -> String.join("; ", verdict.notes()));
    }

    private static VerdictRow row(ScenarioRecord scenario, MetricFinding finding) {
        MetricFinding.Figures figures = finding.figures();
        return new VerdictRow(
                scenario.name(),
                finding.metric(),
                finding.unit(),
                finding.baseline(),
                finding.candidate(),
                figures == null ? null : figures.ratio(),
                figures == null ? null : figures.low90(),
                figures == null ? null : figures.high90(),
                word(scenario, finding),
                finding.gated(),
                finding.fails(),
                finding.reason(),
                figures == null ? null : figures.minimumDetectableEffect());
    }

    private static String word(ScenarioRecord scenario, MetricFinding finding) {
        if (finding.waived()) {
            return "waived";
        }
        JudgedMetric judged = scenario.judged().get(finding.metric());
        if (finding.figures() == null && judged != null && judged.state() != JudgedMetric.State.OK) {
            return judged.state().name().toLowerCase(Locale.ROOT);
        }
        return finding.figures() == null && finding.baseline() == null
                ? "no baseline"
                : finding.verdict().name().toLowerCase(Locale.ROOT);
    }

    private static VerdictRow row(ScenarioRecord scenario, CountFinding finding) {
        return new VerdictRow(
                scenario.name(),
                finding.name(),
                "%",
                finding.comparison().baselineRate() * 100,
                finding.comparison().candidateRate() * 100,
                null,
                null,
                null,
                finding.waived() ? "waived" : finding.verdict().name().toLowerCase(Locale.ROOT),
                finding.gated(),
                finding.fails(),
                finding.reason(),
                null);
    }
}
