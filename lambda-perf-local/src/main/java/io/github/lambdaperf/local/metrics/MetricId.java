package io.github.lambdaperf.local.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What CloudWatch tells metrics apart by.
 *
 * @param namespace such as {@code AWS/Lambda}
 * @param name such as {@code Duration}
 * @param dimensions names and values, by name
 */
public record MetricId(String namespace, String name, Map<String, String> dimensions) implements Comparable<MetricId> {

    /** Sorts the dimensions. */
    public MetricId {
        dimensions = Collections.unmodifiableMap(new TreeMap<>(dimensions));
    }

    @Override
    public int compareTo(MetricId other) {
        int order = namespace.compareTo(other.namespace);
        if (order == 0) {
            order = name.compareTo(other.name);
        }
        if (order == 0) {
            order = Integer.compare(dimensions.size(), other.dimensions.size());
        }
        return order != 0 ? order : dimensions.toString().compareTo(other.dimensions.toString());
    }
}
