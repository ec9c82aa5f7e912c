package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.Account;
import io.github.lambdaperf.local.http.ApiHandler;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;
import io.github.lambdaperf.local.logs.LogGroupDescription;
import io.github.lambdaperf.local.logs.LogLine;
import io.github.lambdaperf.local.logs.LogStore;
import io.github.lambdaperf.local.logs.LogStream;
import io.github.lambdaperf.local.logs.QueryEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** CloudWatch Logs in AWS JSON 1.1, version 2014-03-28. */
public final class LogsService implements ApiHandler, AutoCloseable {

    /** Start of {@code X-Amz-Target}. */
    public static final String TARGET = "Logs_20140328.";

    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LogStore store;
    private final Account account;
    private final LogReads reads;
    private final LogQueries queries;

    /** Serves the store; the engine evaluates the queries. */
    public LogsService(LogStore store, QueryEngine engine, Account account) {
        this.store = store;
        this.account = account;
        this.reads = new LogReads(store);
        this.queries = new LogQueries(store, engine);
    }

    @Override
    public CompletionStage<ApiReply> handle(ApiRequest request) {
        ApiReply reply;
        try {
            JsonNode input = request.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(request.body());
            String operation = request.header("X-Amz-Target", "").substring(TARGET.length());
            reply = ApiReply.of(200, CONTENT_TYPE, answer(operation, input).toString());
        } catch (AwsError e) {
            reply = error(e);
        } catch (IOException e) {
            reply = error(new AwsError(400, "SerializationException", "the body is no JSON: " + e.getMessage()));
        }
        return CompletableFuture.completedFuture(
                reply.with("x-amzn-RequestId", UUID.randomUUID().toString()));
    }

    private static ApiReply error(AwsError error) {
        ObjectNode body = JSON.createObjectNode().put("__type", error.code()).put("message", error.getMessage());
        error.details().ifPresent(body::setAll);
        return ApiReply.of(error.status(), CONTENT_TYPE, body.toString()).with("x-amzn-ErrorType", error.code());
    }

    private ObjectNode answer(String operation, JsonNode input) {
        return switch (operation) {
            case "CreateLogGroup" -> createLogGroup(input);
            case "DeleteLogGroup" -> deleteLogGroup(input);
            case "CreateLogStream" -> createLogStream(input);
            case "PutLogEvents" -> putLogEvents(input);
            case "DescribeLogGroups" -> describeLogGroups(input);
            case "DescribeLogStreams" -> describeLogStreams(input);
            case "FilterLogEvents" -> reads.filter(input, existingGroups(input));
            case "GetLogEvents" -> getLogEvents(input);
            case "StartQuery" -> queries.start(input, existingGroups(input));
            case "GetQueryResults" -> queries.results(input);
            case "StopQuery" -> queries.stop(input);
            case "DescribeQueries" -> queries.describe(input);
            default ->
                throw new AwsError(
                        400,
                        "UnknownOperationException",
                        "the local target does not serve " + operation + " of CloudWatch Logs");
        };
    }

    private ObjectNode createLogGroup(JsonNode input) {
        if (!store.createGroup(Inputs.required(input, "logGroupName"))) {
            throw new AwsError(400, "ResourceAlreadyExistsException", "The specified log group already exists");
        }
        return JSON.createObjectNode();
    }

    private ObjectNode deleteLogGroup(JsonNode input) {
        store.deleteGroup(existingGroup(Inputs.required(input, "logGroupName")));
        return JSON.createObjectNode();
    }

    private ObjectNode createLogStream(JsonNode input) {
        String group = existingGroup(Inputs.required(input, "logGroupName"));
        if (!store.createStream(group, Inputs.required(input, "logStreamName"))) {
            throw new AwsError(400, "ResourceAlreadyExistsException", "The specified log stream already exists");
        }
        return JSON.createObjectNode();
    }

