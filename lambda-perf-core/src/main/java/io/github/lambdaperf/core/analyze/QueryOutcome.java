package io.github.lambdaperf.core.analyze;

import java.util.List;
import java.util.Map;

/** How a query ended. */
public sealed interface QueryOutcome {

    /** Bytes that were read, also where it ended badly; 0 where nothing is known. */
    double bytesScanned();

    /**
     * It ran.
     *
     * @param columns in order of their appearance
     * @param rows values by column; a missing value has no entry
     * @param truncated true where the limit of rows was reached: there may be more
     * @param recordsMatched by the filters
     * @param recordsScanned in the time range
     * @param bytesScanned of the log group
     */
    record Rows(
            List<String> columns,
            List<Map<String, String>> rows,
            boolean truncated,
            double recordsMatched,
            double recordsScanned,
            double bytesScanned)
            implements QueryOutcome {
        public Rows {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /**
     * It gave no result.
     *
     * @param cause what kind of failure
     * @param message for the reader: what, where, and what to do
     */
    record Failure(Cause cause, String message, double bytesScanned) implements QueryOutcome {}

    /** Kinds of failure. */
    enum Cause {
        /** The query does not compile. */
        MALFORMED,
        /** There is no such log group; a new function has none until its first lines arrive. */
        NO_LOG_GROUP,
        /** Permission is missing. */
        DENIED,
        /** Logs Insights ended it: Failed, Cancelled, Timeout, Unknown. */
        ENDED,
        /** Not done in time. */
        DEADLINE,
        /** No answer, or one that makes no sense of the call. */
        UNREACHABLE
    }
}
