package io.github.lambdaperf.local.insights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.lambdaperf.local.insights.Value.Text;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Finds the first JSON object in a message and flattens it: {@code items.0.id}; booleans are 1 and 0. */
final class JsonFragment {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int MOST_FIELDS = 200;

    /** How many opening braces are tried, so that a long text of braces costs no square of its length. */
    private static final int MOST_STARTS = 16;

    private JsonFragment() {}

    static void discover(String message, Map<String, Value> fields) {
        int at = message.indexOf('{');
        for (int tries = 0; at >= 0 && tries < MOST_STARTS; tries++) {
            Map<String, Value> found = new HashMap<>();
            if (flatten(message, at, found)) {
                fields.putAll(found);
                return;
            }
            at = message.indexOf('{', at + 1);
        }
    }

    private static boolean flatten(String message, int from, Map<String, Value> found) {
        char[] text = new char[message.length() - from];
        message.getChars(from, message.length(), text, 0);
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            object(parser, "", found);
            return true;
        } catch (IOException noJson) {
            return false;
        }
    }

    private static void object(JsonParser parser, String prefix, Map<String, Value> found) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            String key = parser.currentName();
            parser.nextToken();
            value(parser, prefix.isEmpty() ? (key.startsWith("@") ? "@" + key : key) : prefix + "." + key, found);
        }
    }

    private static void array(JsonParser parser, String prefix, Map<String, Value> found) throws IOException {
        int index = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            value(parser, prefix + "." + index, found);
            index++;
        }
    }

    private static void value(JsonParser parser, String name, Map<String, Value> found) throws IOException {
        Value value = switch (parser.currentToken()) {
            case START_OBJECT -> {
                object(parser, name, found);
                yield null;
            }
            case START_ARRAY -> {
                array(parser, name, found);
                yield null;
            }
            case VALUE_TRUE -> Value.TRUE;
            case VALUE_FALSE -> Value.FALSE;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Value.finite(parser.getDoubleValue());
            case VALUE_STRING -> new Text(parser.getText());
            default -> null;
        };
        if (value != null && found.size() < MOST_FIELDS) {
            found.put(name, value);
        }
    }
}
