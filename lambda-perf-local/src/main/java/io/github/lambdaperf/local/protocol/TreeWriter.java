package io.github.lambdaperf.local.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/** Writes a tree with moments in it. */
final class TreeWriter {

    /** How the protocol writes a moment. */
    @FunctionalInterface
    interface MomentFormat<G extends JsonGenerator> {
        void write(Instant moment, G generator) throws IOException;
    }

    private TreeWriter() {}

    static <G extends JsonGenerator> void write(JsonNode node, G out, MomentFormat<G> moments) throws IOException {
        if (node instanceof POJONode pojo && pojo.getPojo() instanceof Instant moment) {
            moments.write(moment, out);
        } else if (node.isObject()) {
            out.writeStartObject();
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                out.writeFieldName(member.getKey());
                write(member.getValue(), out, moments);
            }
            out.writeEndObject();
        } else if (node.isArray()) {
            out.writeStartArray();
            for (JsonNode element : node) {
                write(element, out, moments);
            }
            out.writeEndArray();
        } else if (node.isTextual()) {
            out.writeString(node.asText());
        } else if (node.isBoolean()) {
            out.writeBoolean(node.asBoolean());
        } else if (node.isIntegralNumber()) {
            out.writeNumber(node.asLong());
        } else if (node.isNumber()) {
            out.writeNumber(node.asDouble());
        } else {
            out.writeNull();
        }
    }

    /** Epoch seconds to the millisecond. */
    static BigDecimal seconds(Instant moment) {
        BigDecimal seconds = BigDecimal.valueOf(moment.toEpochMilli(), 3).stripTrailingZeros();
        return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
    }
}
