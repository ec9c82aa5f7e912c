package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.protocol.ServiceError;
import io.github.lambdaperf.local.queue.QueueException;
import io.github.lambdaperf.local.sources.SourceException;
import io.github.lambdaperf.local.sources.Subscription;
import io.github.lambdaperf.local.sources.Topic;
import io.github.lambdaperf.local.sources.Topics;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** SNS's operations, version 2010-03-31, each from a tree to a tree. Maps are objects, lists are arrays. */
public final class SnsOperations {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Topics topics;
    private final String account;

    /**
     * Serves these topics.
     *
     * @param account twelve digits
     */
    public SnsOperations(Topics topics, String account) {
        this.topics = topics;
        this.account = account;
    }

    /**
     * Answers one request.
     *
     * @throws SourceException when SNS refuses it
     */
    public ObjectNode answer(String operation, ObjectNode input) {
        return switch (operation) {
            case "CreateTopic" -> createTopic(input);
            case "DeleteTopic" -> deleteTopic(input);
            case "ListTopics" -> listTopics();
            case "GetTopicAttributes" -> topicAttributes(topic(input));
            case "SetTopicAttributes" -> setTopicAttribute(input);
            case "Subscribe" -> subscribe(input);
            case "Unsubscribe" -> unsubscribe(input);
            case "ListSubscriptions" -> listSubscriptions(topics.all());
            case "ListSubscriptionsByTopic" -> listSubscriptions(Set.of(topic(input)));
            case "GetSubscriptionAttributes" -> subscriptionAttributes(subscription(input));
            case "SetSubscriptionAttributes" -> setSubscriptionAttribute(input);
            case "Publish" -> publish(input);
            case "PublishBatch" -> publishBatch(input);
            case "ListTagsForResource" -> {
                ObjectNode reply = JSON.createObjectNode();
                reply.putArray("Tags");
                yield reply;
            }
            default -> throw ServiceError.unknownOperation("SNS", operation);
        };
    }

    private ObjectNode createTopic(JsonNode input) {
        Topic topic = topics.create(required(input, "Name"));
        topic.attributes().putAll(strings(input.path("Attributes")));
        return JSON.createObjectNode().put("TopicArn", topic.arn());
    }

    private ObjectNode deleteTopic(JsonNode input) {
        topics.delete(required(input, "TopicArn"));
        return JSON.createObjectNode();
    }

    private ObjectNode listTopics() {
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode list = reply.putArray("Topics");
        topics.all().forEach(topic -> list.addObject().put("TopicArn", topic.arn()));
        return reply;
    }

    private ObjectNode topicAttributes(Topic topic) {
        ObjectNode reply = JSON.createObjectNode();
        ObjectNode attributes = reply.putObject("Attributes")
                .put("TopicArn", topic.arn())
                .put("Owner", account)
                .put("DisplayName", "")
                .put(
                        "SubscriptionsConfirmed",
                        Integer.toString(topic.subscriptions().size()))
                .put("SubscriptionsPending", "0")
                .put("SubscriptionsDeleted", "0");
        topic.attributes().forEach(attributes::put);
        return reply;
    }

    private ObjectNode setTopicAttribute(JsonNode input) {
        topic(input)
                .attributes()
                .put(
                        required(input, "AttributeName"),
                        input.path("AttributeValue").asText(""));
        return JSON.createObjectNode();
    }

    private ObjectNode subscribe(JsonNode input) {
        Subscription subscription = topics.subscribe(
                required(input, "TopicArn"),
                required(input, "Protocol"),
                required(input, "Endpoint"),
                strings(input.path("Attributes")));
        return JSON.createObjectNode().put("SubscriptionArn", subscription.arn());
    }

    private ObjectNode unsubscribe(JsonNode input) {
        String arn = required(input, "SubscriptionArn");
        topics.all().forEach(topic -> topic.subscriptions().remove(arn));
        return JSON.createObjectNode();
    }

    private ObjectNode listSubscriptions(Iterable<Topic> of) {
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode list = reply.putArray("Subscriptions");
        for (Topic topic : of) {
            for (Subscription subscription : topic.subscriptions().values()) {
                list.addObject()
                        .put("SubscriptionArn", subscription.arn())
                        .put("Owner", account)
                        .put("Protocol", subscription.protocol())
                        .put("Endpoint", subscription.endpoint())
                        .put("TopicArn", subscription.topicArn());
            }
        }
        return reply;
    }

