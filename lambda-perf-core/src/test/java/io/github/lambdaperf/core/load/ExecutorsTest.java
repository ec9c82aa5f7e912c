package io.github.lambdaperf.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.scenario.Arrival;
import io.github.lambdaperf.core.scenario.Executor;
import io.github.lambdaperf.core.scenario.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutorsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static int prepared(double rate, Duration unit, Integer preAllocated, Integer most) {
        return Executors.concurrency(
                new Executor.ConstantArrivalRate(rate, unit, SECOND, preAllocated, most, Arrival.EVEN));
    }

    @Test
    void connectionsAreOpenedForATenthOfASecond() {
        assertThat(prepared(500, SECOND, null, null)).isEqualTo(50);
        assertThat(prepared(5000, SECOND, null, null)).isEqualTo(500);
        assertThat(prepared(30, Duration.ofMinutes(1), null, null)).isEqualTo(1);
        assertThat(prepared(0, SECOND, null, null)).isZero();
        assertThat(prepared(50_000, SECOND, null, null)).as("at most").isEqualTo(1000);
        assertThat(prepared(500, SECOND, null, 20)).as("maxVUs").isEqualTo(20);
        assertThat(prepared(500, SECOND, 7, 20)).as("preAllocatedVUs").isEqualTo(7);
    }

    @Test
    void aRampIsPreparedForItsPeak() {
        List<Stage> stages = List.of(new Stage(SECOND, 200), new Stage(SECOND, 10));
        assertThat(Executors.concurrency(new Executor.RampingArrivalRate(20, SECOND, stages, null, null, Arrival.EVEN)))
                .isEqualTo(20);
    }
}
