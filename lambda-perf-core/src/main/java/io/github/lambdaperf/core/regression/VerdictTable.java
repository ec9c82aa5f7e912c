package io.github.lambdaperf.core.regression;

import io.github.lambdaperf.core.scenario.RegressionSettings;
import io.github.lambdaperf.core.scenario.RegressionSettings.Waiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** From comparisons to verdicts: the table that stored and interleaved comparisons share. */
final class VerdictTable {
    /** Level at which a worsening asks for a further run. */
    static final double SUSPICION = 0.05;

    /** Level of an improvement. */
    private static final double IMPROVEMENT = 0.01;

    /** Beyond so many further runs nobody waits for a verdict. */
    private static final int MOST_MORE_RUNS = 20;

    private final RuleSettings settings;
    private final String expired;
    private final int candidateRuns;
    private final boolean lastLook;
    private final List<String> notes = new ArrayList<>();

    /**
     * A table for one scenario.
     *
     * @param expired why a worsening is not proved by this baseline, or null
     * @param candidateRuns the look
     */
    VerdictTable(RuleSettings settings, String expired, int candidateRuns) {
        this.settings = settings;
        this.expired = expired;
        this.candidateRuns = candidateRuns;
        this.lastLook = candidateRuns >= settings.maxRuns();
    }

    ScenarioVerdict judge(String scenario, List<MetricCase> metrics, List<CountCase> counts, int baselineRuns) {
        List<MetricCase> gatedMetrics = metrics.stream()
                .filter(m -> m.gated() && m.comparison() != null)
                .toList();
        // a count that never happened cannot turn out worse, so it is no test to adjust for (Tarone 1990)
        List<CountCase> gatedCounts = counts.stream()
                .filter(c ->
                        c.gated() && c.comparison() != null && c.comparison().happened())
                .toList();
        double[] adjusted = Holm.adjust(DoubleStream.concat(
                        gatedMetrics.stream().mapToDouble(MetricCase::holmEntry),
                        gatedCounts.stream().mapToDouble(CountCase::holmEntry))
                .toArray());

        List<MetricFinding> findings = new ArrayList<>();
        for (MetricCase metric : metrics) {
            int i = gatedMetrics.indexOf(metric);
            double holm = i >= 0 ? adjusted[i] : metric.holmEntry();
            findings.add(finding(metric, holm, Math.max(1, adjusted.length)));
        }
        List<CountFinding> countFindings = new ArrayList<>();
        for (CountCase count : counts) {
            int i = gatedCounts.indexOf(count);
            double holm = i >= 0 ? adjusted[gatedMetrics.size() + i] : count.holmEntry();
            countFindings.add(finding(count, holm));
        }
        return verdict(scenario, metrics, findings, countFindings, gatedMetrics.isEmpty(), baselineRuns);
    }

    private ScenarioVerdict verdict(
            String scenario,
            List<MetricCase> metrics,
            List<MetricFinding> findings,
            List<CountFinding> counts,
            boolean noGatedMetric,
            int baselineRuns) {
        boolean noData = noGatedMetric && metrics.stream().anyMatch(MetricCase::dropped);
        if (noData) {
            notes.add("no gated metric has enough data to be compared");
        }
        boolean nothingGated = findings.stream().noneMatch(MetricFinding::gated)
                && counts.stream().noneMatch(CountFinding::gated);
        if (nothingGated && !noData) {
            notes.add("no metric is gated");
        }
        boolean fails = findings.stream().anyMatch(MetricFinding::fails)
                || counts.stream().anyMatch(CountFinding::fails);
        boolean undecided = noData
                || nothingGated
                || findings.stream().anyMatch(MetricFinding::undecided)
                || counts.stream().anyMatch(CountFinding::undecided);
        boolean improved = findings.stream().anyMatch(f -> f.gated() && f.verdict() == Verdict.IMPROVED)
                || counts.stream().anyMatch(f -> f.gated() && f.verdict() == Verdict.IMPROVED);
        Verdict overall;
        if (fails) {
            overall = Verdict.REGRESSED;
        } else if (undecided) {
            overall = Verdict.INCONCLUSIVE;
        } else {
            overall = improved ? Verdict.IMPROVED : Verdict.UNCHANGED;
        }
        boolean runAgain = overall == Verdict.INCONCLUSIVE && !lastLook && anotherRunMayHelp(metrics, findings, counts);
        List<String> improvements = findings.stream()
                .filter(f -> f.gated() && f.verdict() == Verdict.IMPROVED && f.candidateRuns() >= 2)
                .map(MetricFinding::metric)
                .toList();
        return new ScenarioVerdict(
                scenario,
                overall,
                findings,
                counts,
                baselineRuns,
                candidateRuns,
                settings.maxRuns(),
                runAgain,
                improvements,
                notes);
    }

