package io.github.lambdaperf.core.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.scenario.Arrival;
import io.github.lambdaperf.core.scenario.Executor;
import io.github.lambdaperf.core.scenario.Stage;
import io.github.lambdaperf.core.scenario.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadShapeTest {
    private static Workload at(int startSeconds, Executor executor) {
        return new Workload("w", executor, Duration.ofSeconds(startSeconds), null, Map.of());
    }

    private static Executor rate(double perSecond, int seconds, Integer maxVus) {
        return new Executor.ConstantArrivalRate(
                perSecond, Duration.ofSeconds(1), Duration.ofSeconds(seconds), null, maxVus, Arrival.EVEN);
    }

    @Test
    void multipliesTheRateByTheDuration() {
        // Little: 200 per second, 0.25 s each
        assertThat(new LoadShape(List.of(at(0, rate(200, 60, null))), 0.25).peak())
                .isEqualTo(50);
        assertThat(new LoadShape(List.of(at(0, rate(200, 60, 20))), 0.25).peak())
                .isEqualTo(20);
    }

    @Test
    void addsOnlyWhatRunsAtTheSameTime() {
        Executor vus = new Executor.ConstantVus(30, Duration.ofSeconds(10));
        assertThat(new LoadShape(List.of(at(0, vus), at(20, vus)), 1).peak()).isEqualTo(30);
        assertThat(new LoadShape(List.of(at(0, vus), at(5, vus)), 1).peak()).isEqualTo(60);
    }

    @Test
    void takesTheRiseOfTenSeconds() {
        Executor ramp = new Executor.RampingVus(0, List.of(new Stage(Duration.ofSeconds(60), 3000)), Duration.ZERO);
        assertThat(new LoadShape(List.of(at(0, ramp)), 1).steepest()).isEqualTo(500);
        Executor jump = new Executor.RampingVus(
                10,
                List.of(
                        new Stage(Duration.ofSeconds(30), 10),
                        new Stage(Duration.ZERO, 2000),
                        new Stage(Duration.ofSeconds(30), 2000)),
                Duration.ZERO);
        assertThat(new LoadShape(List.of(at(0, jump)), 1).steepest()).isEqualTo(1990);
    }
}
