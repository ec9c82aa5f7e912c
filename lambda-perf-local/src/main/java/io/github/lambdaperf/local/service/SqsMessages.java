package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.queue.MessageAttributeValue;
import io.github.lambdaperf.local.queue.MessageDigests;
import io.github.lambdaperf.local.queue.OutgoingMessage;
import io.github.lambdaperf.local.queue.QueueException;
import io.github.lambdaperf.local.queue.ReceivedMessage;
import io.github.lambdaperf.local.queue.SentMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Messages between SQS's shapes and the queues. */
final class SqsMessages {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SqsMessages() {}

    static OutgoingMessage outgoing(JsonNode input) {
        String body = input.path("MessageBody").asText("");
        // What XML 1.0 cannot hold, SQS does not take.
        if (body.codePoints().anyMatch(SqsMessages::isRefused)) {
            throw new QueueException(
                    "InvalidMessageContents", "Invalid binary character was found in the message body.");
        }
        JsonNode trace =
                input.path("MessageSystemAttributes").path("AWSTraceHeader").path("StringValue");
        JsonNode delay = input.path("DelaySeconds");
        if (!delay.isMissingNode() && !delay.isNull() && (delay.asInt() < 0 || delay.asInt() > 900)) {
            throw invalid("Value " + delay.asText()
                    + " for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.");
        }
        return new OutgoingMessage(
                body,
                attributes(input.path("MessageAttributes")),
                text(trace),
                text(input.path("MessageGroupId")),
                text(input.path("MessageDeduplicationId")),
                delay.isMissingNode() || delay.isNull() ? null : Duration.ofSeconds(delay.asInt()));
    }

    /** What SQS counts of an entry of a batch, whatever it is worth otherwise. */
    static long size(JsonNode entry) {
        long size = bytes(entry.path("MessageBody").asText(""));
        for (Map.Entry<String, JsonNode> attribute :
                entry.path("MessageAttributes").properties()) {
            JsonNode value = attribute.getValue();
            size += bytes(attribute.getKey())
                    + bytes(value.path("DataType").asText(""))
                    + bytes(value.path("StringValue").asText(""))
                    + value.path("BinaryValue").asText("").length() * 3L / 4;
        }
        return size;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isRefused(int c) {
        return c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c == 0xFFFE || c == 0xFFFF;
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : node.asText();
    }

    static Map<String, MessageAttributeValue> attributes(JsonNode input) {
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
        input.properties()
                .forEach(field -> attributes.put(field.getKey(), attribute(field.getKey(), field.getValue())));
        if (attributes.size() > 10) {
            throw invalid("Number of message attributes [" + attributes.size() + "] exceeds the allowed maximum [10].");
        }
        return attributes;
    }

    private static MessageAttributeValue attribute(String name, JsonNode value) {
        String type = value.path("DataType").asText();
        if (!type.matches("(String|Number|Binary)(\\..+)?")) {
            throw invalid("The message attribute '" + name + "' has an invalid message attribute type, the set of"
                    + " supported type prefixes is Binary, Number, and String.");
        }
        String member = type.startsWith("Binary") ? "BinaryValue" : "StringValue";
        String content = value.path(member).asText("");
        if (content.isEmpty()) {
            throw invalid("The message attribute '" + name + "' must contain a non-empty message attribute value for"
                    + " message attribute type '" + type + "'.");
        }
        return member.equals("StringValue")
                ? new MessageAttributeValue(type, content, null)
                : new MessageAttributeValue(type, null, Base64.getDecoder().decode(content));
    }

    static ObjectNode sent(SentMessage message) {
        ObjectNode reply =
                JSON.createObjectNode().put("MessageId", message.id()).put("MD5OfMessageBody", message.md5OfBody());
        if (message.md5OfAttributes() != null) {
            reply.put("MD5OfMessageAttributes", message.md5OfAttributes());
        }
        if (message.sequenceNumber() != null) {
            reply.put("SequenceNumber", message.sequenceNumber());
        }
        return reply;
    }

    /** A received message with the attributes that the request asks for. */
    static ObjectNode received(ReceivedMessage message, JsonNode request) {
        ObjectNode reply = JSON.createObjectNode()
                .put("MessageId", message.id())
                .put("ReceiptHandle", message.receiptHandle())
                .put("MD5OfBody", MessageDigests.md5(message.body()))
                .put("Body", message.body());
        Set<String> system = new HashSet<>();
        request.path("AttributeNames").forEach(name -> system.add(name.asText()));
        request.path("MessageSystemAttributeNames").forEach(name -> system.add(name.asText()));
        message.systemAttributes().forEach((name, value) -> {
            if (system.contains("All") || system.contains(name)) {
                reply.withObjectProperty("Attributes").put(name, value);
            }
        });
        Map<String, MessageAttributeValue> wanted = new TreeMap<>();
        message.attributes().forEach((name, value) -> {
            if (isWanted(name, request.path("MessageAttributeNames"))) {
                wanted.put(name, value);
            }
        });
        if (!wanted.isEmpty()) {
            reply.put("MD5OfMessageAttributes", MessageDigests.md5(wanted));
            wanted.forEach((name, value) ->
                    reply.withObjectProperty("MessageAttributes").set(name, attribute(value)));
        }
        return reply;
    }

    private static boolean isWanted(String name, JsonNode patterns) {
        for (JsonNode pattern : patterns) {
            String text = pattern.asText();
            if (text.equals("All")
                    || text.equals(name)
                    || text.endsWith(".*") && name.startsWith(text.substring(0, text.length() - 2))) {
                return true;
            }
        }
        return false;
    }

    private static ObjectNode attribute(MessageAttributeValue value) {
        ObjectNode node = JSON.createObjectNode().put("DataType", value.dataType());
        return value.isBinary()
                ? node.put("BinaryValue", Base64.getEncoder().encodeToString(value.binaryValue()))
                : node.put("StringValue", value.stringValue());
    }

    private static QueueException invalid(String message) {
        return new QueueException("InvalidParameterValue", message);
    }
}
