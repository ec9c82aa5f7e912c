package io.github.lambdaperf.core.regression;

/**
 * A metric and how it compares.
 *
 * @param metric name
 * @param title for the reader
 * @param unit {@code ms} or {@code MB}
 * @param baseline geometric mean of the baseline runs, or null
 * @param candidate geometric mean of the candidate runs, or null
 * @param figures the comparison, or null where there was nothing to compare
 * @param verdict of the metric by itself
 * @param gated whether it decides over the build
 * @param waived true where its worsening is accepted until a date
 * @param suspicious true where it looks worse and a further run has to confirm it
 * @param baselineRuns runs used
 * @param candidateRuns runs used
 * @param moreRuns candidate runs that would settle it if they resemble these; null: settled, or not by candidate runs
 * @param reason what the verdict does not say by itself, or null
 */
public record MetricFinding(
        String metric,
        String title,
        String unit,
        Double baseline,
        Double candidate,
        Figures figures,
        Verdict verdict,
        boolean gated,
        boolean waived,
        boolean suspicious,
        int baselineRuns,
        int candidateRuns,
        Integer moreRuns,
        String reason) {

    /**
     * The numbers behind a verdict.
     *
     * @param ratio candidate divided by baseline
     * @param low90 lower end of its 90 % interval
     * @param high90 upper end
     * @param pSlower chance of such a worsening where nothing changed
     * @param pSlowerHolm the same among all gated metrics
     * @param pFaster chance of such an improvement where nothing changed
     * @param df degrees of freedom
     * @param minimumDetectableEffect worsening that the gate can prove four times in five, 0.1 is 10 %
     * @param minEffect smallest relative worsening that counted here
     * @param tolerance largest that counted as unchanged
     */
    public record Figures(
            double ratio,
            double low90,
            double high90,
            double pSlower,
            double pSlowerHolm,
            double pFaster,
            int df,
            double minimumDetectableEffect,
            double minEffect,
            double tolerance) {}

    /** True where it fails the build. */
    public boolean fails() {
        return gated && !waived && verdict == Verdict.REGRESSED;
    }

    /** True where it keeps the build from passing without failing it. */
    public boolean undecided() {
        return gated && !waived && verdict == Verdict.INCONCLUSIVE;
    }
}
