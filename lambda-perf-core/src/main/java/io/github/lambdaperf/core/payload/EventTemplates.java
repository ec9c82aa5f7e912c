package io.github.lambdaperf.core.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Events of AWS services as templates: {@code {$event: sqs, $records: 10, $body: {…}}}. Their shapes are those of the
 * Lambda developer guide; what depends on the scenario is a parameter, a field whose name begins with {@code $}.
 */
public final class EventTemplates {
    /** The field that names the service. */
    static final String EVENT = "$event";

    /** Services, as scenario files name them. */
    public static final List<String> NAMES =
            List.of("sqs", "sns", "eventbridge", "api-rest", "api-http", "function-url", "s3", "dynamodb", "kinesis");

    private static final ObjectMapper JSON = new ObjectMapper();

    private EventTemplates() {}

    /**
     * The event's template.
     *
     * @param call the object with {@code $event}
     * @throws IllegalArgumentException says what is wrong with it
     */
    static JsonNode expand(JsonNode call) {
        String name = call.get(EVENT).asText();
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no event '" + name + "'; allowed: " + String.join(", ", NAMES));
        }
        Map<String, JsonNode> given = new LinkedHashMap<>();
        given.put("records", JsonNodeFactory.instance.numberNode(1));
        given.put("body", JsonNodeFactory.instance.objectNode());
        call.properties().forEach(field -> {
            if (!field.getKey().equals(EVENT)) {
                given.put(parameter(field.getKey(), name), field.getValue());
            }
        });
        JsonNode template = template(name);
        Set<String> known = new TreeSet<>();
        JsonNode event = filled(template, given, known);
        call.fieldNames().forEachRemaining(field -> {
            if (!field.equals(EVENT) && !known.contains(field.substring(1))) {
                throw new IllegalArgumentException(
                        "the event " + name + " has no '" + field + "'; allowed: $" + String.join(", $", known));
            }
        });
        return event;
    }

    private static String parameter(String field, String name) {
        if (!field.startsWith("$")) {
            throw new IllegalArgumentException(
                    "'" + field + "' beside $event: what an event " + name + " is about goes into $body");
        }
        return field.substring(1);
    }

    private static JsonNode filled(JsonNode node, Map<String, JsonNode> given, Set<String> known) {
        if (node.has("$parameter")) {
            String name = node.get("$parameter").textValue();
            known.add(name);
            JsonNode value = given.get(name);
            return value == null ? filled(node.get("default"), given, known) : value;
        }
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(field -> copy.set(field.getKey(), filled(field.getValue(), given, known)));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> copy.add(filled(item, given, known)));
            return copy;
        }
        return node;
    }

    private static JsonNode template(String name) {
        try (InputStream in = EventTemplates.class.getResourceAsStream("events/" + name + ".json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
