package io.github.lambdaperf.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UntilSpecTest {
    @Test
    void readsPercentileAndPrecision() {
        assertThat(UntilSpec.parse("p(95)±2%")).contains(new UntilSpec(95, 0.02, "p(95)±2%"));
        assertThat(UntilSpec.parse(" p(99.9) +- 0.5 % ")).contains(new UntilSpec(99.9, 0.005, "p(99.9) +- 0.5 %"));
        assertThat(UntilSpec.parse("med+/-10%")).contains(new UntilSpec(50, 0.1, "med+/-10%"));
    }

    @Test
    void refusesWhatIsNone() {
        assertThat(UntilSpec.parse("p(95)<2")).isEmpty();
        assertThat(UntilSpec.parse("p(0)±2%")).isEmpty();
        assertThat(UntilSpec.parse("p(95)±0%")).isEmpty();
        assertThat(UntilSpec.parse("p(95)±2")).isEmpty();
        assertThat(UntilSpec.parse("avg±2%")).isEmpty();
    }
}
