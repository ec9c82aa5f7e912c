package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.logs.CompiledQuery;
import io.github.lambdaperf.local.logs.LogEvent;
import io.github.lambdaperf.local.logs.LogStore;
import io.github.lambdaperf.local.logs.QueryEngine;
import io.github.lambdaperf.local.logs.QueryResult;
import io.github.lambdaperf.local.logs.QuerySyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** StartQuery, GetQueryResults, StopQuery and DescribeQueries of Logs Insights. */
final class LogQueries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogQueries.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_LIMIT = 100_000;
    private static final int LARGEST_PAGE = 10_000;
    /** End of the year 9999. */
    private static final long LATEST = 253_402_300_799L;

    private record Query(
            String id,
            String text,
            Set<String> groups,
            Instant created,
            String status,
            long tookMs,
            QueryResult result) {

        Query with(String newStatus, QueryResult newResult) {
            long took = Duration.between(created, Instant.now()).toMillis();
            return new Query(id, text, groups, created, newStatus, took, newResult);
        }

        boolean runs() {
            return status.equals("Running");
        }
    }

    private final LogStore store;
    private final QueryEngine engine;
    private final Map<String, Query> queries = Collections.synchronizedMap(new LinkedHashMap<>());
    private final ExecutorService runner = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "lambda-local-queries");
        thread.setDaemon(true);
        return thread;
    });

    /** Queries of the store, evaluated by the engine. */
    LogQueries(LogStore store, QueryEngine engine) {
        this.store = store;
        this.engine = engine;
    }

    /** Starts a query over groups that exist; times are epoch seconds, both inclusive. */
    ObjectNode start(JsonNode input, Set<String> groups) {
        String language = input.path("queryLanguage").asText("CWLI");
        if (!language.equals("CWLI")) {
            throw AwsError.invalidParameter("this local target runs no queries in " + language + ", only in CWLI");
        }
        long from = Inputs.requiredLong(input, "startTime");
        long to = Inputs.requiredLong(input, "endTime");
        int limit = Inputs.inRange(input, "limit", 1, LARGEST_LIMIT, LARGEST_PAGE);
        if (from < 0 || to > LATEST) {
            throw AwsError.invalidParameter("startTime and endTime are seconds of the epoch, from 0 to " + LATEST);
        }
        if (from > to) {
            throw AwsError.invalidParameter("startTime " + from + " is after endTime " + to);
        }
        String text = Inputs.required(input, "queryString");
        CompiledQuery compiled = compile(text);
        Instant start = Instant.ofEpochSecond(from);
        Instant end = Instant.ofEpochSecond(to).plusMillis(999);
        List<LogEvent> events = store.events(groups, start.toEpochMilli(), end.toEpochMilli());
        Query query = new Query(UUID.randomUUID().toString(), text, groups, Instant.now(), "Running", 0, null);
        queries.put(query.id(), query);
        runner.execute(() -> run(query, compiled, events, start, end, limit));
        return JSON.createObjectNode().put("queryId", query.id());
    }

    private CompiledQuery compile(String text) {
        try {
            return engine.compile(text);
        } catch (QuerySyntaxException e) {
            ObjectNode details = JSON.createObjectNode();
            ObjectNode error = details.putObject("queryCompileError").put("message", e.getMessage());
            error.putObject("location").put("startCharOffset", e.startOffset()).put("endCharOffset", e.endOffset());
            String message = e.getMessage() + " (characters " + e.startOffset() + " to " + e.endOffset() + ")";
            throw new AwsError(400, "MalformedQueryException", message, details);
        }
    }

    private void run(
            Query query, CompiledQuery compiled, List<LogEvent> events, Instant start, Instant end, int limit) {
        Query done;
        try {
            done = query.with("Complete", compiled.run(events, start, end, limit));
        } catch (RuntimeException e) {
            LOG.warn("the Logs Insights query failed: {}", query.text(), e);
            done = query.with("Failed", null);
        }
        queries.replace(query.id(), query, done);
    }

    ObjectNode stop(JsonNode input) {
        Query query = known(input);
        boolean stopped = query.runs() && queries.replace(query.id(), query, query.with("Cancelled", null));
        if (!stopped) {
            throw AwsError.invalidParameter("Query with id " + query.id() + " is no longer running");
        }
        return JSON.createObjectNode().put("success", true);
    }

    ObjectNode results(JsonNode input) {
        Query query = known(input);
        ObjectNode reply = JSON.createObjectNode().put("status", query.status()).put("queryLanguage", "CWLI");
        ArrayNode rows = reply.putArray("results");
        ObjectNode statistics = reply.putObject("statistics");
        QueryResult result = query.result();
        if (result != null) {
            for (Map<String, String> row : Inputs.page(result.rows(), input, "maxItems", LARGEST_PAGE, reply)) {
                ArrayNode fields = rows.addArray();
                row.forEach(
                        (field, value) -> fields.addObject().put("field", field).put("value", value));
            }
        }
        statistics
                .put("recordsMatched", result == null ? 0.0 : result.recordsMatched())
                .put("recordsScanned", result == null ? 0.0 : result.recordsScanned())
                .put("bytesScanned", result == null ? 0.0 : result.bytesScanned())
                .put("estimatedRecordsSkipped", 0.0)
                .put("estimatedBytesSkipped", 0.0)
                .put("logGroupsScanned", (double) query.groups().size());
        return reply;
    }

    ObjectNode describe(JsonNode input) {
        List<Query> found = new ArrayList<>();
        synchronized (queries) {
            found.addAll(queries.values());
        }
        Collections.reverse(found);
        String status = input.path("status").asText(null);
        String group = input.path("logGroupName").asText(null);
        found.removeIf(query -> status != null && !query.status().equals(status)
                || group != null && !query.groups().contains(group));
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode list = reply.putArray("queries");
        for (Query query : Inputs.page(found, input, "maxResults", 1000, reply)) {
            ObjectNode node = list.addObject()
                    .put("queryLanguage", "CWLI")
                    .put("queryId", query.id())
                    .put("queryString", query.text())
                    .put("status", query.status())
                    .put("createTime", query.created().toEpochMilli())
                    .put("queryDuration", query.tookMs())
                    .put("logGroupName", query.groups().iterator().next());
            if (query.result() != null) {
                node.put("bytesScanned", (double) query.result().bytesScanned());
            }
        }
        return reply;
    }

    private Query known(JsonNode input) {
        String id = Inputs.required(input, "queryId");
        Query query = queries.get(id);
        if (query == null) {
            throw new AwsError(400, "ResourceNotFoundException", "no query has the id " + id);
        }
        return query;
    }

    @Override
    public void close() {
        runner.shutdownNow();
    }
}
