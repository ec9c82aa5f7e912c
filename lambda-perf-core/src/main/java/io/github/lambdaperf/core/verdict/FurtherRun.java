package io.github.lambdaperf.core.verdict;

import io.github.lambdaperf.core.baseline.BaselineFile;

/**
 * A run that is due before a scenario's verdict stands.
 *
 * @param scenario its name
 * @param interleaved true: every other invocation goes to the earlier version
 * @param baseline what the scenario is compared with, or null where there is none
 */
public record FurtherRun(String scenario, boolean interleaved, BaselineFile baseline) {}
