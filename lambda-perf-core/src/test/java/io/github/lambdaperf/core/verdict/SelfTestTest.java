package io.github.lambdaperf.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.baseline.Records;
import io.github.lambdaperf.core.regression.Verdict;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class SelfTestTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    @Test
    void countsBuildsAlarmsAndRuns() {
        // the worked example of the rule: 46.1 is suspicious, 45.2 confirms it; 41.4 is cleared at once
        SelfTest.Result result = SelfTest.stored(
                Records.runs(41.2, 40.8, 42.0, 41.5, 40.9, 41.4, 46.1, 45.2, 41.0), "create-order", 5, 3, TODAY);

        assertThat(result.builds())
                .extracting(SelfTest.Build::verdict)
                .containsExactly(Verdict.UNCHANGED, Verdict.REGRESSED, Verdict.UNCHANGED);
        assertThat(result.builds()).extracting(SelfTest.Build::runs).containsExactly(1, 2, 1);
        assertThat(result.falseAlarms()).isEqualTo(1);
        assertThat(result.undecided()).isZero();
        assertThat(result.lines().get(0))
                .isEqualTo("create-order: 3 unchanged builds, 1 false alarms, 0 inconclusive, 1.3 load runs a build");
        assertThat(result.lines().get(1)).startsWith("  build 2 regressed: client.warm.p50 +10.");
    }

    @Test
    void tellsHowNoisyAMetricIs() {
        SelfTest.Result result = SelfTest.stored(
                Records.runs(100 * Math.exp(-0.03), 100 * Math.exp(0.03), 100), "create-order", 2, 3, TODAY);

        assertThat(result.noise().get(0).metric()).isEqualTo("client.warm.p50");
        assertThat(result.noise().get(0).deviation()).isCloseTo(0.03, within(1e-9));
    }

    @Test
    void needsRunsBeyondItsBaseline() {
        assertThatThrownBy(() -> SelfTest.stored(Records.runs(1, 2), "create-order", 2, 3, TODAY))
                .isInstanceOf(PerfException.class)
                .hasMessageContaining("needs more than its 2 baseline runs, there are 2");
    }
}
