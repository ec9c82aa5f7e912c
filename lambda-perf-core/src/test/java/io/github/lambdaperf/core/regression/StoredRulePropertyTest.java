package io.github.lambdaperf.core.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.record.JudgedMetric.State;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class StoredRulePropertyTest {
    private static final RuleSettings RULE = RuleSettings.stored(1, 3, LocalDate.of(2026, 11, 23));

    @Property(tries = 300)
    void theOrderOfRunsIsIrrelevant(
            @ForAll @Size(min = 1, max = 6) List<@DoubleRange(min = 30, max = 60) Double> baseline,
            @ForAll @Size(min = 1, max = 3) List<@DoubleRange(min = 30, max = 60) Double> candidate,
            @ForAll Random random) {
        List<Double> before = new ArrayList<>(baseline);
        List<Double> after = new ArrayList<>(candidate);
        Collections.shuffle(before, random);
        Collections.shuffle(after, random);
        assertThat(judge(before, after, 1)).isEqualTo(judge(baseline, candidate, 1));
    }

    @Property(tries = 300)
    void anotherUnitLeavesRatioAndVerdict(
            @ForAll @Size(min = 1, max = 6) List<@DoubleRange(min = 30, max = 60) Double> baseline,
            @ForAll @Size(min = 1, max = 3) List<@DoubleRange(min = 30, max = 60) Double> candidate,
            @ForAll @DoubleRange(min = 0.01, max = 1000) double scale) {
        ScenarioVerdict plain = judge(baseline, candidate, 1);
        ScenarioVerdict scaled = judge(baseline, candidate, scale);
        assertThat(scaled.overall()).isEqualTo(plain.overall());
        assertThat(scaled.runAgain()).isEqualTo(plain.runAgain());
        assertThat(scaled.findings().get(0).figures().ratio())
                .isCloseTo(plain.findings().get(0).figures().ratio(), within(1e-9));
        assertThat(scaled.findings().get(0).figures().pSlower())
                .isCloseTo(plain.findings().get(0).figures().pSlower(), within(1e-9));
    }

    @Property(tries = 300)
    void aSlowerCandidateIsNeverMoreLikelyToPass(
            @ForAll @Size(min = 1, max = 6) List<@DoubleRange(min = 30, max = 60) Double> baseline,
            @ForAll @DoubleRange(min = 30, max = 60) double candidate) {
        MetricFinding.Figures figures =
                judge(baseline, List.of(candidate), 1).findings().get(0).figures();
        MetricFinding.Figures slower =
                judge(baseline, List.of(candidate * 1.05), 1).findings().get(0).figures();
        assertThat(slower.pSlower()).isLessThanOrEqualTo(figures.pSlower());
        assertThat(slower.high90()).isGreaterThan(figures.high90());
        assertThat(figures.low90()).isLessThan(figures.ratio());
        assertThat(figures.high90()).isGreaterThan(figures.ratio());
    }

    private static ScenarioVerdict judge(List<Double> baseline, List<Double> candidate, double scale) {
        return StoredRule.judge("orders", runs(baseline, scale), null, runs(candidate, scale), Map.of(), RULE);
    }

    private static List<RunFigures> runs(List<Double> values, double scale) {
        return values.stream()
                .map(value -> new RunFigures(
                        new TreeMap<>(Map.of("client.warm.p50", new RunFigure(value * scale, value / 3000, State.OK))),
                        new TreeMap<>(Map.of("errors", new JudgedCount(value.longValue() / 10, 2000, 1.5)))))
                .toList();
    }
}
