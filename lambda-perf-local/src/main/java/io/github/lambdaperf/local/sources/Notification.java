package io.github.lambdaperf.local.sources;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.queue.MessageAttributeValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;

/**
 * A message published to a topic, in the forms SNS delivers it.
 *
 * @param id the message's id
 * @param subject null without one
 * @param message the text
 * @param attributes the publisher's attributes by name
 * @param time when it was published
 */
record Notification(
        String id, String subject, String message, Map<String, MessageAttributeValue> attributes, Instant time) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SIGNATURE = Base64.getEncoder().encodeToString(new byte[] {'l', 'o', 'c', 'a', 'l'});

    /** The event of a function. */
    ObjectNode event(Subscription subscription) {
        ObjectNode event = JSON.createObjectNode();
        ObjectNode entry = event.putArray("Records")
                .addObject()
                .put("EventSource", "aws:sns")
                .put("EventVersion", "1.0")
                .put("EventSubscriptionArn", subscription.arn());
        ObjectNode sns = entry.putObject("Sns");
        common(sns, subscription);
        sns.put("SignatureVersion", "1")
                .put("Signature", SIGNATURE)
                .put("SigningCertUrl", certificate(subscription))
                .put("UnsubscribeUrl", unsubscribe(subscription));
        sns.set("MessageAttributes", attributeTree());
        return event;
    }

    /** The body of a message in a queue, unless the delivery is raw. */
    ObjectNode envelope(Subscription subscription) {
        ObjectNode body = JSON.createObjectNode();
        common(body, subscription);
        if (subject == null) {
            body.remove("Subject");
        }
        body.put("SignatureVersion", "1")
                .put("Signature", SIGNATURE)
                .put("SigningCertURL", certificate(subscription))
                .put("UnsubscribeURL", unsubscribe(subscription));
        if (!attributes.isEmpty()) {
            body.set("MessageAttributes", attributeTree());
        }
        return body;
    }

    private void common(ObjectNode node, Subscription subscription) {
        node.put("Type", "Notification")
                .put("MessageId", id)
                .put("TopicArn", subscription.topicArn())
                .put("Subject", subject)
                .put("Message", message)
                .put("Timestamp", milliseconds(time));
    }

    static String milliseconds(Instant time) {
        String text = time.truncatedTo(ChronoUnit.MILLIS).toString();
        return text.length() == 20 ? text.replace("Z", ".000Z") : text;
    }

    private ObjectNode attributeTree() {
        ObjectNode tree = JSON.createObjectNode();
        attributes.forEach((name, value) -> {
            ObjectNode node = tree.putObject(name).put("Type", value.dataType());
            if (value.isBinary()) {
                node.put("Value", value.binaryValue());
            } else {
                node.put("Value", value.stringValue());
            }
        });
        return tree;
    }

    private static String region(Subscription subscription) {
        return subscription.topicArn().split(":", -1)[3];
    }

    private static String certificate(Subscription subscription) {
        return "https://sns." + region(subscription) + ".amazonaws.com/SimpleNotificationService-local.pem";
    }

    private static String unsubscribe(Subscription subscription) {
        return "https://sns." + region(subscription) + ".amazonaws.com/?Action=Unsubscribe&SubscriptionArn="
                + subscription.arn();
    }
}
