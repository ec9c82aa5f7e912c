package io.github.lambdaperf.core.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.core.payload.TextTemplate;
import io.github.lambdaperf.core.scenario.SqsSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code SendMessage} and {@code SendMessageBatch} of SQS in AWS JSON 1.0. */
final class SqsWire implements MessageWire {
    private final SqsSpec spec;
    private final String queueUrl;
    private final Map<String, TextTemplate> attributes = new LinkedHashMap<>();
    private final TextTemplate group;
    private final TextTemplate deduplication;

    SqsWire(SqsSpec spec, String queueUrl, long seed) {
        this.spec = spec;
        this.queueUrl = queueUrl;
        long next = seed;
        for (Map.Entry<String, String> attribute : spec.attributes().entrySet()) {
            attributes.put(attribute.getKey(), TextTemplate.compile(attribute.getValue(), ++next));
        }
        this.group = spec.group() == null ? null : TextTemplate.compile(spec.group(), ++next);
        this.deduplication = spec.deduplication() == null ? null : TextTemplate.compile(spec.deduplication(), ++next);
    }

    @Override
    public String service() {
        return "sqs";
    }

    @Override
    public Map<String, String> headers() {
        String operation = spec.batch() == 1 ? "SendMessage" : "SendMessageBatch";
        return Map.of("content-type", "application/x-amz-json-1.0", "x-amz-target", "AmazonSQS." + operation);
    }

    @Override
    public byte[] body(List<OutgoingMessage> messages) {
        ObjectNode body = JsonAnswers.object().put("QueueUrl", queueUrl);
        if (spec.batch() == 1) {
            message(body, messages.get(0));
        } else {
            ArrayNode entries = body.putArray("Entries");
            for (int i = 0; i < messages.size(); i++) {
                message(entries.addObject().put("Id", Integer.toString(i)), messages.get(i));
            }
        }
        return JsonAnswers.bytes(body);
    }

    private void message(ObjectNode node, OutgoingMessage message) {
        node.put("MessageBody", JsonAnswers.text(message.body()));
        ObjectNode all = node.putObject("MessageAttributes");
        attribute(all, OutgoingMessage.ATTRIBUTE, message.mark());
        attributes.forEach((name, template) -> attribute(all, name, template.render(message.iteration())));
        if (group != null) {
            node.put("MessageGroupId", group.render(message.iteration()));
            node.put(
                    "MessageDeduplicationId",
                    deduplication == null ? message.mark() : deduplication.render(message.iteration()));
        }
        if (!spec.delay().isZero()) {
            node.put("DelaySeconds", spec.delay().toSeconds());
        }
    }

    private static void attribute(ObjectNode all, String name, String value) {
        all.putObject(name).put("DataType", "String").put("StringValue", value);
    }

    @Override
    public Receipt receipt(byte[] answer, int messages) {
        JsonNode body = InvokeAnswers.tree(answer);
        String[] ids = new String[messages];
        if (spec.batch() == 1) {
            ids[0] = body.path("MessageId").asText("");
            return new Receipt(Arrays.asList(ids), null, null);
        }
        for (JsonNode entry : body.path("Successful")) {
            int index = entry.path("Id").asInt(-1);
            // An emulator's slip: a message that was not told of counts as not taken.
            if (index >= 0 && index < messages) {
                ids[index] = entry.path("MessageId").asText("");
            }
        }
        JsonNode failed = body.path("Failed").path(0);
        return new Receipt(
                Arrays.asList(ids),
                failed.path("Code").asText(null),
                failed.path("Message").asText(null));
    }

    @Override
    public Receipt error(String type, byte[] answer) {
        return JsonAnswers.error(type, answer);
    }
}
