package io.github.lambdaperf.local.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.Account;
import io.github.lambdaperf.local.environment.AsyncOutcome;
import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.environment.InvocationResult;
import io.github.lambdaperf.local.queue.MessageAttributeValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Where ended asynchronous invocations are told of: destinations and functions' dead-letter queues. */
final class AsyncDestinations {

    private static final ObjectMapper JSON = new ObjectMapper();
    // Lambda keeps the first kilobyte of an error in a dead letter.
    private static final int LONGEST_ERROR_MESSAGE = 1024;

    private final FunctionHost host;
    private final Account account;
    private final Deliveries deliveries;
    private final EventBuses buses;
    private final Topics topics;

    AsyncDestinations(FunctionHost host, Deliveries deliveries, Topics topics, EventBuses buses) {
        this.host = host;
        this.account = host.account();
        this.deliveries = deliveries;
        this.topics = topics;
        this.buses = buses;
    }

    void ended(AsyncOutcome outcome) {
        String destination = outcome.succeeded()
                ? outcome.config().onSuccess()
                : outcome.config().onFailure();
        if (destination != null) {
            deliver(outcome, destination);
        }
        if (!outcome.succeeded()) {
            host.asynchronous().deadLetterTarget(outcome.function()).ifPresent(target -> deliverDead(outcome, target));
        }
    }

    private void deliver(AsyncOutcome outcome, String destination) {
        ObjectNode detail = invocationRecord(outcome);
        if (!destination.startsWith("arn:aws:events:")) {
            deliveries.deliver(destination, detail.toString());
            return;
        }
        String result = outcome.succeeded() ? "Success" : "Failure";
        ObjectNode event = JSON.createObjectNode()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", "Lambda Function Invocation Result - " + result)
                .put("source", "lambda")
                .put("account", account.id())
                .put(
                        "time",
                        Instant.now()
                                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                                .toString())
                .put("region", account.region());
        event.putArray("resources").add(destination).add(arn(outcome));
        event.set("detail", detail);
        buses.put(EventBuses.name(destination), event);
    }

    private String arn(AsyncOutcome outcome) {
        return account.functionArn(outcome.function()) + ":$LATEST";
    }

    /** The record as the developer guide shows it. */
    private ObjectNode invocationRecord(AsyncOutcome outcome) {
        ObjectNode node = JSON.createObjectNode()
                .put("version", "1.0")
                .put("timestamp", Notification.milliseconds(Instant.now()));
        node.putObject("requestContext")
                .put("requestId", outcome.event().requestId())
                .put("functionArn", arn(outcome))
                .put("condition", outcome.condition())
                .put("approximateInvokeCount", outcome.invocations());
        node.set("requestPayload", tree(outcome.event().payload()));
        InvocationResult last = outcome.last();
        if (last != null) {
            ObjectNode response =
                    node.putObject("responseContext").put("statusCode", 200).put("executedVersion", "$LATEST");
            if (last.functionError() != null) {
                response.put("functionError", last.functionError());
            }
            node.set("responsePayload", tree(last.payload()));
        }
        return node;
    }

    private static JsonNode tree(byte[] payload) {
        try {
            return JSON.readTree(payload);
        } catch (IOException e) {
            return JSON.getNodeFactory().textNode(new String(payload, StandardCharsets.UTF_8));
        }
    }

    private void deliverDead(AsyncOutcome outcome, String target) {
        String error = outcome.last() == null
                ? "Event age exceeded"
                : tree(outcome.last().payload()).path("errorMessage").asText("");
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        attributes.put("RequestID", MessageAttributeValue.string(outcome.event().requestId()));
        attributes.put("ErrorCode", MessageAttributeValue.number(200));
        if (!error.isEmpty()) {
            attributes.put(
                    "ErrorMessage",
                    MessageAttributeValue.string(error.substring(0, Math.min(error.length(), LONGEST_ERROR_MESSAGE))));
        }
        String payload = new String(outcome.event().payload(), StandardCharsets.UTF_8);
        if (target.startsWith("arn:aws:sns:")) {
            topics.find(target).ifPresent(topic -> topics.publish(topic.arn(), null, payload, attributes));
        } else {
            deliveries.send(target, payload, attributes, null);
        }
    }
}
