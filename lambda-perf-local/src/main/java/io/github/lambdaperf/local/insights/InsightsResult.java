package io.github.lambdaperf.local.insights;

import java.util.List;

/**
 * The outcome of one query.
 *
 * @param rows the rows, columns in the service's order
 * @param recordsMatched events that passed every command before the first one that groups, orders or cuts
 * @param recordsScanned events inside the time range
 * @param bytesScanned their messages' size in bytes of UTF-8
 * @param limitReached whether the default limit cut rows off; a {@code limit} in the query is the writer's wish and
 *     not reported
 */
public record InsightsResult(
        List<List<ResultField>> rows,
        long recordsMatched,
        long recordsScanned,
        long bytesScanned,
        boolean limitReached) {
    public InsightsResult {
        rows = List.copyOf(rows);
    }
}
