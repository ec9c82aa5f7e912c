package io.github.lambdaperf.core.record;

/**
 * A threshold and how it came out.
 *
 * @param metric selector as written
 * @param expression as written
 * @param value of the aggregation, or null where there is no data
 * @param passed false where there is no data
 * @param reason in words where it did not pass, or null
 * @param aborted true where it ended the run
 */
public record ThresholdRecord(
        String metric, String expression, Double value, boolean passed, String reason, boolean aborted) {}
