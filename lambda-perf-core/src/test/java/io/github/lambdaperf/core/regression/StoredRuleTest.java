package io.github.lambdaperf.core.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.record.JudgedMetric.State;
import io.github.lambdaperf.core.scenario.RegressionSettings;
import io.github.lambdaperf.core.scenario.RegressionSettings.Waiver;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StoredRuleTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final RuleSettings RULE = new RuleSettings(0.05, 1, 3, TODAY);
    private static final String P50 = "client.warm.p50";
    private static final List<RunFigures> BASELINE = runs(P50, 41.2, 40.8, 42.0, 41.5, 40.9);

    @Test
    void aGrossWorseningFailsAtTheFirstLook() {
        ScenarioVerdict verdict = judge(BASELINE, runs(P50, 62.0));
        assertThat(verdict.overall()).isEqualTo(Verdict.REGRESSED);
        assertThat(verdict.runAgain()).isFalse();
        MetricFinding finding = verdict.findings().get(0);
        assertThat(finding.fails()).isTrue();
        assertThat(finding.baseline()).isCloseTo(41.278, within(0.001));
        assertThat(finding.candidate()).isCloseTo(62, within(1e-9));
        assertThat(finding.figures().ratio()).isCloseTo(1.502, within(0.001));
    }

    @Test
    void aSuspiciousOneIsRunAgain() {
        ScenarioVerdict verdict = judge(BASELINE, runs(P50, 46.1));
        assertThat(verdict.overall()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict.runAgain()).isTrue();
        assertThat(verdict.looksWorse()).isTrue();
        assertThat(verdict.findings().get(0).reason()).startsWith("looks worse, a further run has to confirm it");
        assertThat(judge(BASELINE, runs(P50, 46.1, 45.2)).overall()).isEqualTo(Verdict.REGRESSED);
    }

    @Test
    void theLastLookOfASingleRunKeepsTheStrictLevel() {
        RuleSettings once = RuleSettings.stored(1, 1, TODAY);
        ScenarioVerdict verdict = StoredRule.judge("orders", BASELINE, null, runs(P50, 46.1), Map.of(), once);
        assertThat(verdict.overall()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict.runAgain()).isFalse();
    }

    @Test
    void namesTheBoundAndTheRunsThatWouldSettle() {
        ScenarioVerdict verdict = judge(runs(P50, 41.2), runs(P50, 42.0));
        MetricFinding finding = verdict.findings().get(0);
        assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        // one run each: tau² + v = .04² + .012² on either side, nu 4: se .05906, t.95 2.13185
        assertThat(finding.figures().high90())
                .isCloseTo(Math.exp(Math.log(42.0 / 41.2) + 2.13185 * 0.05906), within(1e-4));
        assertThat(finding.moreRuns()).isEqualTo(1);
        assertThat(finding.reason()).isEqualTo("could be up to +15.6 %; 1 more run like these would settle it");
    }

    @Test
    void printsWhatTheGateCanProve() {
        // nu 8: t.95 = 1.85955, t.8 = 0.88889; se of the first vector
        MetricFinding finding = judge(BASELINE, runs(P50, 41.9)).findings().get(0);
        assertThat(finding.figures().df()).isEqualTo(8);
        assertThat(finding.figures().minimumDetectableEffect())
                .isCloseTo(Math.expm1((1.85955 + 0.88889) * 0.033605), within(1e-3));
    }

    @Test
    void holmSpansTheGatedMetricsOnly() {
        List<RunFigures> before = two("client.warm.p50", "server.warm.p50", 40, 30, 5);
        List<RunFigures> after = two("client.warm.p50", "server.warm.p50", 40, 34, 2);
        MetricFinding both = finding(judge(before, after), "server.warm.p50");
        assertThat(both.figures().pSlowerHolm()).isCloseTo(2 * both.figures().pSlower(), within(1e-12));
        RegressionSettings off = new RegressionSettings(false, null, null, null);
        MetricFinding alone = finding(
                StoredRule.judge("orders", before, null, after, Map.of("client.warm.p50", off), RULE),
                "server.warm.p50");
        assertThat(alone.figures().pSlowerHolm()).isEqualTo(alone.figures().pSlower());
    }

    @Test
    void aCountThatNeverHappenedIsNoTestToAdjustFor() {
        MetricFinding alone = judge(BASELINE, runs(P50, 46.1)).findings().get(0);
        MetricFinding noErrors = judge(counted(BASELINE, 0), counted(runs(P50, 46.1), 0))
                .findings()
                .get(0);
        MetricFinding anError = judge(counted(BASELINE, 1), counted(runs(P50, 46.1), 0))
                .findings()
                .get(0);
        assertThat(noErrors.figures().pSlowerHolm()).isEqualTo(alone.figures().pSlower());
        assertThat(anError.figures().pSlowerHolm())
                .isCloseTo(2 * alone.figures().pSlower(), within(1e-12));
    }

    @Test
    void aMetricThatIsNotGatedNeverFails() {
        RegressionSettings off = new RegressionSettings(false, null, null, null);
        ScenarioVerdict verdict = StoredRule.judge("orders", BASELINE, null, runs(P50, 62.0), Map.of(P50, off), RULE);
        assertThat(verdict.findings().get(0).verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(verdict.overall()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict.notes()).containsExactly("no metric is gated");
    }

    @Test
    void scenariosShareTheLevel() {
        // p of the second vector's second look is .00136: enough for one scenario at .05, not for forty
        assertThat(judge(BASELINE, runs(P50, 46.1, 45.2)).overall()).isEqualTo(Verdict.REGRESSED);
        assertThat(StoredRule.judge(
                                "orders",
                                BASELINE,
                                null,
                                runs(P50, 46.1, 45.2),
                                Map.of(),
                                RuleSettings.stored(40, 3, TODAY))
                        .overall())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void anImprovementIsNeverRunAgainAndAConfirmedOneIsSuggested() {
        ScenarioVerdict once = judge(BASELINE, runs(P50, 36.0));
        assertThat(once.overall()).isEqualTo(Verdict.IMPROVED);
        assertThat(once.runAgain()).isFalse();
        assertThat(once.improvements()).isEmpty();
        assertThat(judge(BASELINE, runs(P50, 36.0, 35.2)).improvements()).containsExactly(P50);
    }

    @Test
    void whatTheBaselineDoesNotHaveIsShown() {
        List<RunFigures> after = two(P50, "server.warm.p50", 41, 30, 1);
        ScenarioVerdict verdict = judge(BASELINE, after);
        MetricFinding missing = finding(verdict, "server.warm.p50");
        assertThat(missing.gated()).isFalse();
        assertThat(missing.figures()).isNull();
        assertThat(missing.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(missing.reason()).isEqualTo("missing in the baseline (shown, not gated)");
        assertThat(verdict.overall()).isEqualTo(Verdict.UNCHANGED);
    }

    @Test
    void whatTheCandidateLostIsNeverAPass() {
        List<RunFigures> before = two(P50, "server.warm.p50", 41, 30, 5);
        ScenarioVerdict verdict = judge(before, runs(P50, 41.0));
        assertThat(verdict.overall()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding(verdict, "server.warm.p50").reason()).isEqualTo("missing in the candidate");
        assertThat(verdict.runAgain()).isFalse();
    }

    @Test
    void aRunWithoutColdStartsHasNoInitToJudge() {
        List<RunFigures> before = with(BASELINE, "init.p50", 400, State.OK);
        ScenarioVerdict verdict = judge(before, runs(P50, 41.0));
        assertThat(verdict.overall()).isEqualTo(Verdict.UNCHANGED);
        assertThat(finding(verdict, "init.p50").reason())
                .isEqualTo("no such cold starts in the candidate (shown, not gated)");
    }

    @Test
    void atTheLastLookASmallSuspicionWithinTheToleranceIsUnchanged() {
        // delta ln(43.4/41.2) = .0520, T2 = 4(.0016 + .000144)/10, se .0193, t 2.70, nu 10: p .011, bound +9.1 %
        List<RunFigures> before = runs(P50, 41.2, 41.2, 41.2, 41.2, 41.2);
        List<RunFigures> after = runs(P50, 43.4, 43.4, 43.4);
        ScenarioVerdict more =
                StoredRule.judge("orders", before, null, after, Map.of(), new RuleSettings(0.01, 1, 4, TODAY));
        assertThat(more.overall()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(more.runAgain()).isTrue();
        assertThat(more.looksWorse()).isTrue();
        ScenarioVerdict last =
                StoredRule.judge("orders", before, null, after, Map.of(), new RuleSettings(0.01, 1, 3, TODAY));
        assertThat(last.overall()).isEqualTo(Verdict.UNCHANGED);
        assertThat(last.looksWorse()).isFalse();
        assertThat(last.findings().get(0).figures().pSlower()).isCloseTo(0.011, within(0.001));
    }

    @Test
    void insufficientIsShownAndNotGatedUnlessDemanded() {
        List<RunFigures> before = with(BASELINE, "client.warm.p99", 90, State.INSUFFICIENT);
        List<RunFigures> after = with(runs(P50, 41.0), "client.warm.p99", 190, State.INSUFFICIENT);
        ScenarioVerdict verdict = judge(before, after);
        assertThat(verdict.overall()).isEqualTo(Verdict.UNCHANGED);
        MetricFinding p99 = finding(verdict, "client.warm.p99");
        assertThat(p99.gated()).isFalse();
        assertThat(p99.baseline()).isCloseTo(90, within(1e-9));
        assertThat(p99.reason()).isEqualTo("too few samples in the baseline (shown, not gated)");
        RegressionSettings on = new RegressionSettings(true, null, null, null);
        assertThat(StoredRule.judge("orders", before, null, after, Map.of("client.warm.p99", on), RULE)
                        .overall())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aMetricThatBecameUnstableIsInconclusive() {
        List<RunFigures> before = with(BASELINE, "client.warm.p95", 60, State.OK);
        List<RunFigures> after = with(runs(P50, 41.0), "client.warm.p95", 300, State.UNSTABLE);
        ScenarioVerdict verdict = judge(before, after);
        assertThat(verdict.overall()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict.runAgain()).isTrue();
        assertThat(finding(verdict, "client.warm.p95").reason())
                .isEqualTo("unstable in the candidate: it lies on the boundary of two modes");
    }

    @Test
    void withoutEnoughDataThereIsNoPass() {
        List<RunFigures> few = List.of(new RunFigures(
                new TreeMap<>(Map.of(P50, new RunFigure(41, 0.01, State.INSUFFICIENT))),
                new TreeMap<>(Map.of("errors", new JudgedCount(0, 20, 1)))));
        ScenarioVerdict verdict = judge(few, few);
        assertThat(verdict.overall()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict.notes()).containsExactly("no gated metric has enough data to be compared");
        assertThat(judge(BASELINE, List.of()).notes()).containsExactly("there is no candidate run");
        assertThat(judge(List.of(), BASELINE).notes()).containsExactly("the baseline holds no run");
    }

    @Test
    void memoryNeedsEightMegabytes() {
        List<RunFigures> before = exact("memory.max", 100, 5);
        assertThat(judge(before, exact("memory.max", 107, 2)).overall()).isEqualTo(Verdict.UNCHANGED);
        assertThat(judge(before, exact("memory.max", 109, 2)).overall()).isEqualTo(Verdict.REGRESSED);
        // 6 % of 400 MB are 24 MB
        assertThat(judge(exact("memory.max", 400, 5), exact("memory.max", 424, 2))
                        .overall())
                .isEqualTo(Verdict.REGRESSED);
    }

    @Test
    void errorsAreJudgedWithTheMetrics() {
        List<RunFigures> before = counted(BASELINE, 0);
        // 40 of 40 on one run of six
        assertThat(judge(before, counted(runs(P50, 41.0), 40)).overall()).isEqualTo(Verdict.REGRESSED);
        ScenarioVerdict some = judge(before, counted(runs(P50, 41.0), 3));
        // (1/6)^3 = .0046, twice that by Holm: above .005, below the level of suspicion
        assertThat(some.counts().get(0).pWorseHolm()).isCloseTo(2 / 216.0, within(1e-9));
        assertThat(some.overall()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(some.runAgain()).isTrue();
        assertThat(judge(before, counted(runs(P50, 41.0, 41.1), 3)).overall()).isEqualTo(Verdict.REGRESSED);
        assertThat(judge(before, counted(runs(P50, 41.0), 1)).overall()).isEqualTo(Verdict.UNCHANGED);
    }

    @Test
    void aWaiverAcceptsUntilItsLastDay() {
        Waiver waiver = new Waiver(0.15, TODAY, "the new signature check");
        ScenarioVerdict verdict = judge(waiver, 46.1, 45.2);
        assertThat(verdict.overall()).isEqualTo(Verdict.UNCHANGED);
        MetricFinding finding = verdict.findings().get(0);
        assertThat(finding.waived()).isTrue();
        assertThat(finding.verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(finding.reason()).isEqualTo("accepted up to +15.0 % until 2026-11-23: the new signature check");
    }

    @Test
    void anExpiredWaiverFailsAndSaysSo() {
        ScenarioVerdict verdict = judge(new Waiver(0.15, TODAY.minusDays(1), "x"), 46.1, 45.2);
        assertThat(verdict.overall()).isEqualTo(Verdict.REGRESSED);
        assertThat(verdict.findings().get(0).reason()).isEqualTo("its waiver expired on 2026-11-22");
        assertThat(judge(new Waiver(0.15, TODAY.minusDays(1), "x"), 41.0).notes())
                .containsExactly("the waiver of client.warm.p50 expired on 2026-11-22: remove it from the scenario");
    }

    @Test
    void aWaiverDoesNotAcceptMoreThanItSays() {
        ScenarioVerdict verdict = judge(new Waiver(0.08, TODAY.plusDays(9), "x"), 46.1, 45.2);
        assertThat(verdict.overall()).isEqualTo(Verdict.REGRESSED);
        assertThat(verdict.findings().get(0).reason()).isEqualTo("worse than the +8.0 % accepted until 2026-12-02");
    }

    @Test
    void anExpiredBaselineProvesNoWorsening() {
        ScenarioVerdict verdict =
                StoredRule.judge("orders", BASELINE, TODAY.minusDays(1), runs(P50, 62.0), Map.of(), RULE);
        assertThat(verdict.overall()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict.runAgain()).isFalse();
        assertThat(verdict.findings().get(0).reason())
                .isEqualTo("worse, but the baseline expired on 2026-11-22: measure it again with mvn perf:baseline");
        assertThat(StoredRule.judge("orders", BASELINE, TODAY, runs(P50, 62.0), Map.of(), RULE)
                        .overall())
                .isEqualTo(Verdict.REGRESSED);
    }

    @Test
    void settingsMoveTheBounds() {
        RegressionSettings wide = new RegressionSettings(null, 0.20, 0.30, null);
        assertThat(StoredRule.judge("orders", BASELINE, null, runs(P50, 46.1), Map.of(P50, wide), RULE)
                        .overall())
                .isEqualTo(Verdict.UNCHANGED);
    }

    @Test
    void interleavedRunsAreJudgedByTheSameTable() {
        // differences ln 1.10 and ln 1.12, v .0001: nu 9, T2 = (8(.015²+.0001)+SS)/9
        double a = Math.log(1.10);
        double b = Math.log(1.12);
        double squares = (a - b) * (a - b) / 2;
        Comparison comparison = InterleavedComparison.of(
                List.of(new RunFigure(1.10, 0.01, State.OK), new RunFigure(1.12, 0.01, State.OK)), new Prior(0.015, 8));
        assertThat(comparison.df()).isEqualTo(9);
        assertThat(comparison.delta()).isCloseTo((a + b) / 2, within(1e-12));
        assertThat(comparison.se())
                .isCloseTo(Math.sqrt((8 * (0.015 * 0.015 + 0.0001) + squares) / 9 / 2), within(1e-12));

        RuleSettings rule = RuleSettings.interleaved(1, 3, TODAY);
        assertThat(InterleavedRule.judge("orders", pairs(1.10, 1.12), Map.of(), rule)
                        .overall())
                .isEqualTo(Verdict.REGRESSED);
        assertThat(InterleavedRule.judge("orders", pairs(1.01), Map.of(), rule).overall())
                .isEqualTo(Verdict.UNCHANGED);
        assertThat(InterleavedRule.judge("orders", pairs(1.08), Map.of(), rule).runAgain())
                .isTrue();
    }

    private static List<InterleavedRun> pairs(double... ratios) {
        return Arrays.stream(ratios)
                .mapToObj(ratio -> new InterleavedRun(
                        new TreeMap<>(Map.of(P50, new InterleavedRun.Pair(40, 40 * ratio, 0.01, State.OK))),
                        new TreeMap<>(Map.of("errors", new JudgedCount(0, 1000, 1))),
                        new TreeMap<>(Map.of("errors", new JudgedCount(0, 1000, 1)))))
                .toList();
    }

    private static ScenarioVerdict judge(List<RunFigures> baseline, List<RunFigures> candidate) {
        return StoredRule.judge("orders", baseline, null, candidate, Map.of(), RULE);
    }

    private static ScenarioVerdict judge(Waiver waiver, double... candidate) {
        RegressionSettings settings = new RegressionSettings(null, null, null, waiver);
        return StoredRule.judge("orders", BASELINE, null, runs(P50, candidate), Map.of(P50, settings), RULE);
    }

    private static MetricFinding finding(ScenarioVerdict verdict, String metric) {
        return verdict.findings().stream()
                .filter(f -> f.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }

    private static List<RunFigures> runs(String metric, double... values) {
        return Arrays.stream(values)
                .mapToObj(value -> new RunFigures(
                        new TreeMap<>(Map.of(metric, new RunFigure(value, 0.012, State.OK))), new TreeMap<>()))
                .toList();
    }

    private static List<RunFigures> exact(String metric, double value, int runs) {
        List<RunFigures> all = new ArrayList<>();
        for (int r = 0; r < runs; r++) {
            all.add(new RunFigures(new TreeMap<>(Map.of(metric, new RunFigure(value, 0, State.OK))), new TreeMap<>()));
        }
        return all;
    }

    private static List<RunFigures> two(String first, String second, double a, double b, int runs) {
        List<RunFigures> all = new ArrayList<>();
        for (int r = 0; r < runs; r++) {
            all.add(new RunFigures(
                    new TreeMap<>(Map.of(
                            first, new RunFigure(a, 0.012, State.OK), second, new RunFigure(b, 0.012, State.OK))),
                    new TreeMap<>()));
        }
        return all;
    }

    private static List<RunFigures> with(List<RunFigures> runs, String metric, double value, State state) {
        return runs.stream()
                .map(run -> {
                    TreeMap<String, RunFigure> metrics = new TreeMap<>(run.metrics());
                    metrics.put(metric, new RunFigure(value, 0.05, state));
                    return new RunFigures(metrics, run.counts());
                })
                .toList();
    }

    private static List<RunFigures> counted(List<RunFigures> runs, long errors) {
        return runs.stream()
                .map(run -> new RunFigures(
                        run.metrics(), new TreeMap<>(Map.of("errors", new JudgedCount(errors, 2000, 1)))))
                .toList();
    }
}
