package io.github.lambdaperf.core.record;

/**
 * A check of a scenario and how often it held.
 *
 * @param name as in the file
 * @param passes times that it held
 * @param fails times that it did not
 */
public record CheckRecord(String name, long passes, long fails) {}
