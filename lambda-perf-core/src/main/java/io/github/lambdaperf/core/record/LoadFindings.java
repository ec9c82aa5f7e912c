package io.github.lambdaperf.core.record;

/**
 * What a load found out besides its figures.
 *
 * @param breakpoint null without a search for the breaking point
 * @param until null without {@code until}
 * @param provisioned null without {@code provisionedConcurrency}
 */
public record LoadFindings(BreakpointRecord breakpoint, UntilRecord until, ProvisionedRecord provisioned) {}
