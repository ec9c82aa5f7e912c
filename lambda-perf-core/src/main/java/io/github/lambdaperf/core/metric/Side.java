package io.github.lambdaperf.core.metric;

/** One of the two versions of an interleaved run. */
public enum Side {
    /** The earlier version. */
    BASELINE,
    /** The version under test. */
    CANDIDATE
}
