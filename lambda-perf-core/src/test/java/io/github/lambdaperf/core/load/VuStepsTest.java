package io.github.lambdaperf.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.load.VuSteps.Step;
import io.github.lambdaperf.core.scenario.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VuStepsTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void changesByOneAtEachPartOfAStage() {
        // k6's own example of its planner: 4 VUs, to 6 in 2 s, to 1 in 5 s, to 5 in 4 s, to 1 in 2 s
        List<Step> steps = VuSteps.of(
                4,
                List.of(
                        new Stage(Duration.ofSeconds(2), 6),
                        new Stage(Duration.ofSeconds(5), 1),
                        new Stage(Duration.ofSeconds(4), 5),
                        new Stage(Duration.ofSeconds(2), 1)));

        assertThat(steps)
                .containsExactly(
                        new Step(0, 4),
                        new Step(SECOND, 5),
                        new Step(2 * SECOND, 6),
                        new Step(3 * SECOND, 5),
                        new Step(4 * SECOND, 4),
                        new Step(5 * SECOND, 3),
                        new Step(6 * SECOND, 2),
                        new Step(7 * SECOND, 1),
                        new Step(8 * SECOND, 2),
                        new Step(9 * SECOND, 3),
                        new Step(10 * SECOND, 4),
                        new Step(11 * SECOND, 5),
                        new Step(11 * SECOND + SECOND / 2, 4),
                        new Step(12 * SECOND, 3),
                        new Step(12 * SECOND + SECOND / 2, 2),
                        new Step(13 * SECOND, 1));
    }

    @Test
    void aStageWithoutChangeKeepsTheNumberAndOneWithoutLengthJumps() {
        List<Step> steps = VuSteps.of(
                1,
                List.of(
                        new Stage(Duration.ofSeconds(1), 1),
                        new Stage(Duration.ZERO, 10),
                        new Stage(Duration.ofSeconds(1), 10)));

        assertThat(steps).containsExactly(new Step(0, 1), new Step(SECOND, 10));
    }
}
