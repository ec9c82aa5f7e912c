package io.github.lambdaperf.core.baseline;

/**
 * How far a metric has come since the last release, all accepted steps together.
 *
 * @param metric name
 * @param release version of the anchor
 * @param then value at the release
 * @param now value of the candidate runs
 * @param ratio now divided by then
 * @param moved true where the steps together are an effect that counts
 * @param beyondTolerance true where the steps together pass what one step may not
 */
public record AnchorDrift(
        String metric, String release, double then, double now, double ratio, boolean moved, boolean beyondTolerance) {}
