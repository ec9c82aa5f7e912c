package io.github.lambdaperf.local.queue;

import java.util.Map;

/**
 * A message as a receiver sees it.
 *
 * @param id the message's id
 * @param receiptHandle names this receipt when the message is deleted or its visibility changed
 * @param body the text
 * @param attributes the sender's attributes by name
 * @param systemAttributes {@code SentTimestamp}, {@code ApproximateReceiveCount} and the like
 */
public record ReceivedMessage(
        String id,
        String receiptHandle,
        String body,
        Map<String, MessageAttributeValue> attributes,
        Map<String, String> systemAttributes) {

    /** Copies the attributes. */
    public ReceivedMessage {
        attributes = Map.copyOf(attributes);
        systemAttributes = Map.copyOf(systemAttributes);
    }
}
