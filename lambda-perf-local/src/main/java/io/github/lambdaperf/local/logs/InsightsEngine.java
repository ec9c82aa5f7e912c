package io.github.lambdaperf.local.logs;

import io.github.lambdaperf.local.insights.InsightsCompileException;
import io.github.lambdaperf.local.insights.InsightsQuery;
import io.github.lambdaperf.local.insights.InsightsResult;
import io.github.lambdaperf.local.insights.LogRecord;
import io.github.lambdaperf.local.insights.ResultField;
import io.github.lambdaperf.local.insights.RunOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Logs Insights over the events of the store. */
public final class InsightsEngine implements QueryEngine {
    private final String account;

    /** @param account that {@code @log} names */
    public InsightsEngine(String account) {
        this.account = account;
    }

    @Override
    public CompiledQuery compile(String query) throws QuerySyntaxException {
        try {
            InsightsQuery compiled = InsightsQuery.compile(query);
            return (events, start, end, limit) -> result(compiled.run(
                    () -> new Records(events.iterator()), new RunOptions(limit, Instant.now(), start, end)));
        } catch (InsightsCompileException e) {
            throw new QuerySyntaxException(e.getMessage(), e.startCharOffset(), e.endCharOffset());
        }
    }

    /** The events as the engine sees them, one at a time. */
    private final class Records implements Iterator<LogRecord> {
        private final Iterator<LogEvent> events;

        Records(Iterator<LogEvent> events) {
            this.events = events;
        }

        @Override
        public boolean hasNext() {
            return events.hasNext();
        }

        @Override
        public LogRecord next() {
            LogEvent event = events.next();
            return new LogRecord(
                    event.timestamp(),
                    event.ingestionTime(),
                    account + ":" + event.group(),
                    event.stream(),
                    event.message(),
                    event.eventId());
        }
    }

    private static QueryResult result(InsightsResult result) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<ResultField> fields : result.rows()) {
            Map<String, String> row = new LinkedHashMap<>();
            fields.forEach(field -> row.put(field.field(), field.value()));
            rows.add(row);
        }
        return new QueryResult(rows, result.recordsMatched(), result.recordsScanned(), result.bytesScanned());
    }
}
