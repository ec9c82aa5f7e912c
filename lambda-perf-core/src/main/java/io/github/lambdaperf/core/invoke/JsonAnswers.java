package io.github.lambdaperf.core.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What AWS's two JSON protocols of messages have in common. */
final class JsonAnswers {
    private JsonAnswers() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static byte[] bytes(ObjectNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The name of an error stands behind a {@code #}, in the body or in the header. */
    static MessageWire.Receipt error(String header, byte[] answer) {
        JsonNode error = InvokeAnswers.tree(answer);
        String type = error.path("__type").asText(header);
        if (type != null) {
            type = type.substring(type.lastIndexOf('#') + 1);
        }
        return new MessageWire.Receipt(
                List.of(),
                type,
                error.path("message").asText(error.path("Message").asText(null)));
    }
}
