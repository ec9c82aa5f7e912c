package io.github.lambdaperf.core.regression;

import org.apache.commons.statistics.distribution.TDistribution;

/** Student's t distribution with whole degrees of freedom. */
final class StudentT {
    private StudentT() {}

    /** P(T &gt; t). */
    static double above(double t, int df) {
        return TDistribution.of(df).survivalProbability(t);
    }

    /** P(T &lt; t). */
    static double below(double t, int df) {
        return TDistribution.of(df).cumulativeProbability(t);
    }

    /** The value below which a share of the distribution lies. */
    static double quantile(double share, int df) {
        return TDistribution.of(df).inverseCumulativeProbability(share);
    }
}
