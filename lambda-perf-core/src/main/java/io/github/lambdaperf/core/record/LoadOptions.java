package io.github.lambdaperf.core.record;

/**
 * How a run was started: a further run of the same kind needs to know.
 *
 * @param timeScale factor on the durations of the scenario files
 * @param seed of generated payloads
 * @param sharding null where one generator ran all of it
 */
public record LoadOptions(double timeScale, long seed, Sharding sharding) {
    /** All of the load. */
    public LoadOptions(double timeScale, long seed) {
        this(timeScale, seed, null);
    }
}
