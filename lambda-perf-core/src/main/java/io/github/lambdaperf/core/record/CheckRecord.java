package io.github.lambdaperf.core.record;

/** A check of a scenario and how often it held. */
public record CheckRecord(String name, long passes, long fails) {}
