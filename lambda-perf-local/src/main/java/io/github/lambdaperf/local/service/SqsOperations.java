package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.protocol.ServiceError;
import io.github.lambdaperf.local.queue.Queue;
import io.github.lambdaperf.local.queue.QueueException;
import io.github.lambdaperf.local.queue.Queues;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** SQS's operations, version 2012-11-05, each from a tree to a tree. */
public final class SqsOperations {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_BATCH = 1_048_576;

    private final Queues queues;
    private final String account;
    private final Supplier<String> endpoint;

    /**
     * Serves these queues.
     *
     * @param account twelve digits, part of a queue's URL
     * @param endpoint start of a queue's URL, asked for when the first is made
     */
    public SqsOperations(Queues queues, String account, Supplier<String> endpoint) {
        this.queues = queues;
        this.account = account;
        this.endpoint = endpoint;
    }

    /**
     * Answers one request.
     *
     * @throws QueueException when SQS refuses it
     */
    public CompletionStage<ObjectNode> answer(String operation, ObjectNode input) {
        if (operation.equals("ReceiveMessage")) {
            return receive(queue(input), input);
        }
        return CompletableFuture.completedFuture(answerAtOnce(operation, input));
    }

    private ObjectNode answerAtOnce(String operation, JsonNode input) {
        return switch (operation) {
            case "CreateQueue" -> url(queues.create(required(input, "QueueName"), strings(input.path("Attributes"))));
            case "GetQueueUrl" -> url(found(required(input, "QueueName")));
            case "ListQueues" -> list(input);
            case "DeleteQueue" -> delete(input);
            case "PurgeQueue" -> purge(input);
            case "GetQueueAttributes" -> attributes(queue(input), input);
            case "SetQueueAttributes" -> setAttributes(input);
            case "ListDeadLetterSourceQueues" -> deadLetterSources(queue(input));
            case "TagQueue", "UntagQueue" -> {
                queue(input);
                yield JSON.createObjectNode();
            }
            case "ListQueueTags" -> {
                queue(input);
                yield JSON.createObjectNode().set("Tags", JSON.createObjectNode());
            }
            case "SendMessage" -> SqsMessages.sent(queue(input).send(SqsMessages.outgoing(input)));
            case "SendMessageBatch" -> sendBatch(input);
            case "DeleteMessage" -> {
                queue(input).delete(required(input, "ReceiptHandle"));
                yield JSON.createObjectNode();
            }
            case "DeleteMessageBatch" ->
                batch(input, (queue, entry) -> {
                    queue.delete(required(entry, "ReceiptHandle"));
                    return JSON.createObjectNode();
                });
            case "ChangeMessageVisibility" -> changeVisibility(queue(input), input);
            case "ChangeMessageVisibilityBatch" -> batch(input, SqsOperations::changeVisibility);
            default -> throw ServiceError.unknownOperation("SQS", operation);
        };
    }

    private ObjectNode url(Queue queue) {
        return JSON.createObjectNode().put("QueueUrl", urlOf(queue));
    }

    /** The queue's URL at this endpoint. */
    public String urlOf(Queue queue) {
        return endpoint.get() + "/" + account + "/" + queue.name();
    }

    private ObjectNode list(JsonNode input) {
        String prefix = input.path("QueueNamePrefix").asText("");
        ObjectNode reply = JSON.createObjectNode();
        List<Queue> matching = queues.all().stream()
                .filter(queue -> queue.name().startsWith(prefix))
                .toList();
        if (!matching.isEmpty()) {
            ArrayNode urls = reply.putArray("QueueUrls");
            matching.forEach(queue -> urls.add(urlOf(queue)));
        }
        return reply;
    }

    private ObjectNode delete(JsonNode input) {
        queues.delete(queue(input));
        return JSON.createObjectNode();
    }

    private ObjectNode purge(JsonNode input) {
        queue(input).purge();
        return JSON.createObjectNode();
    }

    private ObjectNode setAttributes(JsonNode input) {
        queues.change(queue(input), strings(input.path("Attributes")));
        return JSON.createObjectNode();
    }

    private ObjectNode deadLetterSources(Queue target) {
        ArrayNode urls = JSON.createArrayNode();
        for (Queue queue : queues.all()) {
            if (queue.settings().values().getOrDefault("RedrivePolicy", "").contains('"' + target.arn() + '"')) {
                urls.add(urlOf(queue));
            }
        }
        return JSON.createObjectNode().set("queueUrls", urls);
    }

    private static ObjectNode attributes(Queue queue, JsonNode input) {
        Map<String, String> all = new TreeMap<>(queue.settings().values());
        all.put("QueueArn", queue.arn());
        all.put("ApproximateNumberOfMessages", Integer.toString(queue.visible()));
        all.put("ApproximateNumberOfMessagesNotVisible", Integer.toString(queue.inFlight()));
        all.put("ApproximateNumberOfMessagesDelayed", Integer.toString(queue.delayed()));
        all.put("CreatedTimestamp", Long.toString(queue.createdMillis() / 1000));
        all.put("LastModifiedTimestamp", Long.toString(queue.modifiedMillis() / 1000));
        ObjectNode reply = JSON.createObjectNode();
        for (JsonNode name : input.path("AttributeNames")) {
            all.forEach((key, value) -> {
                if (name.asText().equals("All") || name.asText().equals(key)) {
                    reply.withObjectProperty("Attributes").put(key, value);
                }
            });
        }
        return reply;
    }

