package io.github.lambdaperf.core.regression;

/** What a comparison came to. */
public enum Verdict {
    /** Better by at least the smallest effect that counts, at a level of 1 %. */
    IMPROVED,
    /** Shown to be within the tolerance. */
    UNCHANGED,
    /** Worse by at least the smallest effect that counts, beyond chance. */
    REGRESSED,
    /** Neither could be shown; never a pass. */
    INCONCLUSIVE
}
