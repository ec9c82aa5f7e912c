package io.github.lambdaperf.local.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Moments in trees: each protocol writes them in its own way. */
public final class Timestamps {

    private Timestamps() {}

    /** Sets a member of an output to a moment. */
    public static void put(ObjectNode output, String member, Instant moment) {
        output.putPOJO(member, moment);
    }

    /** Adds a moment to a list of an output. */
    public static void add(ArrayNode list, Instant moment) {
        list.addPOJO(moment);
    }

    /**
     * The moment of an input, in any protocol: a number of epoch seconds, or text in ISO 8601 (without an offset in UTC).
     *
     * @return empty when the node is missing, null or no moment
     */
    public static Optional<Instant> read(JsonNode node) {
        if (node.isNumber()) {
            return Optional.of(Instant.ofEpochMilli(Math.round(node.asDouble() * 1000)));
        }
        if (!node.isTextual()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(node.asText()));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Instant parse(String text) {
        if (text.matches("\\d+(\\.\\d+)?")) {
            return Instant.ofEpochMilli(Math.round(Double.parseDouble(text) * 1000));
        }
        if (text.length() == 10) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
}
