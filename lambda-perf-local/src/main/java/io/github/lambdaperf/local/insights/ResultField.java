package io.github.lambdaperf.local.insights;

/**
 * One cell of a result row; a missing value has no cell.
 *
 * @param field the column name
 * @param value the value in the service's text form
 */
public record ResultField(String field, String value) {}
