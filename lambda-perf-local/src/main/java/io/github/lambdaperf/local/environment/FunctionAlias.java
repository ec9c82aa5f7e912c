package io.github.lambdaperf.local.environment;

import java.util.Map;
import java.util.TreeMap;

/**
 * A name for a version, or for several with weights.
 *
 * @param name the alias
 * @param version the version that gets what the weights leave
 * @param description free text, may be empty
 * @param weights shares of invocations from 0 to 1 that other versions get
 * @param revisionId another one for each change
 */
public record FunctionAlias(
        String name, String version, String description, Map<String, Double> weights, String revisionId) {

    /** Copies the weights. */
    public FunctionAlias {
        weights = Map.copyOf(weights);
    }

    /** Whether invocations of the alias may run this version. */
    public boolean routesTo(String other) {
        return version.equals(other) || weights.containsKey(other);
    }

    /**
     * The version of one invocation.
     *
     * @param random evenly distributed from 0 to 1, 1 excluded
     */
    String pick(double random) {
        double upTo = 0;
        for (Map.Entry<String, Double> weight : new TreeMap<>(weights).entrySet()) {
            upTo += weight.getValue();
            if (random < upTo) {
                return weight.getKey();
            }
        }
        return version;
    }
}