    private ObjectNode putLogEvents(JsonNode input) {
        String group = existingGroup(Inputs.required(input, "logGroupName"));
        String stream = Inputs.required(input, "logStreamName");
        if (!store.hasStream(group, stream)) {
            throw new AwsError(400, "ResourceNotFoundException", "The specified log stream does not exist.");
        }
        List<LogLine> lines = new ArrayList<>();
        for (JsonNode event : input.path("logEvents")) {
            lines.add(new LogLine(
                    event.path("timestamp").asLong(), event.path("message").asText()));
        }
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).timestamp() < lines.get(i - 1).timestamp()) {
                throw new AwsError(
                        400,
                        "InvalidParameterException",
                        "Log events in a single PutLogEvents request must be in chronological order.");
            }
        }
        store.append(group, stream, lines);
        return JSON.createObjectNode().put("nextSequenceToken", "local");
    }

    private ObjectNode describeLogGroups(JsonNode input) {
        List<LogGroupDescription> groups =
                store.groups(input.path("logGroupNamePrefix").asText(""));
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode list = reply.putArray("logGroups");
        for (LogGroupDescription group : Inputs.page(groups, input, "limit", 50, reply)) {
            list.addObject()
                    .put("logGroupName", group.name())
                    .put("creationTime", group.creationTime())
                    .put("metricFilterCount", 0)
                    .put("arn", account.logGroupArn(group.name()) + ":*")
                    .put("logGroupArn", account.logGroupArn(group.name()))
                    .put("logGroupClass", "STANDARD")
                    .put("storedBytes", group.storedBytes());
        }
        return reply;
    }

    private ObjectNode describeLogStreams(JsonNode input) {
        String group = existingGroup(groups(input).iterator().next());
        List<LogStream> streams = new ArrayList<>(
                store.streams(group, input.path("logStreamNamePrefix").asText("")));
        Comparator<LogStream> order = Comparator.comparing(LogStream::name);
        if (input.path("orderBy").asText().equals("LastEventTime")) {
            order = Comparator.comparing(LogStream::lastEvent, Comparator.nullsFirst(Comparator.naturalOrder()));
        }
        streams.sort(input.path("descending").asBoolean() ? order.reversed() : order);
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode list = reply.putArray("logStreams");
        for (LogStream stream : Inputs.page(streams, input, "limit", 50, reply)) {
            ObjectNode node = list.addObject()
                    .put("logStreamName", stream.name())
                    .put("creationTime", stream.creationTime())
                    .put("arn", account.logGroupArn(group) + ":log-stream:" + stream.name());
            if (stream.lastEvent() != null) {
                node.put("firstEventTimestamp", stream.firstEvent())
                        .put("lastEventTimestamp", stream.lastEvent())
                        .put("lastIngestionTime", stream.lastIngestion());
            }
        }
        return reply;
    }

    private ObjectNode getLogEvents(JsonNode input) {
        String group = existingGroups(input).iterator().next();
        String stream = Inputs.required(input, "logStreamName");
        if (!store.hasStream(group, stream)) {
            throw new AwsError(400, "ResourceNotFoundException", "The specified log stream does not exist.");
        }
        return reads.get(input, group, stream);
    }

    private Set<String> existingGroups(JsonNode input) {
        Set<String> groups = groups(input);
        groups.forEach(this::existingGroup);
        return groups;
    }

    private static Set<String> groups(JsonNode input) {
        Set<String> names = new LinkedHashSet<>();
        for (String field : List.of("logGroupName", "logGroupIdentifier")) {
            if (input.hasNonNull(field)) {
                names.add(name(input.path(field).asText()));
            }
        }
        for (String field : List.of("logGroupNames", "logGroupIdentifiers")) {
            input.path(field).forEach(value -> names.add(name(value.asText())));
        }
        if (names.isEmpty()) {
            throw AwsError.invalidParameter("name at least one log group");
        }
        return names;
    }

    private static String name(String identifier) {
        return identifier
                .replaceFirst("^arn:[^:]+:logs:[^:]*:\\d*:log-group:", "")
                .replaceFirst(":\\*$", "");
    }

    private String existingGroup(String group) {
        if (!store.hasGroup(group)) {
            throw new AwsError(400, "ResourceNotFoundException", "The specified log group does not exist.");
        }
        return group;
    }

    @Override
    public void close() {
        queries.close();
    }
}
