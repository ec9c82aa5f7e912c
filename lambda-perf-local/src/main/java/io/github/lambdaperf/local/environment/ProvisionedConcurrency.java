package io.github.lambdaperf.local.environment;

import java.time.Instant;

/**
 * A wish for environments that are initialised ahead of invocations.
 *
 * @param requested how many, from 1
 * @param lastModified when it was made
 */
public record ProvisionedConcurrency(int requested, Instant lastModified) {}
