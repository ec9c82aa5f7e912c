package io.github.lambdaperf.core.record;

/**
 * How a run was started: a further run of the same kind needs to know.
 *
 * @param timeScale factor on the durations of the scenario files
 * @param seed of generated payloads
 */
public record LoadOptions(double timeScale, long seed) {}
