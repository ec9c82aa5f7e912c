package io.github.lambdaperf.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.check.ResponseCheck;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.shard.Shard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
    private static final String LOAD = "scenarios:\n  all:\n    executor: constant-arrival-rate\n    rate: 10\n"
            + "    duration: 2s\n    preAllocatedVUs: 1\n";

    @TempDir
    private Path directory;

    private final AtomicLong payloads = new AtomicLong();

    private Scenario scenario(String text) throws IOException {
        return ScenarioFiles.reader().read(Files.writeString(directory.resolve("test.yaml"), text));
    }

    private Inputs inputs() {
        return new Inputs(
                "test",
                "run-1",
                null,
                context -> {
                    assertThat(context.sequence()).isZero();
                    payloads.incrementAndGet();
                    return "{}".getBytes(StandardCharsets.UTF_8);
                },
                Shard.WHOLE);
    }

    private Duration rehearse(String text, Duration room) throws Exception {
        return Rehearsal.of(
                scenario(text), List.of(), inputs(), List.of(ResponseCheck.compile("ok", "status == 200")), room);
    }

    @Test
    void goesAllTheWayAndLeavesNothingBehind() throws Exception {
        Inputs inputs = inputs();

        Duration time = Rehearsal.of(scenario(LOAD), List.of(), inputs, List.of(), null);

        assertThat(time).isPositive();
        assertThat(payloads.get()).isPositive();
        assertThat(inputs.next(1, 0, true).sequence())
                .as("no number is used up")
                .isZero();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("lambda-perf-rehearsal")) {
                // it has been told to end, and may be at its last step
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    void aFurtherRunFindsItsWayCompiled() throws Exception {
        Scenario scenario = scenario(LOAD + "warmup: 3\n");
        assertThat(Rehearsal.once(scenario, List.of(), inputs(), List.of(), Duration.ofMillis(-1)))
                .as("there was no time")
                .isZero();
        assertThat(Rehearsal.once(scenario, List.of(), inputs(), List.of(), null))
                .isPositive();
        long before = payloads.get();

        assertThat(Rehearsal.once(scenario, List.of(), inputs(), List.of(), null))
                .isZero();

        assertThat(payloads.get()).isEqualTo(before);
        assertThat(Rehearsal.once(scenario(LOAD + "warmup: 4\n"), List.of(), inputs(), List.of(), null))
                .as("another scenario")
                .isPositive();
    }

    @Test
    void isWorthItsTime() throws Exception {
        assertThat(rehearse(LOAD, Duration.ofMillis(-1))).as("there is no time").isZero();
        assertThat(rehearse("vus: 1\nduration: 1s\nhttp:\n  url: http://127.0.0.1:9/\n", null))
                .as("another way")
                .isZero();
        assertThat(rehearse(LOAD + "payload: { class: com.example.Counting }\n", null))
                .as("a class may count")
                .isZero();
        assertThat(rehearse(LOAD + "until: 'p(95)±2%'\nwarmup: 5\n", null)).isPositive();
    }

    @Test
    void aPayloadThatFailsIsLeftToTheLoad() throws Exception {
        Inputs broken = new Inputs(
                "test",
                "run-1",
                null,
                context -> {
                    throw new IllegalStateException("no");
                },
                Shard.WHOLE);

        assertThat(Rehearsal.of(scenario(LOAD), List.of(), broken, List.of(), null))
                .isZero();
    }
}
