package io.github.lambdaperf.core.record;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a scenario's results are published as custom metrics.
 *
 * @param namespace of CloudWatch, which does not begin with {@code AWS/}
 * @param dimensions besides {@code FunctionName} and {@code Scenario}
 */
public record Publication(String namespace, SortedMap<String, String> dimensions) {
    public Publication {
        dimensions = new TreeMap<>(dimensions);
    }
}
