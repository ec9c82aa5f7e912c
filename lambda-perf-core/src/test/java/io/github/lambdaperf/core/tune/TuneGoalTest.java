package io.github.lambdaperf.core.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.tune.TuneGoal.Strategy;
import java.util.List;
import org.junit.jupiter.api.Test;

class TuneGoalTest {
    private static final List<SizePoint> POINTS =
            List.of(point(128, 2, 400), point(512, 1.98, 200), point(1024, 4, 90), point(2048, 8, 88));

    private static SizePoint point(int mb, double cost, double ms) {
        return new SizePoint(mb, Interval.exact(cost), Interval.exact(ms), true);
    }

    private static int best(Strategy strategy, double weight, double tolerance) {
        return new TuneGoal(strategy, weight, tolerance)
                .best(POINTS)
                .orElseThrow()
                .memoryMb();
    }

    @Test
    void takesTheExtremeWithoutTolerance() {
        assertThat(best(Strategy.COST, 0.5, 0)).isEqualTo(512);
        assertThat(best(Strategy.SPEED, 0.5, 0)).isEqualTo(2048);
    }

    @Test
    void equalCostsGoToTheFasterAndEqualSpeedToTheCheaper() {
        // 2 is 1 % above 1.98, 90 ms 2.3 % above 88
        assertThat(best(Strategy.COST, 0.5, 0.03)).isEqualTo(512);
        assertThat(best(Strategy.SPEED, 0.5, 0.03)).isEqualTo(1024);
    }

    @Test
    void balancesByTheLargestFiguresAsPowerTuningDoes() {
        TuneGoal half = new TuneGoal(Strategy.BALANCED, 0.5, 0);

        // 0.5 * 2 / 8 + 0.5 * 400 / 400; 0.5 * 1.98 / 8 + 0.5 * 200 / 400
        assertThat(half.score(POINTS.get(0), POINTS).value()).isCloseTo(0.625, within(1e-9));
        assertThat(half.score(POINTS.get(1), POINTS).value()).isCloseTo(0.37375, within(1e-9));
        assertThat(best(Strategy.BALANCED, 0.5, 0)).isEqualTo(1024);
        assertThat(best(Strategy.BALANCED, 1, 0)).isEqualTo(512);
        assertThat(best(Strategy.BALANCED, 0, 0)).isEqualTo(2048);
    }

    @Test
    void leavesOutWhatIsUnfit() {
        SizePoint unfit = new SizePoint(128, Interval.exact(0.1), Interval.exact(1), false);

        assertThat(new TuneGoal(Strategy.COST, 0.5, 0)
                        .best(List.of(unfit, POINTS.get(2)))
                        .orElseThrow()
                        .memoryMb())
                .isEqualTo(1024);
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertThatThrownBy(() -> new TuneGoal(Strategy.COST, 1.5, 0))
                .isInstanceOf(PerfException.class)
                .hasMessage("perf.tune.weight is 1.5: it must be from 0 (speed) to 1 (cost)");
        assertThatThrownBy(() -> Strategy.parse("cheap"))
                .isInstanceOf(PerfException.class)
                .hasMessage("perf.tune.strategy is 'cheap': it can be cost, speed or balanced");
    }
}
