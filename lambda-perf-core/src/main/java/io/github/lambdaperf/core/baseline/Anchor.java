package io.github.lambdaperf.core.baseline;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the last release measured, so that small accepted steps add up in sight.
 *
 * @param release its version
 * @param values metric to geometric mean of its runs, with three decimals
 */
public record Anchor(String release, SortedMap<String, Double> values) {
    public Anchor {
        SortedMap<String, Double> rounded = new TreeMap<>();
        values.forEach((name, value) -> rounded.put(name, BaselineRun.round(value, BaselineRun.VALUE_DECIMALS)));
        values = rounded;
    }
}
