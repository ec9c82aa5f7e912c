package io.github.lambdaperf.core.scenario;

import java.time.Duration;
import java.util.Map;

/**
 * One executor of a scenario file; k6 calls it a scenario of its {@code scenarios} option.
 *
 * @param name {@code default} unless the file has a {@code scenarios} map
 * @param startTime delay from the start of the run
 * @param gracefulStop how long iterations may finish after the executor's end; null: the function's timeout plus margin
 * @param tags put on every sample of the workload
 */
public record Workload(
        String name, Executor executor, Duration startTime, Duration gracefulStop, Map<String, String> tags) {
    public Workload {
        tags = Map.copyOf(tags);
    }
}
