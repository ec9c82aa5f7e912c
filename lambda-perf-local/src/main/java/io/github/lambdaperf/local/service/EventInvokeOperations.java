package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.EventInvokeConfig;
import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.sources.SourceException;
import java.time.Duration;
import java.time.Instant;

/** Lambda's operations on the settings of asynchronous invocations, each from a tree to a tree. */
final class EventInvokeOperations {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FunctionHost host;

    EventInvokeOperations(FunctionHost host) {
        this.host = host;
    }

    ObjectNode put(String function, JsonNode input) {
        return set(function, input, EventInvokeConfig.defaults());
    }

    ObjectNode update(String function, JsonNode input) {
        return set(function, input, existing(function));
    }

    private ObjectNode set(String function, JsonNode input, EventInvokeConfig before) {
        if (host.function(function).isEmpty()) {
            throw notFound("Function not found: " + host.account().functionArn(function));
        }
        JsonNode destinations = input.path("DestinationConfig");
        try {
            EventInvokeConfig config = new EventInvokeConfig(
                    input.path("MaximumRetryAttempts").asInt(before.maximumRetryAttempts()),
                    Duration.ofSeconds(input.path("MaximumEventAgeInSeconds")
                            .asLong(before.maximumEventAge().toSeconds())),
                    destination(destinations, "OnSuccess", before.onSuccess()),
                    destination(destinations, "OnFailure", before.onFailure()),
                    Instant.now());
            host.asynchronous().configure(function, config);
            return describe(function, config);
        } catch (IllegalArgumentException e) {
            throw new SourceException(400, "InvalidParameterValueException", e.getMessage());
        }
    }

    private static String destination(JsonNode destinations, String condition, String before) {
        if (!destinations.has(condition)) {
            return before;
        }
        String arn = destinations.path(condition).path("Destination").asText("");
        if (!arn.isEmpty() && !arn.matches("arn:aws:(sqs|sns|lambda|events):.+")) {
            throw new IllegalArgumentException("The destination ARN " + arn
                    + " is invalid: the local target knows queues, topics, functions and event buses");
        }
        return arn.isEmpty() ? null : arn;
    }

    ObjectNode get(String function) {
        return describe(function, existing(function));
    }

    ObjectNode list(String function) {
        ObjectNode reply = JSON.createObjectNode();
        var list = reply.putArray("FunctionEventInvokeConfigs");
        host.asynchronous().config(function).ifPresent(config -> list.add(describe(function, config)));
        return reply;
    }

    void delete(String function) {
        existing(function);
        host.asynchronous().configure(function, null);
    }

    private EventInvokeConfig existing(String function) {
        return host.asynchronous()
                .config(function)
                .orElseThrow(() -> notFound("The function " + host.account().functionArn(function)
                        + ":$LATEST doesn't have an EventInvokeConfig"));
    }

    private ObjectNode describe(String function, EventInvokeConfig config) {
        ObjectNode node = JSON.createObjectNode()
                .put("LastModified", config.modified().toEpochMilli() / 1000.0)
                .put("FunctionArn", host.account().functionArn(function) + ":$LATEST")
                .put("MaximumRetryAttempts", config.maximumRetryAttempts())
                .put("MaximumEventAgeInSeconds", config.maximumEventAge().toSeconds());
        ObjectNode destinations = node.putObject("DestinationConfig");
        destination(destinations.putObject("OnSuccess"), config.onSuccess());
        destination(destinations.putObject("OnFailure"), config.onFailure());
        return node;
    }

    private static void destination(ObjectNode node, String arn) {
        if (arn != null) {
            node.put("Destination", arn);
        }
    }

    private static SourceException notFound(String message) {
        return new SourceException(404, "ResourceNotFoundException", message);
    }
}
