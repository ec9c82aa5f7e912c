package io.github.lambdaperf.core.regression;

/**
 * Errors or throttles and how they compare.
 *
 * @param name {@code errors} or {@code throttles}
 * @param comparison the sums of both sides, or null where one of them is missing
 * @param pWorse chance of such a worsening where nothing changed, or null
 * @param pWorseHolm the same among all gated metrics, or null
 * @param verdict of the count by itself
 * @param gated whether it decides over the build
 * @param waived true where its worsening is accepted until a date
 * @param suspicious true where it looks worse and a further run has to confirm it
 * @param reason what the verdict does not say by itself, or null
 */
public record CountFinding(
        String name,
        CountComparison comparison,
        Double pWorse,
        Double pWorseHolm,
        Verdict verdict,
        boolean gated,
        boolean waived,
        boolean suspicious,
        String reason) {
    /** True where it fails the build. */
    public boolean fails() {
        return gated && !waived && verdict == Verdict.REGRESSED;
    }

    /** True where it keeps the build from passing without failing it. */
    public boolean undecided() {
        return gated && !waived && verdict == Verdict.INCONCLUSIVE;
    }
}
