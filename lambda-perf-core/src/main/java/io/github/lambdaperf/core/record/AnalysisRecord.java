package io.github.lambdaperf.core.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the server's side said.
 *
 * @param complete false: fewer REPORT records were found than invocations were made
 * @param expectedReports invocations that must have left a report
 * @param foundReports reports found
 * @param bytesScanned by all queries
 * @param queries results in order
 * @param notes in words, for the reader
 */
public record AnalysisRecord(
        boolean complete,
        long expectedReports,
        long foundReports,
        double bytesScanned,
        List<QueryRecord> queries,
        List<String> notes) {
    public AnalysisRecord {
        queries = List.copyOf(queries);
        notes = List.copyOf(notes);
    }

    /** The same with one more result. */
    public AnalysisRecord with(QueryRecord query) {
        List<QueryRecord> more = new ArrayList<>(queries);
        more.add(query);
        return new AnalysisRecord(complete, expectedReports, foundReports, bytesScanned, more, notes);
    }

    /** The same with one more note. */
    public AnalysisRecord with(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new AnalysisRecord(complete, expectedReports, foundReports, bytesScanned, queries, more);
    }

    /**
     * One query and its rows.
     *
     * @param name such as {@code cold-starts}
     * @param title for the reader
     * @param query text that was run
     * @param columns in order
     * @param rows values by column; a missing value has no entry
     * @param error why there are no rows, or null
     */
    public record QueryRecord(
            String name,
            String title,
            String query,
            List<String> columns,
            List<Map<String, String>> rows,
            String error) {
        public QueryRecord {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }
}
