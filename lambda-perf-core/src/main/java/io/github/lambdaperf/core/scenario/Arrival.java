package io.github.lambdaperf.core.scenario;

/**
 * Spacing of arrivals in the open executors.
 *
 * @param poisson false: even spacing, as in k6; true: exponential gaps with the same mean
 * @param seed of the gaps; the same seed gives the same arrivals
 */
public record Arrival(boolean poisson, long seed) {
    /** k6's even spacing. */
    public static final Arrival EVEN = new Arrival(false, 0);
}
