package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.local.metrics.MetricId;
import io.github.lambdaperf.local.protocol.ServiceError;
import io.github.lambdaperf.local.protocol.Timestamps;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Members of CloudWatch's inputs, whose numbers and booleans are text in the query protocol, and its refusals. */
final class MetricInputs {

    static final Set<String> UNITS = Set.of(
            "Seconds",
            "Microseconds",
            "Milliseconds",
            "Bytes",
            "Kilobytes",
            "Megabytes",
            "Gigabytes",
            "Terabytes",
            "Bits",
            "Kilobits",
            "Megabits",
            "Gigabits",
            "Terabits",
            "Percent",
            "Count",
            "Bytes/Second",
            "Kilobytes/Second",
            "Megabytes/Second",
            "Gigabytes/Second",
            "Terabytes/Second",
            "Bits/Second",
            "Kilobits/Second",
            "Megabits/Second",
            "Gigabits/Second",
            "Terabits/Second",
            "Count/Second",
            "None");

    private static final int MOST_DIMENSIONS = 30;

    private MetricInputs() {}

    static ServiceError invalid(String message) {
        return new ServiceError(400, "InvalidParameterValueException", "InvalidParameterValue", message);
    }

    static ServiceError missing(String field) {
        return new ServiceError(
                400,
                "MissingRequiredParameterException",
                "MissingParameter",
                "The parameter " + field + " is required.");
    }

    static ServiceError combination(String message) {
        return new ServiceError(400, "InvalidParameterCombinationException", "InvalidParameterCombination", message);
    }

    static ServiceError validation(String message) {
        return new ServiceError(400, "ValidationError", message);
    }

    static String required(JsonNode input, String field) {
        String text = text(input, field);
        if (text == null || text.isEmpty()) {
            throw missing(field);
        }
        return text;
    }

    /** Null when absent. */
    static String text(JsonNode input, String field) {
        return input.hasNonNull(field) ? input.path(field).asText() : null;
    }

    static double number(JsonNode value, String field) {
        if (value.isNumber()) {
            return value.asDouble();
        }
        try {
            return Double.parseDouble(value.asText(""));
        } catch (NumberFormatException e) {
            throw invalid("The parameter " + field + " must be a number.");
        }
    }

    static int integer(JsonNode input, String field, int absent) {
        return input.hasNonNull(field) ? (int) number(input.path(field), field) : absent;
    }

    static boolean flag(JsonNode input, String field, boolean absent) {
        return input.hasNonNull(field) ? input.path(field).asText().equals("true") : absent;
    }

    static Instant moment(JsonNode input, String field) {
        if (!input.hasNonNull(field)) {
            throw missing(field);
        }
        return Timestamps.read(input.path(field))
                .orElseThrow(() -> invalid("The parameter " + field + " must be a timestamp."));
    }

    static String unit(JsonNode input, String absent) {
        String unit = input.hasNonNull("Unit") ? input.path("Unit").asText() : absent;
        if (unit != null && !UNITS.contains(unit)) {
            throw invalid("The parameter Unit must be a standard unit, not " + unit + ".");
        }
        return unit;
    }

    /** The members Namespace, MetricName and Dimensions. */
    static MetricId metric(JsonNode input) {
        return metric(required(input, "Namespace"), input);
    }

    static MetricId metric(String namespace, JsonNode input) {
        if (input.path("Dimensions").size() > MOST_DIMENSIONS) {
            throw invalid("A metric has at most " + MOST_DIMENSIONS + " dimensions.");
        }
        Map<String, String> dimensions = new TreeMap<>();
        for (JsonNode dimension : input.path("Dimensions")) {
            dimensions.put(required(dimension, "Name"), required(dimension, "Value"));
        }
        return new MetricId(namespace, required(input, "MetricName"), dimensions);
    }

    /** Seconds: 1, 5, 10, 20, 30 or a multiple of 60. */
    static int period(JsonNode input, String field) {
        if (!input.hasNonNull(field)) {
            throw missing(field);
        }
        int period = integer(input, field, 0);
        if (!Set.of(1, 5, 10, 20, 30).contains(period) && (period <= 0 || period % 60 != 0)) {
            throw invalid("The parameter " + field + " must be 1, 5, 10, 20, 30 or a multiple of 60.");
        }
        return period;
    }
}
