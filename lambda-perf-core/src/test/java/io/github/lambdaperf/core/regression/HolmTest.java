package io.github.lambdaperf.core.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HolmTest {

    @Test
    void adjustsBySteps() {
        // sorted: .005*4 = .02, .01*3 = .03, .03*2 = .06, .04*1 = .04 -> .06 by the running maximum
        assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
    }

    @Test
    void staysBelowOne() {
        assertThat(Holm.adjust(new double[] {0.6, 1, 1})).containsExactly(1, 1, 1);
        assertThat(Holm.adjust(new double[] {})).isEmpty();
    }
}