    private boolean anotherRunMayHelp(
            List<MetricCase> metrics, List<MetricFinding> findings, List<CountFinding> counts) {
        for (int i = 0; i < metrics.size(); i++) {
            MetricCase metric = metrics.get(i);
            boolean open = findings.get(i).undecided();
            boolean onlyExpired = metric.comparison() != null && expired != null && provedWorse(findings.get(i));
            if (open && !onlyExpired && (metric.comparison() != null || metric.anotherRunMayHelp())) {
                return true;
            }
        }
        return counts.stream().anyMatch(c -> c.undecided() && c.suspicious());
    }

    private boolean provedWorse(MetricFinding finding) {
        return finding.figures() != null
                && finding.figures().pSlowerHolm() <= settings.alphaAt(finding.candidateRuns());
    }

    private MetricFinding finding(MetricCase metric, double holm, int tests) {
        Comparison comparison = metric.comparison();
        if (comparison == null) {
            return new MetricFinding(
                    metric.spec().name(),
                    metric.spec().title(),
                    metric.spec().unit(),
                    metric.baseline(),
                    metric.candidate(),
                    null,
                    Verdict.INCONCLUSIVE,
                    metric.gated(),
                    false,
                    false,
                    metric.baselineRuns(),
                    metric.candidateRuns(),
                    null,
                    metric.problem() + (metric.gated() ? "" : " (shown, not gated)"));
        }
        Verdict verdict = verdict(metric, comparison, holm, settings.alphaAt(metric.candidateRuns()), lastLook);
        boolean suspicious = metric.suspicious() && verdict == Verdict.INCONCLUSIVE;
        boolean waived = metric.worse()
                && (verdict == Verdict.REGRESSED || verdict == Verdict.INCONCLUSIVE)
                && accepted(metric.settings(), comparison.ratio());
        Integer more = verdict == Verdict.INCONCLUSIVE ? moreRuns(metric, tests) : null;
        String reason = reason(metric, verdict, suspicious, waived, more);
        if (verdict == Verdict.REGRESSED && expired != null && !waived) {
            verdict = Verdict.INCONCLUSIVE;
            reason = "worse, but " + expired;
            suspicious = true;
        }
        double level = (settings.maxRuns() >= 2 ? settings.scenarioAlpha() : settings.alphaAt(1)) / tests;
        MetricFinding.Figures figures = new MetricFinding.Figures(
                comparison.ratio(),
                comparison.ratioLow90(),
                comparison.ratioHigh90(),
                comparison.pSlower(),
                holm,
                comparison.pFaster(),
                comparison.df(),
                comparison.minimumDetectableEffect(level),
                Math.expm1(metric.minEffectLog()),
                Math.expm1(metric.toleranceLog()));
        noteStaleWaiver(metric, verdict);
        return new MetricFinding(
                metric.spec().name(),
                metric.spec().title(),
                metric.spec().unit(),
                metric.baseline(),
                metric.candidate(),
                figures,
                verdict,
                metric.gated(),
                waived,
                suspicious,
                metric.baselineRuns(),
                metric.candidateRuns(),
                more,
                reason);
    }

    private static Verdict verdict(MetricCase metric, Comparison comparison, double holm, double level, boolean last) {
        double least = metric.minEffectLog();
        boolean worse = comparison.delta() >= least;
        if (worse && holm <= level) {
            return Verdict.REGRESSED;
        }
        if (comparison.delta() <= -least && comparison.pFaster() <= IMPROVEMENT) {
            return Verdict.IMPROVED;
        }
        boolean suspicious = worse && comparison.pSlower() <= SUSPICION;
        if (comparison.upper95() < metric.toleranceLog() && (last || !suspicious)) {
            return Verdict.UNCHANGED;
        }
        return Verdict.INCONCLUSIVE;
    }