    private CompletionStage<ObjectNode> receive(Queue queue, JsonNode input) {
        int most = inRange(input, "MaxNumberOfMessages", 1, 10, 1);
        Duration visibility = seconds(input, "VisibilityTimeout", 43_200);
        Duration wait = seconds(input, "WaitTimeSeconds", 20);
        return queue.receive(most, visibility, wait).thenApply(messages -> {
            ObjectNode reply = JSON.createObjectNode();
            if (!messages.isEmpty()) {
                ArrayNode list = reply.putArray("Messages");
                messages.forEach(message -> list.add(SqsMessages.received(message, input)));
            }
            return reply;
        });
    }

    private static ObjectNode changeVisibility(Queue queue, JsonNode input) {
        if (!input.hasNonNull("VisibilityTimeout")) {
            throw new QueueException("MissingParameter", "The request must contain the parameter VisibilityTimeout.");
        }
        queue.changeVisibility(required(input, "ReceiptHandle"), seconds(input, "VisibilityTimeout", 43_200));
        return JSON.createObjectNode();
    }

    private ObjectNode sendBatch(JsonNode input) {
        long total = 0;
        for (JsonNode entry : entries(input)) {
            total += SqsMessages.size(entry);
        }
        if (total > LARGEST_BATCH) {
            throw new QueueException(
                    "BatchRequestTooLong",
                    "Batch requests cannot be longer than " + LARGEST_BATCH + " bytes. You have sent " + total
                            + " bytes.");
        }
        return batch(input, (queue, entry) -> SqsMessages.sent(queue.send(SqsMessages.outgoing(entry))));
    }

    private ObjectNode batch(JsonNode input, BiFunction<Queue, JsonNode, ObjectNode> each) {
        Queue queue = queue(input);
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode successful = reply.putArray("Successful");
        ArrayNode failed = JSON.createArrayNode();
        for (JsonNode entry : entries(input)) {
            String id = entry.path("Id").asText();
            try {
                successful.add(each.apply(queue, entry).put("Id", id));
            } catch (QueueException e) {
                failed.addObject()
                        .put("Id", id)
                        .put("SenderFault", true)
                        .put("Code", e.queryCode())
                        .put("Message", e.getMessage());
            }
        }
        if (!failed.isEmpty()) {
            reply.set("Failed", failed);
        }
        return reply;
    }

    private static JsonNode entries(JsonNode input) {
        JsonNode entries = input.path("Entries");
        if (entries.isEmpty()) {
            throw new QueueException("EmptyBatchRequest", "There should be at least one entry in the request.");
        }
        if (entries.size() > 10) {
            throw new QueueException(
                    "TooManyEntriesInBatchRequest",
                    "Maximum number of entries per request are 10. You have sent " + entries.size() + ".");
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode entry : entries) {
            String id = entry.path("Id").asText();
            if (!id.matches("[A-Za-z0-9_-]{1,80}")) {
                throw new QueueException(
                        "InvalidBatchEntryId",
                        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be"
                                + " at most 80 letters long.");
            }
            if (!ids.add(id)) {
                throw new QueueException("BatchEntryIdsNotDistinct", "Id " + id + " repeated.");
            }
        }
        return entries;
    }

    private Queue queue(JsonNode input) {
        String url = required(input, "QueueUrl");
        return found(url.substring(url.lastIndexOf('/') + 1));
    }

    private Queue found(String name) {
        return queues.find(name)
                .orElseThrow(() -> new QueueException("QueueDoesNotExist", "The specified queue does not exist."));
    }

    private static String required(JsonNode input, String field) {
        String value = input.path(field).asText("");
        if (value.isEmpty()) {
            throw new QueueException("MissingParameter", "The request must contain the parameter " + field + ".");
        }
        return value;
    }

    private static int inRange(JsonNode input, String field, int from, int to, int absent) {
        if (!input.hasNonNull(field)) {
            return absent;
        }
        int value = input.path(field).asInt();
        if (value < from || value > to) {
            throw new QueueException(
                    "InvalidParameterValue",
                    "Value " + value + " for parameter " + field + " is invalid. Reason: Must be between " + from
                            + " and " + to + ", if provided.");
        }
        return value;
    }

    private static Duration seconds(JsonNode input, String field, int most) {
        return input.hasNonNull(field) ? Duration.ofSeconds(inRange(input, field, 0, most, 0)) : null;
    }

    private static Map<String, String> strings(JsonNode input) {
        Map<String, String> values = new LinkedHashMap<>();
        input.properties()
                .forEach(field -> values.put(field.getKey(), field.getValue().asText()));
        return values;
    }
}
