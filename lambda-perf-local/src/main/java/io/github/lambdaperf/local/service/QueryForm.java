package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Requests of the query protocol as trees: {@code A.member.1.B=x} is {@code {"A":[{"B":"x"}]}}. */
final class QueryForm {

    private static final ObjectMapper JSON = new ObjectMapper();

    private QueryForm() {}

    static ObjectNode parse(byte[] form) {
        ObjectNode nested = JSON.createObjectNode();
        new QueryStringDecoder(new String(form, StandardCharsets.UTF_8), StandardCharsets.UTF_8, false, 10_000)
                .parameters()
                .forEach((key, values) -> put(nested, key.split("\\."), values.get(0)));
        ObjectNode tree = JSON.createObjectNode();
        nested.properties().forEach(field -> tree.set(field.getKey(), lists(field.getValue())));
        return tree;
    }

    private static void put(ObjectNode into, String[] path, String value) {
        ObjectNode at = into;
        for (int i = 0; i < path.length - 1; i++) {
            JsonNode next = at.get(path[i]);
            at = next instanceof ObjectNode ? (ObjectNode) next : at.putObject(path[i]);
        }
        at.put(path[path.length - 1], value);
    }

    private static JsonNode lists(JsonNode node) {
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1 && node.has("member")) {
            return array(node.get("member"));
        }
        if (node.size() == 1 && node.has("entry")) {
            return map(array(node.get("entry")));
        }
        ObjectNode tree = JSON.createObjectNode();
        node.properties().forEach(field -> tree.set(field.getKey(), lists(field.getValue())));
        return tree;
    }

    private static ArrayNode array(JsonNode numbered) {
        Map<Integer, JsonNode> items = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : numbered.properties()) {
            if (field.getKey().matches("\\d{1,9}")) {
                items.put(Integer.valueOf(field.getKey()), lists(field.getValue()));
            }
        }
        return JSON.createArrayNode().addAll(items.values());
    }

    private static ObjectNode map(ArrayNode entries) {
        ObjectNode map = JSON.createObjectNode();
        for (JsonNode entry : entries) {
            JsonNode name = entry.has("Name") ? entry.path("Name") : entry.path("key");
            map.set(name.asText(), entry.has("Value") ? entry.get("Value") : entry.get("value"));
        }
        return map;
    }
}
