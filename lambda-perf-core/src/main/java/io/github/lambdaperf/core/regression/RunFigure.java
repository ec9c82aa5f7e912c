package io.github.lambdaperf.core.regression;

import io.github.lambdaperf.core.record.JudgedMetric.State;

/**
 * A metric of one run.
 *
 * @param value in the metric's unit, above zero
 * @param se standard error of its natural logarithm within the run
 * @param state whether it may be gated
 */
public record RunFigure(double value, double se, State state) {
    public RunFigure {
        if (!(value > 0) || !(se >= 0) || Double.isInfinite(value) || Double.isInfinite(se)) {
            throw new IllegalArgumentException(
                    "a figure needs a value above zero and an error, not " + value + " ± " + se);
        }
    }
}
