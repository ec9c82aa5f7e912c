package io.github.lambdaperf.core.record;

import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A metric of a scenario, or a submetric by tags, in numbers.
 *
 * @param type k6's: {@code trend}, {@code counter}, {@code rate}, {@code gauge}
 * @param unit {@code ms}, {@code MB}, {@code USD}, {@code count}, {@code ratio}, {@code bytes}
 * @param source where the figure comes from: {@code client}, {@code tail}, {@code insights}, {@code cloudwatch},
 *     {@code computed}
 * @param count number of samples
 * @param values aggregation (k6's spelling: {@code avg}, {@code min}, {@code med}, {@code max}, {@code p(95)},
 *     {@code count}, {@code rate}, {@code value}) to value; empty where there is no sample. Holds every aggregation that
 *     a threshold of the scenario names.
 */
public record MetricRecord(String type, String unit, String source, long count, SortedMap<String, Double> values) {
    public MetricRecord {
        values = new TreeMap<>(values);
        values.values().removeIf(Objects::isNull);
    }
}
