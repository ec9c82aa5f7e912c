package io.github.lambdaperf.core.analyze;

import java.time.Instant;

/**
 * A query to run.
 *
 * @param logGroup name or ARN
 * @param text of the query
 * @param from first moment, taken back to the whole second
 * @param to last moment, taken on to the whole second; may be in the future
 */
public record InsightsQuery(String logGroup, String text, Instant from, Instant to) {}
