package io.github.lambdaperf.local.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.queue.MessageAttributeValue;
import java.util.Map;

/**
 * A subscription to a topic.
 *
 * @param arn the subscription's ARN
 * @param topicArn the topic's ARN
 * @param protocol {@code lambda} or {@code sqs}
 * @param endpoint ARN of the function or queue
 * @param attributes such as {@code RawMessageDelivery} and {@code FilterPolicy}
 */
public record Subscription(
        String arn, String topicArn, String protocol, String endpoint, Map<String, String> attributes) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the attributes and checks the filter policy. */
    public Subscription {
        attributes = Map.copyOf(attributes);
        String policy = attributes.getOrDefault("FilterPolicy", "");
        if (!policy.isEmpty()) {
            EventPattern.parse(policy);
        }
    }

    /** This subscription with one attribute changed. */
    public Subscription with(String name, String value) {
        Map<String, String> changed = new java.util.HashMap<>(attributes);
        changed.put(name, value);
        return new Subscription(arn, topicArn, protocol, endpoint, changed);
    }

    boolean isRaw() {
        return Boolean.parseBoolean(attributes.get("RawMessageDelivery"));
    }

    boolean wants(String message, Map<String, MessageAttributeValue> messageAttributes) {
        String policy = attributes.getOrDefault("FilterPolicy", "");
        if (policy.isEmpty()) {
            return true;
        }
        try {
            JsonNode subject = "MessageBody".equals(attributes.get("FilterPolicyScope"))
                    ? JSON.readTree(message)
                    : tree(messageAttributes);
            return EventPattern.parse(policy).matches(subject);
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static JsonNode tree(Map<String, MessageAttributeValue> attributes) throws JsonProcessingException {
        ObjectNode tree = JSON.createObjectNode();
        for (Map.Entry<String, MessageAttributeValue> attribute : attributes.entrySet()) {
            MessageAttributeValue value = attribute.getValue();
            if (value.isBinary()) {
                continue;
            }
            boolean text = value.dataType().equals("String");
            tree.set(
                    attribute.getKey(), text ? tree.textNode(value.stringValue()) : JSON.readTree(value.stringValue()));
        }
        return tree;
    }
}
