package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Replies of the query protocol. */
final class QueryXml {

    private QueryXml() {}

    /** The reply to an operation; the member {@code Attributes} is a map, all other objects are structures. */
    static String reply(String operation, String namespace, ObjectNode output, String requestId) {
        StringBuilder xml = new StringBuilder(256)
                .append('<')
                .append(operation)
                .append("Response xmlns=\"")
                .append(namespace)
                .append("\">");
        element(xml, operation + "Result", output);
        xml.append("<ResponseMetadata>");
        text(xml, "RequestId", requestId);
        return xml.append("</ResponseMetadata></")
                .append(operation)
                .append("Response>")
                .toString();
    }

    static String error(String namespace, int status, String code, String message, String requestId) {
        StringBuilder xml = new StringBuilder(256)
                .append("<ErrorResponse xmlns=\"")
                .append(namespace)
                .append("\"><Error>");
        text(xml, "Type", status < 500 ? "Sender" : "Receiver");
        text(xml, "Code", code);
        text(xml, "Message", message);
        xml.append("</Error>");
        text(xml, "RequestId", requestId);
        return xml.append("</ErrorResponse>").toString();
    }

    private static void element(StringBuilder xml, String name, JsonNode node) {
        xml.append('<').append(name).append('>');
        if (name.equals("Attributes")) {
            entries(xml, node);
        } else if (node.isObject()) {
            node.properties().forEach(field -> element(xml, field.getKey(), field.getValue()));
        } else if (node.isArray()) {
            node.forEach(item -> element(xml, "member", item));
        } else {
            escape(xml, node.asText());
        }
        xml.append("</").append(name).append('>');
    }

    private static void entries(StringBuilder xml, JsonNode map) {
        for (Map.Entry<String, JsonNode> field : map.properties()) {
            xml.append("<entry>");
            text(xml, "key", field.getKey());
            text(xml, "value", field.getValue().asText());
            xml.append("</entry>");
        }
    }

    private static void text(StringBuilder xml, String name, String text) {
        xml.append('<').append(name).append('>');
        escape(xml, text);
        xml.append("</").append(name).append('>');
    }

    private static void escape(StringBuilder xml, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '"' -> xml.append("&quot;");
                case '\r' -> xml.append("&#13;");
                default -> xml.append(c);
            }
        }
    }
}
