package io.github.lambdaperf.core.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Fields of payloads whose values nobody may read: the {@code sensitive:} list of a scenario.
 *
 * <p>A name stands for the field wherever it occurs, {@code card.number} for the {@code number} in any {@code card}. Lists
 * on the way are looked through, and so is JSON in a text, such as the body of an API's event.
 *
 * @param names as they stand in the scenario
 */
public record SensitiveFields(List<String> names) {
    /** No field is sensitive. */
    public static final SensitiveFields NONE = new SensitiveFields(List.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    public SensitiveFields {
        names = List.copyOf(names);
    }

    /** True where no field is sensitive. */
    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** Texts and numbers in these fields; none where the bytes are no JSON. Values that are true, false or null are none. */
    public Set<String> valuesIn(byte[] json) {
        Set<String> values = new LinkedHashSet<>();
        if (!names.isEmpty() && json.length > 0) {
            try {
                collect(JSON.readTree(json), values);
            } catch (IOException e) {
                // There are no fields in what is no JSON.
                return Set.of();
            }
        }
        return values;
    }

    /** Texts and numbers in these fields of a tree. */
    public Set<String> valuesIn(JsonNode tree) {
        Set<String> values = new LinkedHashSet<>();
        collect(tree, values);
        return values;
    }

    /** The tree with {@code ***} for the values of these fields; the same where there are none. */
    public JsonNode masked(JsonNode tree) {
        if (tree == null || names.isEmpty()) {
            return tree;
        }
        JsonNode copy = tree.deepCopy();
        mask(copy);
        return copy;
    }

    private void collect(JsonNode node, Set<String> values) {
        for (String name : names) {
            find(node, name, values);
        }
        if (node.isTextual()) {
            JsonNode inner = inner(node);
            if (inner != null) {
                collect(inner, values);
            }
        }
        node.forEach(child -> collect(child, values));
    }

    /** The values of one name that begins at this node. */
    private static void find(JsonNode node, String name, Set<String> values) {
        if (node.isArray()) {
            node.forEach(item -> find(item, name, values));
        } else if (node.isTextual()) {
            JsonNode inner = inner(node);
            if (inner != null) {
                find(inner, name, values);
            }
        } else if (node.has(name)) {
            leaves(node.get(name), values);
        } else {
            int dot = name.indexOf('.');
            if (dot > 0 && node.has(name.substring(0, dot))) {
                find(node.get(name.substring(0, dot)), name.substring(dot + 1), values);
            }
        }
    }

    private static void leaves(JsonNode node, Set<String> values) {
        if (node.isNumber()) {
            values.add(node.asText());
            // as a handler prints it that reads every number as a double
            values.add(Double.toString(node.doubleValue()));
        } else if (node.isTextual() && !node.textValue().isBlank()) {
            values.add(node.textValue());
        }
        node.forEach(child -> leaves(child, values));
    }

    /** The object or list that a text holds as JSON, or null. */
    private static JsonNode inner(JsonNode node) {
        String text = node.textValue().strip();
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return null;
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private void mask(JsonNode node) {
        names.forEach(name -> replace(node, name));
        node.forEach(this::mask);
    }

    private static void replace(JsonNode node, String name) {
        int dot = name.indexOf('.');
        if (node instanceof ArrayNode items) {
            items.forEach(item -> replace(item, name));
        } else if (node instanceof ObjectNode object && object.has(name)) {
            object.set(name, TextNode.valueOf(SecretMask.MASK));
        } else if (dot > 0 && node.has(name.substring(0, dot))) {
            replace(node.get(name.substring(0, dot)), name.substring(dot + 1));
        }
    }
}
