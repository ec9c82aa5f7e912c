package io.github.lambdaperf.local.logs;

import java.util.List;
import java.util.Map;

/**
 * What a query found.
 *
 * @param rows field names and values, in the order to show; fields without a value are left out
 * @param recordsMatched number of events that passed the query's filters
 * @param recordsScanned number of events that were read
 * @param bytesScanned size of their messages
 */
public record QueryResult(List<Map<String, String>> rows, long recordsMatched, long recordsScanned, long bytesScanned) {
    /** Copies the rows. */
    public QueryResult {
        rows = List.copyOf(rows);
    }
}
