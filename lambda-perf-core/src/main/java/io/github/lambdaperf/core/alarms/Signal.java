package io.github.lambdaperf.core.alarms;

import java.util.Map;
import java.util.TreeMap;

/** What an alarm looks at. */
public sealed interface Signal {

    /**
     * A metric with a statistic.
     *
     * @param dimensions name to value
     * @param statistic such as {@code Sum} or {@code p99}
     */
    record OfMetric(String namespace, String metric, Map<String, String> dimensions, String statistic)
            implements Signal {
        public OfMetric {
            dimensions = Map.copyOf(new TreeMap<>(dimensions));
        }
    }

    /**
     * An expression of metric math.
     *
     * @param expression such as {@code 100 * errors / invocations}
     * @param metrics by the ids that it uses
     */
    record OfExpression(String expression, Map<String, OfMetric> metrics) implements Signal {
        public OfExpression {
            metrics = Map.copyOf(metrics);
        }
    }
}
