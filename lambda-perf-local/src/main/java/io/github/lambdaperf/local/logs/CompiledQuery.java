package io.github.lambdaperf.local.logs;

import java.time.Instant;

/** A query ready to run. */
@FunctionalInterface
public interface CompiledQuery {
    /**
     * Runs the query. Called on a thread that may block.
     *
     * @param events the events of the query's groups and time range, in order of time
     * @param start first instant of the time range
     * @param end last instant of the time range
     * @param limit rows to return at most when the query sets no limit itself
     */
    QueryResult run(Iterable<LogEvent> events, Instant start, Instant end, int limit);
}
