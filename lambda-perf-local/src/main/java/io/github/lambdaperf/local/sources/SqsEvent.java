package io.github.lambdaperf.local.sources;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.queue.MessageAttributeValue;
import io.github.lambdaperf.local.queue.MessageDigests;
import io.github.lambdaperf.local.queue.ReceivedMessage;
import java.util.List;

/** The event of an SQS event source mapping, as the developer guide shows it. */
final class SqsEvent {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SqsEvent() {}

    static ObjectNode of(List<ObjectNode> records) {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode array = event.putArray("Records");
        records.forEach(array::add);
        return event;
    }

    static ObjectNode entry(ReceivedMessage message, String queueArn, String region) {
        ObjectNode entry = JSON.createObjectNode()
                .put("messageId", message.id())
                .put("receiptHandle", message.receiptHandle())
                .put("body", message.body());
        ObjectNode system = entry.putObject("attributes");
        message.systemAttributes().forEach(system::put);
        ObjectNode attributes = entry.putObject("messageAttributes");
        message.attributes().forEach((name, value) -> attributes.set(name, attribute(value)));
        entry.put("md5OfBody", MessageDigests.md5(message.body()));
        if (!message.attributes().isEmpty()) {
            entry.put("md5OfMessageAttributes", MessageDigests.md5(message.attributes()));
        }
        return entry.put("eventSource", "aws:sqs")
                .put("eventSourceARN", queueArn)
                .put("awsRegion", region);
    }

    private static ObjectNode attribute(MessageAttributeValue value) {
        ObjectNode node = JSON.createObjectNode();
        if (value.isBinary()) {
            node.put("binaryValue", value.binaryValue());
        } else {
            node.put("stringValue", value.stringValue());
        }
        node.putArray("stringListValues");
        node.putArray("binaryListValues");
        return node.put("dataType", value.dataType());
    }
}
