package io.github.lambdaperf.core.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lambdaperf.core.metric.PairedPopulation;
import io.github.lambdaperf.core.metric.PairedSums;
import io.github.lambdaperf.core.metric.Side;
import io.github.lambdaperf.core.record.InterleavedMetric;
import io.github.lambdaperf.core.record.JudgedMetric.State;
import org.junit.jupiter.api.Test;

class PairedFiguresTest {
    /** Both sides drift by a factor of 2 over the run; the candidate is slower by 10 % throughout. */
    private static double drift(int i, int n) {
        return 40 * (1 + (double) i / n);
    }

    @Test
    void aDriftThatMeetsBothSidesLeavesNoErrorInTheirRatio() {
        PairedPopulation population = PairedPopulation.ofRequests();
        for (int i = 0; i < 2000; i++) {
            population.add(Side.BASELINE, drift(i, 2000));
            population.add(Side.CANDIDATE, 1.1 * drift(i, 2000));
        }

        InterleavedMetric median = PairedFigures.quantile(population, 50);

        assertThat(median.state()).isEqualTo(State.OK);
        assertThat(median.candidate() / median.baseline()).isCloseTo(1.1, within(0.002));
        assertThat(median.se()).isLessThan(0.002);
        assertThat(median.n()).isEqualTo(2000);
        double alone =
                Jackknife.judgedQuantile(population.candidate(), 50, 1000, "ms").se();
        assertThat(alone).isGreaterThan(0.02);
    }

    @Test
    void isAsFitAsItsWorseSide() {
        PairedPopulation population = PairedPopulation.ofRequests();
        for (int i = 0; i < 2000; i++) {
            population.add(Side.BASELINE, 40);
            if (i % 10 == 0) {
                population.add(Side.CANDIDATE, 40);
            }
        }

        assertThat(PairedFigures.quantile(population, 50).state()).isEqualTo(State.OK);
        assertThat(PairedFigures.quantile(population, 95).state()).isEqualTo(State.INSUFFICIENT);
    }

    @Test
    void meansAndExactFigures() {
        PairedSums sums = new PairedSums();
        for (int i = 0; i < 400; i++) {
            sums.add(Side.BASELINE, 20);
            sums.add(Side.CANDIDATE, 25);
        }

        InterleavedMetric mean = PairedFigures.mean(sums);
        assertThat(mean.baseline()).isEqualTo(20);
        assertThat(mean.candidate()).isEqualTo(25);
        assertThat(mean.se()).isZero();
        assertThat(PairedFigures.exact(140, 0, 10, "MB").state()).isEqualTo(State.INSUFFICIENT);
    }
}
