package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.record.JudgedMetric;
import io.github.lambdaperf.core.record.UntilRecord;
import io.github.lambdaperf.core.scenario.UntilSpec;

/**
 * Whether a percentile is known well enough. The 95 % interval is the jackknife's over the blocks of the run; cold starts
 * are left out where they are told apart, as they are in verdicts.
 */
final class Precision {
    /** Of the standard normal distribution; the jackknife has enough blocks for it by the time it may end a run. */
    private static final double Z = 1.96;

    private final UntilSpec spec;
    private volatile boolean reached;
    private volatile Double value;
    private volatile Double halfWidth;

    Precision(UntilSpec spec) {
        this.spec = spec;
    }

    /** Looks at what was measured so far. */
    boolean reachedBy(ScenarioRecorder recorder) {
        JudgedMetric metric = recorder.judged(spec.percentile());
        if (metric != null && metric.state() == JudgedMetric.State.OK) {
            value = metric.value();
            halfWidth = Math.expm1(Z * metric.se());
            reached = halfWidth <= spec.halfWidth();
        }
        return reached;
    }

    /** For the record. @param seconds that the load took */
    UntilRecord record(double seconds) {
        return new UntilRecord(spec.expression(), reached, value, halfWidth, seconds);
    }
}
