package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Members of a request as AWS's shapes declare them, and AWS's answers to those that are not so. */
final class Inputs {

    private Inputs() {}

    static String required(JsonNode input, String field) {
        if (!input.path(field).isTextual() || input.path(field).asText().isEmpty()) {
            throw AwsError.invalidParameter(field + " is missing");
        }
        return input.path(field).asText();
    }

    static long requiredLong(JsonNode input, String field) {
        if (!input.path(field).isNumber()) {
            throw AwsError.invalidParameter(field + " is missing or no number");
        }
        return input.path(field).asLong();
    }

    static int inRange(JsonNode input, String field, int from, int to, int absent) {
        if (!input.hasNonNull(field)) {
            return absent;
        }
        long value = input.path(field).asLong();
        if (value < from || value > to) {
            throw AwsError.invalidParameter(field + " is " + value + " but must be from " + from + " to " + to);
        }
        return (int) value;
    }

    /**
     * One page of a list, with {@code nextToken} in the reply when more follow.
     *
     * @param sizeField the request's field for the size of a page
     * @param largest the largest page, and the one without that field
     */
    static <T> List<T> page(List<T> all, JsonNode input, String sizeField, int largest, ObjectNode reply) {
        int from = 0;
        if (input.hasNonNull("nextToken")) {
            try {
                from = Integer.parseInt(input.path("nextToken").asText());
            } catch (NumberFormatException e) {
                throw AwsError.invalidParameter("The specified nextToken is invalid.");
            }
        }
        from = Math.max(0, Math.min(from, all.size()));
        int to = Math.min(all.size(), from + inRange(input, sizeField, 1, largest, largest));
        if (to < all.size()) {
            reply.put("nextToken", Integer.toString(to));
        }
        return all.subList(from, to);
    }
}
