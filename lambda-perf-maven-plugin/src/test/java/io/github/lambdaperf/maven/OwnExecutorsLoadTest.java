package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.load.LoadPlan;
import io.github.lambdaperf.core.load.LoadTest;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.record.BreakpointRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The executors that k6 does not have, against a function of known capacity. */
@Timeout(180)
class OwnExecutorsLoadTest {
    private static final int SLOTS = 4;
    private static final double SERVICE_SECONDS = 0.2;

    @TempDir
    private Path directory;

    private final List<String> messages = new ArrayList<>();

    private RunRecord run(String scenario) throws Exception {
        Path scenarios = Files.createDirectories(directory.resolve("src/perf"));
        Files.writeString(scenarios.resolve("own.yaml"), scenario);
        try (TestTarget target = TestTarget.start(
                TestTarget.waiting("waits", Math.round(SERVICE_SECONDS * 1000)),
                local -> local.maxConcurrency(SLOTS))) {
            LoadPlan plan =
                    TestTarget.plan(ScenarioFiles.reader().readAll(scenarios, List.of()), directory, "local", "waits");
            return new LoadTest(plan, target.session(), messages::add, progress -> {}).run();
        }
    }

    private static double count(ScenarioRecord scenario, String metric) {
        return scenario.metrics().get(metric).values().get("count");
    }

    @Test
    void aBurstStartsAnEnvironmentForEachOfItsInvocations() throws Exception {
        ScenarioRecord scenario = run("executor: burst\ninvocations: " + (SLOTS + 2) + "\n")
                .scenarios()
                .get(0);

        assertThat(count(scenario, "cold_starts")).isEqualTo(SLOTS);
        assertThat(count(scenario, "throttles")).isEqualTo(2);
        assertThat(scenario.plannedIterations()).isEqualTo(SLOTS + 2);
        assertThat(scenario.executors()).isEqualTo("burst 6 at once");
    }

    /** A search again, as long as other work on the machine is what keeps it from its rates. */
    private RunRecord search(String scenario) throws Exception {
        RunRecord run = run(scenario);
        while (run.scenarios().get(0).findings().breakpoint().steps().stream()
                .anyMatch(step -> String.valueOf(step.broke()).startsWith("the load generator was the limit"))) {
            run = run(scenario);
        }
        return run;
    }

    /** In a window of 3 s not more than 4 · (3 / 0.2 + 1) invocations are served; a rate holds while that is 90 % of them. */
    @Test
    void theBreakingPointIsThatOfTheFunction() throws Exception {
        double most = SLOTS * (3 / SERVICE_SECONDS + 1) / 3 / 0.9;
        RunRecord run = search("""
                executor: breakpoint
                startRate: 4
                maxRate: 100
                increase: 100%
                settle: 1500ms
                window: 3s
                precision: 25%
                until: { invocation_success: ['rate<0.9'] }
                warmup: 4
                thresholds:
                  breakpoint_rate: ['value>=4', 'value<1']
                """);

        ScenarioRecord scenario = run.scenarios().get(0);
        BreakpointRecord found = scenario.findings().breakpoint();
        assertThat(found.complete()).isTrue();
        assertThat(found.highestHeld()).isBetween(4.0, most);
        assertThat(found.lowestBroken()).isGreaterThan(found.highestHeld()).isLessThanOrEqualTo(2 * most);
        assertThat(found.reason()).startsWith("invocation_success: rate<0.9 (it was 0.");
        assertThat(count(scenario, "throttles")).isPositive();
        assertThat(count(scenario, "dropped_iterations")).isZero();
        assertThat(scenario.thresholds())
                .extracting(threshold -> threshold.passed())
                .containsExactly(true, false);
        assertThat(scenario.judged()).isEmpty();
        assertThat(messages).anyMatch(line -> line.startsWith("own: breaking point: "));
    }
}
