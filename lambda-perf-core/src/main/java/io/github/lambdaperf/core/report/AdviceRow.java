package io.github.lambdaperf.core.report;

/**
 * A piece of advice.
 *
 * @param scenario it rests on
 * @param title what to do
 * @param figure what it rests on
 * @param saving what it would bring, or null
 */
public record AdviceRow(String scenario, String title, String figure, String saving) {}
