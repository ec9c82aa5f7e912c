package io.github.lambdaperf.core.report;

/**
 * A judged line of the table.
 *
 * @param scenario its name
 * @param metric name of the judged metric
 * @param unit of the values
 * @param baseline null: none
 * @param now of this run
 * @param ratio now over baseline, or null
 * @param low90 of the 90 % interval of the ratio, or null
 * @param high90 of the 90 % interval of the ratio, or null
 * @param verdict {@code improved}, {@code unchanged}, {@code regressed}, {@code inconclusive}, {@code no baseline},
 *     {@code insufficient}, {@code unstable} or {@code waived}
 * @param gated whether it can fail the build
 * @param fails whether it does
 * @param reason in words, or null
 * @param mde smallest relative worsening that this gate can prove, 0.1 is 10 %, or null
 */
public record VerdictRow(
        String scenario,
        String metric,
        String unit,
        Double baseline,
        double now,
        Double ratio,
        Double low90,
        Double high90,
        String verdict,
        boolean gated,
        boolean fails,
        String reason,
        Double mde) {}
