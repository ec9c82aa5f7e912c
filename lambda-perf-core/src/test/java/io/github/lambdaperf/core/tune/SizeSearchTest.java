package io.github.lambdaperf.core.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.tune.TuneGoal.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Functions whose duration is a + b / CPU share, with one processor at 1769 MB. */
class SizeSearchTest {
    private static final List<Integer> SEVEN = MemorySizes.DEFAULT;
    private static final List<Integer> FORTY_SIX = MemorySizes.parse("128-3008/64");

    private static TuneGoal goal(Strategy strategy) {
        return new TuneGoal(strategy, 0.5, 0.03);
    }

    private static IntToDoubleFunction duration(double waitMs, double cpuMs) {
        return mb -> waitMs + cpuMs / Math.min(1, mb / 1769.0);
    }

    private static SizePoint point(int mb, double ms, double error, boolean fit) {
        Interval duration = new Interval(ms, ms * (1 - error), ms * (1 + error));
        return new SizePoint(mb, duration.map(value -> value * mb), duration, fit);
    }

    /** Sizes in the order in which they were measured. */
    private static List<SizePoint> search(
            List<Integer> sizes,
            int present,
            TuneGoal goal,
            IntToDoubleFunction duration,
            double error,
            IntPredicate fit) {
        SizeSearch search = new SizeSearch(sizes, present, goal);
        List<SizePoint> measured = new ArrayList<>();
        for (OptionalInt next = search.next(measured); next.isPresent(); next = search.next(measured)) {
            int mb = next.getAsInt();
            measured.add(point(mb, duration.applyAsDouble(mb), error, fit.test(mb)));
        }
        return measured;
    }

    private static List<Integer> sizes(List<SizePoint> measured) {
        return measured.stream().map(SizePoint::memoryMb).toList();
    }

    private static int best(List<SizePoint> measured, TuneGoal goal) {
        return goal.best(measured).orElseThrow().memoryMb();
    }

    @Test
    void ofAWaitingFunctionTheLeastIsTheCheapest() {
        TuneGoal goal = goal(Strategy.COST);
        List<SizePoint> measured = search(SEVEN, 512, goal, duration(100, 0), 0.01, mb -> true);

        // cost grows in proportion to memory: nothing between can be better
        assertThat(sizes(measured)).containsExactly(128, 3008, 512);
        assertThat(best(measured, goal)).isEqualTo(128);
    }

    @Test
    void ofAWaitingFunctionTheLeastIsAsFastAsAny() {
        TuneGoal goal = goal(Strategy.SPEED);
        List<SizePoint> measured = search(SEVEN, 512, goal, duration(100, 0), 0, mb -> true);

        assertThat(sizes(measured)).containsExactly(128, 3008, 512);
        assertThat(best(measured, goal)).isEqualTo(128);
    }

    @Test
    void ofAComputingFunctionOneProcessorIsTheFastest() {
        TuneGoal goal = goal(Strategy.SPEED);
        List<SizePoint> measured = search(SEVEN, 512, goal, duration(0, 10), 0.01, mb -> true);

        // 2048 and 3008 MB both have one processor: 10 ms; 2048 MB is cheaper
        assertThat(sizes(measured)).containsExactly(128, 3008, 512, 1536, 2048);
        assertThat(best(measured, goal)).isEqualTo(2048);
    }

    @Test
    void ofAComputingFunctionTheFasterOfEqualCostsIsTaken() {
        TuneGoal goal = goal(Strategy.COST);
        List<SizePoint> measured = search(SEVEN, 512, goal, duration(0, 10), 0.01, mb -> true);

        // up to 1769 MB every size costs the same
        assertThat(best(measured, goal)).isEqualTo(1536);
        assertThat(measured).hasSizeLessThan(7);
    }

    @Test
    void balancesCostAndDuration() {
        // 50 ms and 10 ms of CPU: 128 MB 188.2 ms, 512 MB 84.6, 1024 MB 67.3, 3008 MB 60
        TuneGoal goal = goal(Strategy.BALANCED);
        List<SizePoint> adaptive = search(SEVEN, 512, goal, duration(50, 10), 0.01, mb -> true);
        List<SizePoint> all = SEVEN.stream()
                .map(mb -> point(mb, duration(50, 10).applyAsDouble(mb), 0.01, true))
                .toList();

        assertThat(best(adaptive, goal)).isEqualTo(best(all, goal)).isEqualTo(512);
        assertThat(adaptive).hasSizeLessThan(7);
    }

    @Test
    void findsTheBottomOfAValleyAmongFortySixInFewRuns() {
        // memory that is short costs time: least cost at sqrt(c / 0.05)
        IntToDoubleFunction valley = mb -> (0.05 * mb + 18_000.0 / mb) * 1000 / mb;
        TuneGoal goal = new TuneGoal(Strategy.COST, 0.5, 0.001);
        List<SizePoint> measured = search(FORTY_SIX, 512, goal, valley, 0.0001, mb -> true);

        // 0.05 m + 18000 / m is least at 600; its neighbours in the list are 576 and 640
        assertThat(best(measured, goal)).isEqualTo(576);
        assertThat(measured).hasSizeLessThan(13);
    }

    @Test
    void noiseLeadsToMoreMeasurementsAndStillToAGoodSize() {
        TuneGoal goal = goal(Strategy.COST);
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            IntToDoubleFunction exact = duration(30, 5);
            List<SizePoint> measured = search(
                    SEVEN,
                    1024,
                    goal,
                    mb -> exact.applyAsDouble(mb) * (1 + 0.02 * random.nextGaussian()),
                    0.035,
                    mb -> true);
            int chosen = best(measured, goal);

            // the exact costs: 128 MB 12685, 256 MB 16525, 512 MB 24205
            assertThat(chosen).as("seed %d", seed).isEqualTo(128);
            assertThat(measured).hasSizeLessThanOrEqualTo(5);
        }
    }

    @Test
    void findsTheSmallestThatHoldsTheConstraintByHalving() {
        TuneGoal goal = goal(Strategy.COST);
        IntToDoubleFunction duration = duration(20, 40);
        // 20 + 70760 / m < 100 from 885 MB on; in the list from 896 MB on
        List<SizePoint> measured = search(FORTY_SIX, 512, goal, duration, 0.01, mb -> duration.applyAsDouble(mb) < 100);

        SizePoint best = goal.best(measured).orElseThrow();
        assertThat(best.cost().value()).isLessThan(1.03 * 896 * (20 + 70_760.0 / 896));
        assertThat(best.durationMs().value()).isLessThan(100);
        assertThat(measured).hasSizeLessThan(13);
    }

    @Test
    void stopsWhereNothingIsFit() {
        List<SizePoint> measured = search(SEVEN, 512, goal(Strategy.COST), duration(10, 10), 0.01, mb -> false);

        assertThat(sizes(measured)).containsExactly(128, 3008, 512);
        assertThat(goal(Strategy.COST).best(measured)).isEmpty();
    }

    @Test
    void startsWithTheMiddleWhereThePresentSizeIsNotInside() {
        assertThat(sizes(search(SEVEN, 128, goal(Strategy.COST), duration(100, 0), 0, mb -> true)))
                .containsExactly(128, 3008, 1024);
        assertThat(sizes(search(List.of(128, 256), 700, goal(Strategy.COST), duration(100, 0), 0, mb -> true)))
                .containsExactly(128, 256);
    }
}
