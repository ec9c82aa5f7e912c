package io.github.lambdaperf.local.traces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.http.ApiHandler;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;
import io.github.lambdaperf.local.logs.LogEvent;
import io.github.lambdaperf.local.logs.LogGroupDescription;
import io.github.lambdaperf.local.logs.LogStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** {@code BatchGetTraces} of X-Ray. The traces are those of the reports in the logs, so they last as long as these. */
public final class TraceService implements ApiHandler {

    /** Path of the operation. */
    public static final String PATH = "/Traces";

    private static final ObjectMapper JSON = new ObjectMapper();
    // Documented for TraceIds.
    private static final int MOST_IDS = 5;

    private final LogStore logs;

    /** Serves the traces of these logs. */
    public TraceService(LogStore logs) {
        this.logs = logs;
    }

    @Override
    public CompletionStage<ApiReply> handle(ApiRequest request) {
        JsonNode ids;
        try {
            ids = JSON.readTree(request.body()).path("TraceIds");
        } catch (IOException e) {
            return refused("the body is no JSON");
        }
        if (!ids.isArray() || ids.size() > MOST_IDS) {
            return refused("TraceIds must be a list of at most " + MOST_IDS + " ids");
        }
        Set<String> wanted = new HashSet<>();
        ids.forEach(id -> wanted.add(id.asText()));
        Map<String, TracedInvocation> found = find(wanted);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode traces = answer.putArray("Traces");
        ArrayNode unprocessed = answer.putArray("UnprocessedTraceIds");
        ids.forEach(id -> {
            TracedInvocation invocation = found.get(id.asText());
            if (invocation == null) {
                unprocessed.add(id);
            } else {
                traces.add(invocation.trace());
            }
        });
        return CompletableFuture.completedFuture(ApiReply.of(200, "application/json", answer.toString())
                .with("x-amzn-RequestId", UUID.randomUUID().toString()));
    }

    private Map<String, TracedInvocation> find(Set<String> wanted) {
        Set<String> groups =
                logs.groups("").stream().map(LogGroupDescription::name).collect(Collectors.toSet());
        Map<String, TracedInvocation> found = new HashMap<>();
        for (LogEvent event : logs.events(groups, 0, Long.MAX_VALUE)) {
            TracedInvocation.of(event)
                    .filter(invocation -> wanted.contains(invocation.traceId()))
                    .ifPresent(invocation -> found.put(invocation.traceId(), invocation));
        }
        return found;
    }

    private static CompletionStage<ApiReply> refused(String message) {
        String body = JSON.createObjectNode().put("Message", message).toString();
        return CompletableFuture.completedFuture(ApiReply.of(400, "application/json", body)
                .with("x-amzn-ErrorType", "InvalidRequestException")
                .with("x-amzn-RequestId", UUID.randomUUID().toString()));
    }
}
