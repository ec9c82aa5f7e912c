package io.github.lambdaperf.local.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The query protocol: a form in, XML out. */
final class AwsQuery implements WireProtocol {

    private static final String CONTENT_TYPE = "text/xml";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    private final String namespace;
    private final Set<String> maps;

    /**
     * The protocol of one service.
     *
     * @param namespace the replies' XML namespace
     * @param maps members of outputs that are maps and not structures
     */
    AwsQuery(String namespace, Set<String> maps) {
        this.namespace = namespace;
        this.maps = Set.copyOf(maps);
    }

    @Override
    public String operation(ApiRequest request) {
        return QueryForm.parameter(request, "Action");
    }

    @Override
    public ObjectNode input(ApiRequest request) {
        return QueryForm.tree(request);
    }

    @Override
    public ApiReply reply(String operation, ObjectNode output, String requestId) {
        StringBuilder xml = new StringBuilder(256);
        xml.append('<')
                .append(operation)
                .append("Response xmlns=\"")
                .append(namespace)
                .append("\">");
        if (output != null) {
            element(xml, operation + "Result", output);
        }
        xml.append("<ResponseMetadata><RequestId>")
                .append(requestId)
                .append("</RequestId></ResponseMetadata></")
                .append(operation)
                .append("Response>");
        return ApiReply.of(200, CONTENT_TYPE, xml.toString());
    }

    @Override
    public ApiReply refusal(ServiceError error, String requestId) {
        StringBuilder xml = new StringBuilder(256);
        xml.append("<ErrorResponse xmlns=\"").append(namespace).append("\"><Error><Type>");
        xml.append(error.fault())
                .append("</Type><Code>")
                .append(error.queryCode())
                .append("</Code><Message>");
        escape(xml, error.getMessage());
        xml.append("</Message></Error><RequestId>").append(requestId).append("</RequestId></ErrorResponse>");
        return ApiReply.of(error.status(), CONTENT_TYPE, xml.toString());
    }

    private void element(StringBuilder xml, String name, JsonNode value) {
        // Part of an input that is told back, and no member of any shape.
        if (!NAME.matcher(name).matches()) {
            return;
        }
        xml.append('<').append(name).append('>');
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                if (maps.contains(name)) {
                    xml.append("<entry>");
                    element(xml, "key", new POJONode(member.getKey()));
                    element(xml, "value", member.getValue());
                    xml.append("</entry>");
                } else {
                    element(xml, member.getKey(), member.getValue());
                }
            }
        } else if (value.isArray()) {
            value.forEach(each -> element(xml, "member", each));
        } else {
            escape(xml, text(value));
        }
        xml.append("</").append(name).append('>');
    }

    private static String text(JsonNode value) {
        if (value instanceof POJONode pojo && pojo.getPojo() instanceof Instant moment) {
            return moment.toString();
        }
        return value.asText();
    }

    private static void escape(StringBuilder xml, String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                case '\r' -> xml.append("&#xD;");
                default -> {
                    // What XML 1.0 has no way to say is left out.
                    if (c >= ' ' && c != 0xFFFE && c != 0xFFFF || c == '\t' || c == '\n') {
                        xml.appendCodePoint(c);
                    }
                }
            }
        });
    }
}
