package io.github.lambdaperf.core.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.record.AnalysisRecord;
import io.github.lambdaperf.core.record.CostRecord;
import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.record.ErrorRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdviceTest {
    /** 1 M invocations, 10 USD of duration charge. */
    private static final CostRecord COST = SampleRuns.cost(1_000_000, "10", "tail");

    private static final Environment X86 = SampleRuns.environment("us-east-1", 1024, "x86_64", "java21");
    private static final Environment ARM = SampleRuns.environment("us-east-1", 1024, "arm64", "java21");

    @Test
    void withoutFiguresThereIsNoAdvice() {
        assertThat(advice(ARM, null, List.of())).isEmpty();
    }

    @Test
    void unusedMemory() {
        List<Advice> advice = advice(
                ARM, COST, List.of(), query("memory-percentiles", Map.of("configuredMB", "1024", "peakUsedMB", "200")));

        // 200 x 1.25 = 250, up to the next 64 MB: 256; three quarters less
        assertThat(advice)
                .containsExactly(new Advice(
                        "Try 256 MB of memory with perf:tune",
                        "at most 200 of 1024 MB used (20 %)",
                        "75 % of the duration charge, 7.50 USD per million invocations, if the duration stays; the CPU"
                                + " share falls with the memory"));
    }

    @Test
    void scarceMemory() {
        List<Advice> advice = advice(
                ARM,
                null,
                List.of(),
                query("memory-percentiles", Map.of("configuredMB", "1024", "peakUsedMB", "1000")));

        // 1000 x 1.25 = 1250, up to the next 64 MB: 1280
        assertThat(advice).singleElement().satisfies(one -> {
            assertThat(one.title()).isEqualTo("Raise the memory to 1280 MB");
            assertThat(one.figure()).isEqualTo("at most 1000 of 1024 MB used (98 %)");
        });
    }

    @Test
    void memoryOfAnotherSizeSaysNothing() {
        assertThat(advice(
                        ARM,
                        COST,
                        List.of(),
                        query("memory-percentiles", Map.of("configuredMB", "512", "peakUsedMB", "100"))))
                .isEmpty();
    }

    @Test
    void initTakesAShareOfTheTime() {
        List<Advice> advice = advice(
                ARM,
                COST,
                List.of(),
                query("billed-versus-used", Map.of("totalInitMs", "3000", "totalHandlerMs", "7000")));

        assertThat(advice)
                .containsExactly(
                        new Advice(
                                "Shorten the init",
                                "30 % of the function's time is init (3000 of 10000 ms)",
                                "up to 30 % of the billed time, 3.00 USD per million invocations at this share of cold starts"));
    }

    @Test
    void snapStartForALongInitOfJava() {
        AnalysisRecord.QueryRecord rate = query(
                "cold-start-rate",
                Map.of("coldStarts", "12", "coldStartPct", "1.2", "avgInitMs", "1843.4", "maxInitMs", "2100"));

        assertThat(advice(ARM, null, List.of(), rate))
                .containsExactly(new Advice(
                        "Turn SnapStart on",
                        "12 cold starts (1.2 % of the invocations), init 1843 ms on average, 2100 ms at most",
                        "up to 1843 ms of each cold start, less the restore; no surcharge for Java"));
        assertThat(advice(SampleRuns.environment("us-east-1", 1024, "arm64", "nodejs22.x"), null, List.of(), rate))
                .isEmpty();
        assertThat(advice(
                        new Environment("aws", "us-east-1", "arm64", 1024, "java21", "Zip", true, 0, ""),
                        null,
                        List.of(),
                        rate))
                .isEmpty();
    }

    @Test
    void theTailComesNearTheTimeout() {
        // the timeout is 3000 ms
        assertThat(advice(ARM, null, List.of(), query("latency-percentiles", Map.of("maxMs", "2500"))))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.figure()).isEqualTo("the slowest took 2500 ms of the timeout of 3000 ms (83 %)");
                    assertThat(one.saving()).contains("20 % more");
                });
        assertThat(advice(
                        ARM,
                        null,
                        List.of(),
                        query("latency-percentiles", Map.of("maxMs", "3000")),
                        query("timeouts", Map.of("timedOutRequests", "4"))))
                .singleElement()
                .satisfies(one -> assertThat(one.saving()).startsWith("4 requests timed out"));
        assertThat(advice(ARM, null, List.of(), query("latency-percentiles", Map.of("maxMs", "2000"))))
                .isEmpty();
    }

    @Test
    void throttledInvocations() {
        assertThat(advice(ARM, null, List.of(SampleRuns.error("throttled", 25))))
                .singleElement()
                .satisfies(one -> assertThat(one.figure()).isEqualTo("25 of 1000 invocations were throttled (2.5 %)"));
    }

    @Test
    void provisionedConcurrencyThatIsIdle() {
        Environment provisioned = new Environment("aws", "us-east-1", "x86_64", 1024, "java21", "Zip", false, 10, "");
        AnalysisRecord.QueryRecord billed = query(
                "billed-versus-used",
                Map.of("invocations", "20", "totalBilledMs", "3000", "totalHandlerMs", "3000", "totalInitMs", "0"));

        // 3000 ms in 1 s of 10 environments: 30 % busy, half of the break-even of 60 %;
        // 10 x 3600 GB-s x 0.0000041667 = 0.1500012 per hour, half of it in vain
        assertThat(advice(provisioned, null, List.of(), billed))
                .containsExactly(new Advice(
                        "Lower the provisioned concurrency, unless the cold starts matter more",
                        "10 environments were busy 30 % of the time, on-demand costs the same at 60 %",
                        "0.0750 USD per hour at this load (us-east-1)"));
    }

    @Test
    void provisionedConcurrencyThatPays() {
        AnalysisRecord.QueryRecord billed =
                query("billed-versus-used", Map.of("invocations", "20", "totalBilledMs", "2500"));

        // 2500 ms in 1 s: 2 environments all the time; 2 x 3600 GB-s x 0.0000033334 = 0.02400048 per hour,
        // less than on-demand by 1 / 0.6 - 1 of it
        assertThat(advice(ARM, null, List.of(), billed))
                .containsExactly(new Advice(
                        "Provision 2 where this load is the usual one",
                        "the load kept 2 environments busy 100 % of the time, on-demand costs the same at 60 %",
                        "0.0160 USD per hour at this load (us-east-1), and its cold starts"));
    }

    @Test
    void provisionedConcurrencyForTheSakeOfColdStarts() {
        AnalysisRecord.QueryRecord billed =
                query("billed-versus-used", Map.of("invocations", "20", "totalBilledMs", "300"));
        AnalysisRecord.QueryRecord rate = query("cold-start-rate", Map.of("coldStarts", "3", "avgInitMs", "1500"));

        // 0.01200024 per hour, half of it bought back at 30 of 60 %
        assertThat(advice(ARM, null, List.of(), billed, rate))
                .contains(new Advice(
                        "Provision 1 only where its cold starts matter",
                        "3 cold starts; the load kept 1 environment busy 30 % of the time, on-demand costs the same at 60 %",
                        "an init of 1500 ms each, for 0.0060 USD per hour more at this load (us-east-1)"));
        assertThat(advice(ARM, null, List.of(), billed)).isEmpty();
    }

    @Test
    void throttlesAhead() {
        AnalysisRecord.QueryRecord near =
                query("cloudwatch-metrics", Map.of("metric", "ConcurrentExecutions", "value", "620", "limit", "1000"));
        AnalysisRecord.QueryRecord far =
                query("cloudwatch-metrics", Map.of("metric", "ConcurrentExecutions", "value", "500", "limit", "1000"));

        assertThat(advice(ARM, null, List.of(), near))
                .containsExactly(new Advice(
                        "Raise the concurrency limit before the next step of the load",
                        "at most 620 of 1000 executions at once (62 %)",
                        "throttles, which begin at 1.6 times this load"));
        assertThat(advice(ARM, null, List.of(), far)).isEmpty();
    }

    @Test
    void armIsCheaper() {
        // 1 - 0.0000133334 / 0.0000166667 = 20 %
        assertThat(advice(X86, COST, List.of()))
                .containsExactly(new Advice(
                        "Measure it on arm64",
                        "0.0000133334 USD per GB-second instead of 0.0000166667 USD in us-east-1",
                        "20 % of the duration charge, 2.00 USD per million invocations, if the duration stays"));
        // no arm64 price is known there
        assertThat(advice(SampleRuns.environment("il-central-1", 1024, "x86_64", "java21"), COST, List.of()))
                .isEmpty();
    }

    private static List<Advice> advice(
            Environment environment, CostRecord cost, List<ErrorRecord> errors, AnalysisRecord.QueryRecord... queries) {
        ScenarioRecord scenario = SampleRuns.scenario(
                "direct",
                SampleRuns.START_MS,
                1000,
                1000,
                errors,
                cost,
                new AnalysisRecord(true, 1000, 1000, 0, List.of(queries), List.of()));
        return Advice.of(scenario, SampleRuns.function("$LATEST", "Text"), environment);
    }

    private static AnalysisRecord.QueryRecord query(String name, Map<String, String> row) {
        return new AnalysisRecord.QueryRecord(name, name, "", List.copyOf(row.keySet()), List.of(row), null);
    }
}
