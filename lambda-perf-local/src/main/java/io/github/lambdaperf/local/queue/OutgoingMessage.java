package io.github.lambdaperf.local.queue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * A message to be sent.
 *
 * @param body the text
 * @param attributes the sender's attributes by name
 * @param traceHeader value of {@code AWSTraceHeader}, null without one
 * @param groupId the message group, null without one
 * @param deduplicationId null without one
 * @param delay how long it stays invisible, null for the queue's own delay
 */
public record OutgoingMessage(
        String body,
        Map<String, MessageAttributeValue> attributes,
        String traceHeader,
        String groupId,
        String deduplicationId,
        Duration delay) {

    /** Copies the attributes. */
    public OutgoingMessage {
        attributes = Map.copyOf(attributes);
    }

    /** A message of a body and attributes only. */
    public static OutgoingMessage of(String body, Map<String, MessageAttributeValue> attributes) {
        return new OutgoingMessage(body, attributes, null, null, null, null);
    }

    /** What SQS counts: bytes of the body and of the attributes' names, types and values. */
    public int size() {
        int size = body.getBytes(StandardCharsets.UTF_8).length;
        for (Map.Entry<String, MessageAttributeValue> attribute : attributes.entrySet()) {
            size += attribute.getKey().getBytes(StandardCharsets.UTF_8).length
                    + attribute.getValue().dataType().length()
                    + attribute.getValue().bytes().length;
        }
        return size;
    }
}
