package io.github.lambdaperf.core.payload;

/**
 * Where in a run a payload is made.
 *
 * @param scenario name of the scenario
 * @param runId id of the run
 * @param vu number of the VU, from 1 as in k6
 * @param iteration number of the VU's iteration, from 0 as in k6
 * @param nowMillis clock, milliseconds since 1970
 */
public record IterationContext(String scenario, String runId, int vu, long iteration, long nowMillis) {}
