package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.LogFormat;
import io.github.lambdaperf.local.environment.FunctionSettings;
import io.github.lambdaperf.local.environment.FunctionVersion;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A version's configuration with the members of an UpdateFunctionConfiguration request in it; members that are absent
 * stay as they are.
 *
 * @param definition the definition after the change
 * @param settings the settings after the change
 */
record ConfigurationChange(FunctionDefinition definition, FunctionSettings settings) {

    private static final Set<String> TRACING = Set.of("Active", "PassThrough");
    private static final Set<String> SNAP_START = Set.of("None", "PublishedVersions");
    private static final Set<String> APPLICATION_LEVELS = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");
    private static final Set<String> SYSTEM_LEVELS = Set.of("DEBUG", "INFO", "WARN");
    private static final Set<String> FORMATS = Set.of("Text", "JSON");
    private static final Set<String> SUPPORTED = Set.of(
            "RevisionId",
            "Description",
            "Handler",
            "MemorySize",
            "Timeout",
            "Environment",
            "Role",
            "TracingConfig",
            "DeadLetterConfig",
            "LoggingConfig",
            "EphemeralStorage",
            "SnapStart");

    /** Applies the request to the version, or refuses it with {@code InvalidParameterValueException}. */
    static ConfigurationChange of(ObjectNode request, FunctionVersion version) {
        refuseUnsupported(request, version.definition());
        return new ConfigurationChange(
                definition(request, version.definition()), settings(request, version.settings()));
    }

    private static void refuseUnsupported(ObjectNode request, FunctionDefinition present) {
        request.properties().forEach(member -> {
            boolean same = member.getKey().equals("Runtime")
                    && member.getValue().asText().equals(present.runtime());
            if (!SUPPORTED.contains(member.getKey()) && !same && !isEmpty(member.getValue())) {
                throw AwsError.invalidValue("the local target cannot change " + member.getKey() + " of a function");
            }
        });
    }

    // Clients that know the whole shape send what they do not use as empty.
    private static boolean isEmpty(JsonNode value) {
        if (value.isContainerNode()) {
            for (JsonNode element : value) {
                if (!isEmpty(element)) {
                    return false;
                }
            }
            return true;
        }
        return value.isNull() || value.asText().isEmpty() || value.isBoolean() && !value.asBoolean();
    }

    private static FunctionDefinition definition(ObjectNode request, FunctionDefinition present) {
        Map<String, String> environment = present.environment();
        if (request.hasNonNull("Environment")) {
            Map<String, String> variables = new LinkedHashMap<>();
            request.path("Environment")
                    .path("Variables")
                    .properties()
                    .forEach(v -> variables.put(v.getKey(), v.getValue().asText()));
            environment = variables;
        }
        Duration timeout = present.timeout();
        if (request.hasNonNull("Timeout")) {
            timeout = Duration.ofSeconds(number(request, "Timeout", 1, 900, 0));
        }
        String format = member(
                request.path("LoggingConfig"),
                "LogFormat",
                FORMATS,
                present.logFormat().wireName());
        String handler = request.path("Handler").asText("");
        return present.configured(
                handler.isBlank() ? present.handler() : handler,
                number(request, "MemorySize", 128, 10_240, present.memoryMb()),
                timeout,
                environment,
                format.equals("JSON") ? LogFormat.JSON : LogFormat.TEXT);
    }

    private static FunctionSettings settings(ObjectNode request, FunctionSettings present) {
        JsonNode logging = request.path("LoggingConfig");
        String deadLetters = present.deadLetterArn();
        if (request.hasNonNull("DeadLetterConfig")) {
            deadLetters = emptyToNull(
                    request.path("DeadLetterConfig").path("TargetArn").asText(""));
        }
        return new FunctionSettings(
                request.hasNonNull("Description") ? request.path("Description").asText() : present.description(),
                request.hasNonNull("Role") ? request.path("Role").asText() : present.role(),
                member(request.path("TracingConfig"), "Mode", TRACING, present.tracingMode()),
                deadLetters,
                logging.hasNonNull("LogGroup")
                        ? emptyToNull(logging.path("LogGroup").asText())
                        : present.logGroup(),
                member(logging, "ApplicationLogLevel", APPLICATION_LEVELS, present.applicationLogLevel()),
                member(logging, "SystemLogLevel", SYSTEM_LEVELS, present.systemLogLevel()),
                number(request.path("EphemeralStorage"), "Size", 512, 10_240, present.ephemeralStorageMb()),
                member(request.path("SnapStart"), "ApplyOn", SNAP_START, present.snapStart()));
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String member(JsonNode parent, String name, Set<String> allowed, String absent) {
        if (!parent.hasNonNull(name)) {
            return absent;
        }
        String value = parent.path(name).asText();
        if (!allowed.contains(value)) {
            List<String> sorted = allowed.stream().sorted().toList();
            throw refused(name, value, "satisfy enum value set: " + sorted);
        }
        return value;
    }

    private static int number(JsonNode parent, String name, int from, int to, int absent) {
        if (!parent.hasNonNull(name)) {
            return absent;
        }
        JsonNode value = parent.path(name);
        if (!value.canConvertToInt() || value.asInt() < from || value.asInt() > to) {
            throw refused(name, value.asText(), "be a whole number from " + from + " to " + to);
        }
        return value.asInt();
    }

    private static AwsError refused(String name, String value, String constraint) {
        return AwsError.invalidValue(
                "Value '" + value + "' at '" + name + "' failed to satisfy constraint: Member must " + constraint);
    }
}
