package io.github.lambdaperf.core.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.lambdaperf.core.metric.Population;
import io.github.lambdaperf.core.record.JudgedMetric;
import io.github.lambdaperf.core.record.JudgedMetric.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class JackknifeTest {

    @Test
    void aMeanLeavesOutOneBlockAtATime() {
        // means without each block: 25/2, 20/2, 15/2 -> variance of their logarithms by hand
        Estimate estimate = Jackknife.mean(new double[] {5, 10, 15}, new long[] {1, 1, 1});
        double a = Math.log(12.5);
        double b = Math.log(10);
        double c = Math.log(7.5);
        double mean = (a + b + c) / 3;
        double variance = 2.0 / 3 * ((a - mean) * (a - mean) + (b - mean) * (b - mean) + (c - mean) * (c - mean));
        assertThat(estimate.value()).isEqualTo(10);
        assertThat(estimate.se()).isCloseTo(Math.sqrt(variance), within(1e-12));
        assertThat(estimate.n()).isEqualTo(3);
    }

    @Test
    void anEmptyBlockIsNoBlock() {
        assertThat(Jackknife.mean(new double[] {5, 0, 10, 15}, new long[] {1, 0, 1, 1}))
                .isEqualTo(Jackknife.mean(new double[] {5, 10, 15}, new long[] {1, 1, 1}));
        Histogram empty = new Histogram(3);
        List<Histogram> blocks = List.of(block(10, 11), empty, block(12, 13));
        assertThat(Jackknife.quantile(blocks, 50, 1))
                .isEqualTo(Jackknife.quantile(List.of(blocks.get(0), blocks.get(2)), 50, 1));
    }

    @Test
    void takingBlocksOutIsTheSameAsNeverAddingThem() {
        Random random = new Random(7);
        List<Histogram> blocks = new ArrayList<>();
        for (int b = 0; b < 39; b++) {
            Histogram block = new Histogram(3);
            for (int i = 0; i < 30; i++) {
                // 1 ms to about 60 s in microseconds; each block's largest value differs
                block.recordValue((long) (1000 * Math.exp(11 * random.nextDouble())));
            }
            blocks.add(block);
        }
        for (double percentile : new double[] {50, 95, 99}) {
            double[] logs = new double[blocks.size()];
            for (int out = 0; out < blocks.size(); out++) {
                Histogram rest = new Histogram(3);
                for (int b = 0; b < blocks.size(); b++) {
                    if (b != out) {
                        rest.add(blocks.get(b));
                    }
                }
                logs[out] = Math.log(rest.getValueAtPercentile(percentile));
            }
            assertThat(Jackknife.quantile(blocks, percentile, 1000).se())
                    .isCloseTo(Math.sqrt(Jackknife.variance(logs)), within(1e-12));
        }
    }

    @Test
    void reportsInTheUnitAskedFor() {
        assertThat(Jackknife.quantile(List.of(block(1500), block(1500)), 50, 1000)
                        .value())
                .isEqualTo(1.5);
    }

    @Test
    void leavesTheBlocksAsTheyWere() {
        Histogram first = block(10, 20);
        Jackknife.quantile(List.of(first, block(30)), 50, 1);
        assertThat(first.getTotalCount()).isEqualTo(2);
    }

    @Test
    void p95NeedsFourHundredSamples() {
        assertThat(judged(399, 95)).isEqualTo(State.INSUFFICIENT);
        assertThat(judged(400, 95)).isEqualTo(State.OK);
    }

    @Test
    void p99NeedsTwoThousandSamples() {
        assertThat(judged(1999, 99)).isEqualTo(State.INSUFFICIENT);
        assertThat(judged(2000, 99)).isEqualTo(State.OK);
    }

    @Test
    void aFigureOfColdStartsNeedsTenOfThem() {
        assertThat(Jackknife.judgedColdQuantile(spread(9), 50, 1, "ms").state()).isEqualTo(State.INSUFFICIENT);
        assertThat(Jackknife.judgedColdQuantile(spread(10), 50, 1, "ms").state())
                .isEqualTo(State.OK);
    }

    /** Sixteen inits of a real run; two blocks of eight of them would give the error one degree of freedom. */
    @Test
    void fewColdStartsThatResembleEachOtherAreJudged() {
        Population inits = Population.ofColdStarts();
        for (double ms : new double[] {
            382.47, 319.31, 314.98, 292.82, 310.85, 302.81, 298.17, 291.12, 299.05, 284.60, 327.66, 323.31, 318.58,
            364.44, 373.94, 384.47
        }) {
            inits.add(ms);
        }

        JudgedMetric median = Jackknife.judgedColdQuantile(inits.blocks(), 50, Population.UNITS_PER_MS, "ms");

        assertThat(median.state()).isEqualTo(State.OK);
        assertThat(median.value()).isCloseTo(314.98, within(0.3));
        // half of the medians of fifteen are 314.98, half 318.58: sqrt(15/16 * 16 * (ln(318.58 / 314.98) / 2)^2)
        assertThat(median.se()).isCloseTo(0.0220, within(0.001));
    }

    /** Reports say how many a figure needs. */
    @Test
    void asManyAreNeededAsReportsSay() {
        for (int percentile : new int[] {50, 95, 99}) {
            int needed = (int) JudgedMetrics.samplesNeeded("client.warm.p" + percentile);
            assertThat(judged(needed - 1, percentile)).isEqualTo(State.INSUFFICIENT);
            assertThat(judged(needed, percentile)).isEqualTo(State.OK);
        }
        int starts = (int) JudgedMetrics.samplesNeeded("init.p50");
        assertThat(Jackknife.judgedColdQuantile(spread(starts - 1), 50, 1, "ms").state())
                .isEqualTo(State.INSUFFICIENT);
        assertThat(Jackknife.judgedColdQuantile(spread(starts), 50, 1, "ms").state())
                .isEqualTo(State.OK);
        long mean = JudgedMetrics.samplesNeeded("billed.mean");
        assertThat(Jackknife.judgedMean(new double[] {9, 9}, new long[] {1, mean - 2}, "ms")
                        .state())
                .isEqualTo(State.INSUFFICIENT);
        assertThat(JudgedMetrics.samplesNeeded("memory.max")).isEqualTo(1);
    }

    @Test
    void aQuantileOnTheBoundaryOfTwoModesIsUnstable() {
        // half of each block fast, half slow, the halves changing sides: the median jumps with the block left out
        List<Histogram> blocks = new ArrayList<>();
        for (int b = 0; b < 20; b++) {
            Histogram block = new Histogram(3);
            int fast = b % 2 == 0 ? 60 : 40;
            for (int i = 0; i < 100; i++) {
                block.recordValue(i < fast ? 100 : 1000);
            }
            blocks.add(block);
        }
        assertThat(Jackknife.judgedQuantile(blocks, 50, 1, "ms").state()).isEqualTo(State.UNSTABLE);
        assertThat(Jackknife.judgedQuantile(blocks, 20, 1, "ms").state()).isEqualTo(State.OK);
    }

    @Test
    void noSamplesAndOneBlockAreInsufficient() {
        assertThat(Jackknife.judgedQuantile(List.of(), 50, 1, "ms"))
                .isEqualTo(new JudgedMetric(0, 0, 0, "ms", State.INSUFFICIENT));
        assertThat(Jackknife.judgedQuantile(List.of(spread(100).get(0)), 50, 1, "ms")
                        .state())
                .isEqualTo(State.INSUFFICIENT);
        assertThat(Jackknife.judgedMean(new double[0], new long[0], "ms").state())
                .isEqualTo(State.INSUFFICIENT);
    }

    @Test
    void aPairedRatioForgetsWhatBothSidesShare() {
        // the same slices are slow on both sides by the same factor: the ratio has no error at all
        List<Histogram> before = List.of(block(100, 100), block(200, 200), block(400, 400));
        List<Histogram> after = List.of(block(200, 200), block(400, 400), block(800, 800));
        Estimate pair = Jackknife.pairedQuantile(before, after, 50);
        assertThat(pair.value()).isEqualTo(2);
        assertThat(pair.se()).isCloseTo(0, within(1e-12));
        assertThat(Jackknife.quantile(before, 50, 1).se()).isGreaterThan(0.1);
    }

    @Test
    void aPairedMeanForgetsWhatBothSidesShare() {
        Estimate pair = Jackknife.pairedMean(
                new double[] {10, 20, 0, 60}, new long[] {1, 1, 0, 1}, new double[] {15, 30, 999, 90}, new long[] {
                    1, 1, 1, 1
                });
        assertThat(pair.value()).isCloseTo(1.5, within(1e-12));
        assertThat(pair.se()).isCloseTo(0, within(1e-12));
        assertThat(pair.n()).isEqualTo(3);
        assertThat(Jackknife.pairedMean(new double[0], new long[0], new double[0], new long[0])
                        .n())
                .isZero();
    }

    @Test
    void pairsMustBeOfOneLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Jackknife.pairedQuantile(List.of(block(1)), List.of(), 50))
                .withMessage("paired blocks must be of the same number, not 1 and 0");
    }

    private static State judged(int n, double percentile) {
        return Jackknife.judgedQuantile(spread(n), percentile, 1, "ms").state();
    }

    /** So many values between 1000 and 1020, dealt out to 10 blocks. */
    private static List<Histogram> spread(int n) {
        List<Histogram> blocks = new ArrayList<>();
        for (int b = 0; b < 10; b++) {
            blocks.add(new Histogram(3));
        }
        for (int i = 0; i < n; i++) {
            blocks.get(i % 10).recordValue(1000 + i * 7 % 20);
        }
        return blocks;
    }

    private static Histogram block(long... values) {
        Histogram block = new Histogram(3);
        for (long value : values) {
            block.recordValue(value);
        }
        return block;
    }
}
