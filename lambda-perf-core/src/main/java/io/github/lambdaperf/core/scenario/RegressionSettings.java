package io.github.lambdaperf.core.scenario;

import java.time.LocalDate;

/**
 * A metric's entry under {@code regression:}; a null field keeps the default of the metric.
 *
 * @param gate false: compared and shown, never fails the build
 * @param minEffect smallest relative change that counts as a regression, 0.05 is 5 %
 * @param tolerance largest relative change that still counts as unchanged
 * @param waiver accepted worsening, or null
 */
public record RegressionSettings(Boolean gate, Double minEffect, Double tolerance, Waiver waiver) {

    /**
     * A worsening accepted for a time.
     *
     * @param upTo relative change that is accepted, 0.15 is 15 %
     * @param until last day on which it is
     * @param reason why, for the reader of the report
     */
    public record Waiver(double upTo, LocalDate until, String reason) {}
}
