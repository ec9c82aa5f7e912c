package io.github.lambdaperf.core.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lambdaperf.core.record.JudgedCount;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountComparisonTest {

    @Test
    void errorsOutOfNoneAreTestedExactly() {
        // 3 of 3 events on one run of six: (1/6)^3
        CountComparison counts = CountComparison.of(
                Collections.nCopies(5, new JudgedCount(0, 2000, 1)), List.of(new JudgedCount(3, 2000, 1)));
        assertThat(counts.pWorse()).isCloseTo(1 / 216.0, within(1e-12));
        assertThat(counts.worse()).isTrue();
        assertThat(counts.pBetter()).isEqualTo(1);
    }

    @Test
    void equalSidesAreACoinToss() {
        // 4 events, at least 3 of them on one of two equal sides: (4 + 1) / 16
        CountComparison counts =
                CountComparison.of(List.of(new JudgedCount(1, 1000, 1)), List.of(new JudgedCount(3, 1000, 1)));
        assertThat(counts.pWorse()).isCloseTo(5 / 16.0, within(1e-12));
        assertThat(counts.worse()).isTrue();
    }

    @Test
    void burstsCountForLess() {
        // dispersion (4*2 + 8*5) / 12 = 4: 8 become 2, 4 become 1: at least 2 of 3 on one side = 4/8
        CountComparison counts =
                CountComparison.of(List.of(new JudgedCount(4, 1000, 2)), List.of(new JudgedCount(8, 1000, 5)));
        assertThat(counts.dispersion()).isEqualTo(4);
        assertThat(counts.pWorse()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void roundsToTheBaselinesDisadvantage() {
        // dispersion 2: 5 baseline events become ceil(2.5) = 3, 7 candidate events floor(3.5) = 3: P(Bin(6, 1/2) >= 3)
        // = 42/64
        CountComparison counts =
                CountComparison.of(List.of(new JudgedCount(5, 1000, 2)), List.of(new JudgedCount(7, 1000, 2)));
        assertThat(counts.pWorse()).isCloseTo(42 / 64.0, within(1e-12));
    }

    @Test
    void fewOrRareEventsDoNotMatter() {
        assertThat(CountComparison.of(List.of(new JudgedCount(0, 100, 1)), List.of(new JudgedCount(2, 100, 1)))
                        .worse())
                .isFalse();
        assertThat(CountComparison.of(List.of(new JudgedCount(0, 100_000, 1)), List.of(new JudgedCount(99, 100_000, 1)))
                        .worse())
                .isFalse();
        assertThat(CountComparison.of(
                                List.of(new JudgedCount(0, 100_000, 1)), List.of(new JudgedCount(100, 100_000, 1)))
                        .worse())
                .isTrue();
    }

    @Test
    void noEventsAtAllAreNoDifference() {
        CountComparison counts =
                CountComparison.of(List.of(new JudgedCount(0, 1000, 1)), List.of(new JudgedCount(0, 1000, 1)));
        assertThat(counts.pWorse()).isEqualTo(1);
        assertThat(counts.dispersion()).isEqualTo(1);
    }
}
