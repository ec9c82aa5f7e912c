package io.github.lambdaperf.core.scenario;

import io.github.lambdaperf.core.payload.Feeder;
import io.github.lambdaperf.core.payload.PayloadSpec;
import io.github.lambdaperf.core.record.CustomMetric;
import io.github.lambdaperf.core.record.Publication;
import io.github.lambdaperf.core.secret.SensitiveFields;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One file of {@code src/perf}: what is sent, how it arrives, what must hold. Validated; only {@code ScenarioReader}
 * makes it.
 *
 * @param name the file's name without its ending
 * @param file where it was read
 * @param digest SHA-256 (hexadecimal) of the normalised load: everything that makes two runs comparable (target section,
 *     executors, payload and its files), without thresholds, checks and regression settings
 * @param send the target section
 * @param workloads at least one
 * @param payload what is sent; null: no payload
 * @param thresholds in the order of the file
 * @param checks name to expression, in the order of the file
 * @param thinkTime pause of a VU after each iteration, zero: none (closed executors only)
 * @param warmup invocations sent before the measurement and left out of it, zero: none
 * @param regression metric name to settings
 * @param failures messages sent in the place of some of the scenario's own, in the order of the file
 * @param expect what must become of the messages; null: nothing is asked
 * @param feeder whose rows the templates take values from; null: none
 * @param metrics of the user's own namespaces
 * @param publish where the results go as custom metrics; null: nowhere
 * @param until precision at which the load ends before its own end; null: never
 * @param provisionedConcurrency environments that are kept ready for the run; null: it is left as it is
 * @param sensitive fields of the payload whose values nobody may read
 */
public record Scenario(
        String name,
        Path file,
        String digest,
        SendSpec send,
        List<Workload> workloads,
        PayloadSpec payload,
        List<ThresholdSpec> thresholds,
        Map<String, String> checks,
        Duration thinkTime,
        int warmup,
        Map<String, RegressionSettings> regression,
        List<FailureSpec> failures,
        ExpectSpec expect,
        Feeder feeder,
        List<CustomMetric> metrics,
        Publication publish,
        UntilSpec until,
        Integer provisionedConcurrency,
        SensitiveFields sensitive) {
    public Scenario {
        workloads = List.copyOf(workloads);
        thresholds = List.copyOf(thresholds);
        checks = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(checks));
        regression = Map.copyOf(regression);
        failures = List.copyOf(failures);
        metrics = List.copyOf(metrics);
    }

    /**
     * The same scenario with other times: stages, durations, {@code startTime}, {@code gracefulRampDown} and think time
     * are multiplied, numbers of VUs, rates and iterations stay. The digest is that of the new load.
     *
     * @param timeScale greater than 0; 0.1 makes ten minutes one
     */
    public Scenario scaled(double timeScale) {
        if (timeScale == 1) {
            return this;
        }
        TimeScale scale = new TimeScale(timeScale);
        List<Workload> scaled = workloads.stream().map(scale::of).toList();
        Duration pause = scale.of(thinkTime);
        return new Scenario(
                name,
                file,
                ScenarioDigest.of(
                        send,
                        scaled,
                        payload,
                        feeder,
                        pause,
                        warmup,
                        failures,
                        until,
                        provisionedConcurrency,
                        sensitive),
                send,
                scaled,
                payload,
                thresholds,
                checks,
                pause,
                warmup,
                regression,
                failures,
                expect,
                feeder,
                metrics,
                publish,
                until,
                provisionedConcurrency,
                sensitive);
    }

    /** The same scenario at another address, where it calls an API; its digest does not change. */
    public Scenario at(String url) {
        if (!(send instanceof HttpSpec http)) {
            return this;
        }
        return new Scenario(
                name,
                file,
                digest,
                http.at(url),
                workloads,
                payload,
                thresholds,
                checks,
                thinkTime,
                warmup,
                regression,
                failures,
                expect,
                feeder,
                metrics,
                publish,
                until,
                provisionedConcurrency,
                sensitive);
    }

    /** The same iterations in another workload, unjudged and without a warm-up of the function; nobody compares it. */
    public Scenario rehearsedAs(Workload workload) {
        return new Scenario(
                name,
                file,
                digest,
                send,
                List.of(workload),
                payload,
                List.of(),
                checks,
                Duration.ZERO,
                0,
                Map.of(),
                failures,
                expect,
                feeder,
                List.of(),
                null,
                null,
                null,
                sensitive);
    }

    /** The same load of another function, without what judges or publishes it; its digest does not change. */
    public Scenario unjudged(SendSpec otherSend) {
        return new Scenario(
                name, file, digest, otherSend, workloads, payload, List.of(), checks, thinkTime, warmup, Map.of(),
                failures, expect, feeder, List.of(), null, until, null, sensitive);
    }
}
