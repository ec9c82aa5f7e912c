package io.github.lambdaperf.core.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantilesTest {

    /** R: quantile(c(1, 2, 4, 8), p, type = 7); h = p/100 * 3. */
    @ParameterizedTest
    @CsvSource({"0,1", "50,3", "25,1.75", "90,6.8", "95,7.4", "100,8"})
    void isTypeSeven(double percentile, double expected) {
        assertThat(Quantiles.type7(new double[] {1, 2, 4, 8}, percentile)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void ofOneSampleIsTheSample() {
        assertThat(Quantiles.type7(new double[] {7}, 99)).isEqualTo(7);
    }

    @Test
    void refusesNothingAndNonsense() {
        assertThatThrownBy(() -> Quantiles.type7(new double[0], 50)).hasMessage("no samples");
        assertThatThrownBy(() -> Quantiles.type7(new double[] {1}, 101)).hasMessageContaining("from 0 to 100");
        assertThatThrownBy(() -> Quantiles.type7(new double[] {1}, Double.NaN)).hasMessageContaining("from 0 to 100");
    }
}