    private Integer moreRuns(MetricCase metric, int tests) {
        for (int more = 1; more <= MOST_MORE_RUNS; more++) {
            Comparison later = metric.comparison().withMoreRuns(more);
            double holm = Math.min(1, later.pSlower() * tests);
            double level = settings.alphaAt(metric.candidateRuns() + more);
            if (verdict(metric, later, holm, level, true) != Verdict.INCONCLUSIVE) {
                return more;
            }
        }
        return null;
    }

    private String reason(MetricCase metric, Verdict verdict, boolean suspicious, boolean waived, Integer more) {
        Waiver waiver = waiver(metric.settings());
        if (waived) {
            return "accepted up to " + percent(waiver.upTo()) + " until " + waiver.until() + ": " + waiver.reason();
        }
        if (verdict == Verdict.REGRESSED && waiver != null) {
            return settings.today().isAfter(waiver.until())
                    ? "its waiver expired on " + waiver.until()
                    : "worse than the " + percent(waiver.upTo()) + " accepted until " + waiver.until();
        }
        if (verdict != Verdict.INCONCLUSIVE) {
            return null;
        }
        String bound = "could be up to " + percent(metric.comparison().ratioHigh90() - 1);
        if (suspicious && !lastLook) {
            return "looks worse, a further run has to confirm it; " + bound;
        }
        if (more == null) {
            return bound + "; more candidate runs alone would not settle it, a baseline of more runs may";
        }
        return bound + "; " + more + (more == 1 ? " more run" : " more runs") + " like these would settle it";
    }

    private void noteStaleWaiver(MetricCase metric, Verdict verdict) {
        Waiver waiver = waiver(metric.settings());
        if (waiver != null && settings.today().isAfter(waiver.until()) && verdict != Verdict.REGRESSED) {
            notes.add("the waiver of " + metric.spec().name() + " expired on " + waiver.until()
                    + ": remove it from the scenario");
        }
    }

    private CountFinding finding(CountCase count, double holm) {
        CountComparison comparison = count.comparison();
        if (comparison == null) {
            return new CountFinding(
                    count.name(),
                    null,
                    null,
                    null,
                    Verdict.INCONCLUSIVE,
                    count.gated(),
                    false,
                    false,
                    count.problem() + (count.gated() ? "" : " (shown, not gated)"));
        }
        Verdict verdict = Verdict.UNCHANGED;
        String reason = null;
        if (comparison.worse() && holm <= settings.alphaAt(candidateRuns)) {
            verdict = Verdict.REGRESSED;
        } else if (count.suspicious()) {
            verdict = Verdict.INCONCLUSIVE;
            reason = lastLook ? "looks worse, not beyond doubt" : "looks worse, a further run has to confirm it";
        } else if (comparison.better() && comparison.pBetter() <= IMPROVEMENT) {
            verdict = Verdict.IMPROVED;
        }
        boolean suspicious = verdict == Verdict.INCONCLUSIVE;
        boolean waived = (verdict == Verdict.REGRESSED || suspicious)
                && accepted(count.settings(), comparison.candidateRate() / comparison.baselineRate());
        Waiver waiver = waiver(count.settings());
        if (waived) {
            reason = "accepted up to " + percent(waiver.upTo()) + " until " + waiver.until() + ": " + waiver.reason();
        } else if (verdict == Verdict.REGRESSED && waiver != null) {
            reason = settings.today().isAfter(waiver.until())
                    ? "its waiver expired on " + waiver.until()
                    : "worse than the " + percent(waiver.upTo()) + " accepted until " + waiver.until();
        }
        if (verdict == Verdict.REGRESSED && expired != null && !waived) {
            verdict = Verdict.INCONCLUSIVE;
            reason = "worse, but " + expired;
        }
        return new CountFinding(
                count.name(),
                comparison,
                comparison.pWorse(),
                holm,
                verdict,
                count.gated(),
                waived,
                suspicious,
                reason);
    }

    private boolean accepted(RegressionSettings regression, double ratio) {
        Waiver waiver = waiver(regression);
        return waiver != null && !settings.today().isAfter(waiver.until()) && ratio <= 1 + waiver.upTo();
    }

    private static Waiver waiver(RegressionSettings regression) {
        return regression == null ? null : regression.waiver();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%+.1f %%", share * 100);
    }
}