    private ObjectNode subscriptionAttributes(Subscription subscription) {
        ObjectNode reply = JSON.createObjectNode();
        ObjectNode attributes = reply.putObject("Attributes")
                .put("SubscriptionArn", subscription.arn())
                .put("TopicArn", subscription.topicArn())
                .put("Owner", account)
                .put("Protocol", subscription.protocol())
                .put("Endpoint", subscription.endpoint())
                .put("RawMessageDelivery", "false")
                .put("PendingConfirmation", "false")
                .put("ConfirmationWasAuthenticated", "true");
        subscription.attributes().forEach(attributes::put);
        return reply;
    }

    private ObjectNode setSubscriptionAttribute(JsonNode input) {
        Subscription subscription = subscription(input);
        try {
            Subscription changed = subscription.with(
                    required(input, "AttributeName"),
                    input.path("AttributeValue").asText(""));
            topics.get(subscription.topicArn()).subscriptions().put(subscription.arn(), changed);
        } catch (IllegalArgumentException e) {
            throw invalid("Invalid parameter: FilterPolicy: " + e.getMessage());
        }
        return JSON.createObjectNode();
    }

    private ObjectNode publish(JsonNode input) {
        String target = input.path("TopicArn").asText(input.path("TargetArn").asText(""));
        if (target.isEmpty()) {
            throw invalid("Invalid parameter: TopicArn or TargetArn is needed; the local target sends no SMS");
        }
        return JSON.createObjectNode().put("MessageId", publishTo(target, input));
    }

    private String publishTo(String topicArn, JsonNode input) {
        try {
            return topics.publish(
                    topicArn,
                    input.hasNonNull("Subject") ? input.path("Subject").asText() : null,
                    input.path("Message").asText(""),
                    SqsMessages.attributes(input.path("MessageAttributes")));
        } catch (QueueException e) {
            throw new SourceException(400, "ParameterValueInvalid", e.getMessage());
        }
    }

    private ObjectNode publishBatch(JsonNode input) {
        Topic topic = topic(input);
        JsonNode entries = input.path("PublishBatchRequestEntries");
        if (entries.isEmpty()) {
            throw new SourceException(400, "EmptyBatchRequest", "The batch request doesn't contain any entries.");
        }
        if (entries.size() > 10) {
            throw new SourceException(
                    400, "TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode entry : entries) {
            if (!ids.add(entry.path("Id").asText())) {
                throw new SourceException(
                        400, "BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
            }
        }
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode successful = reply.putArray("Successful");
        ArrayNode failed = reply.putArray("Failed");
        for (JsonNode entry : entries) {
            String id = entry.path("Id").asText();
            try {
                String messageId = publishTo(topic.arn(), entry);
                successful.addObject().put("Id", id).put("MessageId", messageId);
            } catch (SourceException e) {
                failed.addObject()
                        .put("Id", id)
                        .put("Code", e.code())
                        .put("Message", e.getMessage())
                        .put("SenderFault", true);
            }
        }
        return reply;
    }

    private Topic topic(JsonNode input) {
        return topics.get(required(input, "TopicArn"));
    }

    private Subscription subscription(JsonNode input) {
        String arn = required(input, "SubscriptionArn");
        for (Topic topic : topics.all()) {
            if (topic.subscriptions().containsKey(arn)) {
                return topic.subscriptions().get(arn);
            }
        }
        throw new SourceException(404, "NotFound", "Subscription does not exist");
    }

    private static Map<String, String> strings(JsonNode input) {
        Map<String, String> values = new LinkedHashMap<>();
        input.properties()
                .forEach(field -> values.put(field.getKey(), field.getValue().asText()));
        return values;
    }

    private static String required(JsonNode input, String field) {
        String value = input.path(field).asText("");
        if (value.isEmpty()) {
            throw invalid("Invalid parameter: " + field + " is missing");
        }
        return value;
    }

    private static SourceException invalid(String message) {
        return new SourceException(400, "InvalidParameter", message);
    }
}
