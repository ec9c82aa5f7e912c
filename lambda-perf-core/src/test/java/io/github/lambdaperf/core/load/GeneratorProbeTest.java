package io.github.lambdaperf.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GeneratorProbeTest {
    @Test
    void aProcessorThatIsNearlyFullCannotMeasure() {
        assertThat(GeneratorProbe.problem(0.85, 0, 10)).isNull();
        assertThat(GeneratorProbe.problem(0.874, 0, 10))
                .isEqualTo("the load generator used 87 % of this machine's CPU: run it with less load or on a larger"
                        + " machine");
    }

    @Test
    void sendsAreLateBeyondTwentyMillisecondsAndAQuarterOfWhatIsMeasured() {
        assertThat(GeneratorProbe.problem(0.1, 20, 21)).isNull();
        assertThat(GeneratorProbe.problem(0.1, 25, 100)).isNull();
        assertThat(GeneratorProbe.problem(0.1, 25.26, 100))
                .isEqualTo(
                        "sends were late (p99 25.3 ms, of a measured p99 of 100.0 ms): run it with less load, on more"
                                + " processors, or with MAVEN_OPTS=-XX:TieredStopAtLevel=1, which leaves them to the load");
    }

    @Test
    void aFullProcessorIsTheCauseOfLateSends() {
        assertThat(GeneratorProbe.problem(0.9, 500, 600)).startsWith("the load generator used 90 %");
    }
}
