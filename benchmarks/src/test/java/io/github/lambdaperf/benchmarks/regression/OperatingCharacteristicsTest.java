package io.github.lambdaperf.benchmarks.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OperatingCharacteristicsTest {
    private static final long SEED = 7;
    private static final Banks BANKS = banks();

    private static Banks banks() {
        return Banks.of(60, 0.03, 1_050, new SplittableRandom(SEED));
    }

    @Test
    void theSameSeedGivesTheSameFigures() {
        Row first = Row.of(BANKS, ProductRule.defaults(5)::auto, 20, SEED);
        Row second = Row.of(banks(), ProductRule.defaults(5)::auto, 20, SEED);

        assertThat(second.red()).isEqualTo(first.red());
        assertThat(second.undecided()).isEqualTo(first.undecided());
        assertThat(second.loadRuns()).isEqualTo(first.loadRuns());
        assertThat(second.redIn20()).isEqualTo(first.redIn20());
    }

    @Test
    void aFixedLimitAlarmsOnUnchangedBuildsFarMoreOftenThanTheRuleDoes() {
        Row fixed = Row.of(
                BANKS,
                trial -> BuildRule.Outcome.of(
                        SimulatedRun.METRICS.stream()
                                .map(SimulatedRun.METRICS::indexOf)
                                .anyMatch(metric -> PeerRules.ratio(trial, metric, 1.1)),
                        1),
                200,
                SEED);
        Row rule = Row.of(BANKS, ProductRule.defaults(5)::stored, 200, SEED);

        assertThat(fixed.red()[0]).isGreaterThan(rule.red()[0] + 0.1);
        assertThat(rule.red()[3]).isGreaterThan(0.9);
    }

    @Test
    void mannWhitneyCountsArrangements() {
        // of the 252 ways to lay 5 among 10, 4 have U <= 2 and 7 have U <= 3
        assertThat(PeerRules.exactTail(5, 5, 2)).isCloseTo(4.0 / 252, within(1e-12));
        assertThat(PeerRules.exactTail(5, 5, 3)).isCloseTo(7.0 / 252, within(1e-12));
        assertThat(PeerRules.mannWhitney(new double[] {1, 2, 3, 4, 5}, new double[] {6, 7, 8, 9, 10}))
                .isTrue();
        assertThat(PeerRules.mannWhitney(new double[] {1, 2, 3, 9, 10}, new double[] {4, 5, 6, 7, 8}))
                .isFalse();
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThatThrownBy(() -> OperatingCharacteristics.main(new String[] {"--runs", "5"}))
                .hasMessageContaining("--runs is not an option");
        assertThatThrownBy(() -> OperatingCharacteristics.main(new String[] {"--seed"}))
                .hasMessageContaining("--seed needs a number");
    }
}
