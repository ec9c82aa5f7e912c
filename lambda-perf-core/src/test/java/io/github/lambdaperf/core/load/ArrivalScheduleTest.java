package io.github.lambdaperf.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lambdaperf.core.scenario.Arrival;
import io.github.lambdaperf.core.scenario.Executor.ConstantArrivalRate;
import io.github.lambdaperf.core.scenario.Executor.RampingArrivalRate;
import io.github.lambdaperf.core.scenario.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalScheduleTest {

    @Test
    void constantRateStartsAtZeroAndHasCeilingOfRateTimesDuration() {
        // k6: arrival i at i * period, for all i >= 0 with i * period < duration
        assertThat(offsets(constant(4, 1, 1000))).containsExactly(0L, 250_000_000L, 500_000_000L, 750_000_000L);
        assertThat(offsets(constant(3, 1, 1000))).hasSize(3);
        assertThat(offsets(constant(10, 60, 15_000))).hasSize(3); // 2.5 rounds up
        assertThat(ArrivalSchedule.planned(constantExecutor(100, 1, 600_000))).isEqualTo(60_000);
    }

    @Test
    void rampStartsWhenItsIntegralReachesOneAndHasFloorOfTheArea() {
        // 0 to 10 per second in 10 s: area 50, arrival n at sqrt(2 n) s
        List<Long> ramp = offsets(ramping(0, new Stage(Duration.ofSeconds(10), 10)));

        assertThat(ramp).hasSize(50);
        assertThat(ramp.get(0)).isCloseTo(1_414_213_562L, within(10L));
        assertThat(ramp.get(1)).isCloseTo(2_000_000_000L, within(10L));
        assertThat(ramp.get(49)).isCloseTo(10_000_000_000L, within(10L));
    }

    @Test
    void fractionsAreCarriedFromStageToStage() {
        // 1.5 + 1.5 arrivals
        List<Long> offsets =
                offsets(ramping(1, new Stage(Duration.ofMillis(1500), 1), new Stage(Duration.ofMillis(1500), 1)));

        assertThat(offsets).containsExactly(1_000_000_000L, 2_000_000_000L, 3_000_000_000L);
    }

    @Test
    void stageOfNoLengthJumps() {
        // 10/s for 1 s, then 100/s for 1 s
        List<Long> offsets = offsets(ramping(
                10,
                new Stage(Duration.ofSeconds(1), 10),
                new Stage(Duration.ZERO, 100),
                new Stage(Duration.ofSeconds(1), 100)));

        assertThat(offsets).hasSize(110);
        assertThat(offsets.get(9)).isEqualTo(1_000_000_000L);
        assertThat(offsets.get(10)).isEqualTo(1_010_000_000L);
    }

    @Test
    void theGuidesBurstHasItsArea() {
        // 30 s at 10, 10 s from 10 to 100, 120 s at 100, 30 s from 100 to 10
        ArrivalSchedule schedule = ramping(
                10,
                new Stage(Duration.ofSeconds(30), 10),
                new Stage(Duration.ofSeconds(10), 100),
                new Stage(Duration.ofSeconds(120), 100),
                new Stage(Duration.ofSeconds(30), 10));

        assertThat(offsets(schedule)).hasSize(300 + 550 + 12_000 + 1_650);
    }

    @Property(tries = 100)
    void neverFallsBackAndNeverDrifts(
            @ForAll @DoubleRange(min = 0.5, max = 5000) double rate, @ForAll @IntRange(min = 1, max = 20) int seconds) {
        ArrivalSchedule schedule = constant(rate, 1, seconds * 1000L);
        long before = -1;
        long index = 0;
        for (long at = schedule.next(); at != ArrivalSchedule.END; at = schedule.next()) {
            assertThat(at).isGreaterThan(before).isLessThan(seconds * 1_000_000_000L);
            assertThat(at).isCloseTo(Math.round(index * 1e9 / rate), within(2L));
            before = at;
            index++;
        }
        assertThat(index).isEqualTo((long) Math.ceil(rate * seconds - 1e-6));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 2026})
    void poissonGapsAreExponentialAndComeFromTheSeed(long seed) {
        List<Long> offsets = offsets(poisson(seed));

        assertThat(offsets).isEqualTo(offsets(poisson(seed)));
        assertThat(offsets(poisson(seed + 1))).isNotEqualTo(offsets);
        // 100/s for 100 s: 10,000 expected, standard deviation 100
        assertThat((double) offsets.size()).isCloseTo(10_000, within(600.0));
        assertThat(kolmogorovSmirnov(offsets, 100)).isLessThan(2.2 / Math.sqrt(offsets.size()));
    }

    /** Largest distance between the gaps' distribution and the exponential one of this rate. */
    private static double kolmogorovSmirnov(List<Long> offsets, double rate) {
        double[] gaps = new double[offsets.size() - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = (offsets.get(i + 1) - offsets.get(i)) / 1e9;
        }
        java.util.Arrays.sort(gaps);
        double distance = 0;
        for (int i = 0; i < gaps.length; i++) {
            double expected = 1 - Math.exp(-rate * gaps[i]);
            distance = Math.max(distance, Math.abs(expected - (i + 0.5) / gaps.length));
        }
        return distance;
    }

    private static ArrivalSchedule poisson(long seed) {
        return ArrivalSchedule.of(new ConstantArrivalRate(
                100, Duration.ofSeconds(1), Duration.ofSeconds(100), null, null, new Arrival(true, seed)));
    }

    private static ConstantArrivalRate constantExecutor(double rate, int unitSeconds, long millis) {
        return new ConstantArrivalRate(
                rate, Duration.ofSeconds(unitSeconds), Duration.ofMillis(millis), null, null, Arrival.EVEN);
    }

    private static ArrivalSchedule constant(double rate, int unitSeconds, long millis) {
        return ArrivalSchedule.of(constantExecutor(rate, unitSeconds, millis));
    }

    private static ArrivalSchedule ramping(double startRate, Stage... stages) {
        return ArrivalSchedule.of(
                new RampingArrivalRate(startRate, Duration.ofSeconds(1), List.of(stages), null, null, Arrival.EVEN));
    }

    private static List<Long> offsets(ArrivalSchedule schedule) {
        List<Long> offsets = new ArrayList<>();
        for (long at = schedule.next(); at != ArrivalSchedule.END; at = schedule.next()) {
            offsets.add(at);
        }
        return offsets;
    }
}
