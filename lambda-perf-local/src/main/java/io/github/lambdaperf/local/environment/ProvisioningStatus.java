package io.github.lambdaperf.local.environment;

/**
 * How far provisioning is.
 *
 * @param initialised environments that are ready or serve an invocation
 * @param failed whether one could not be initialised, so that no more are started
 */
public record ProvisioningStatus(int initialised, boolean failed) {}
