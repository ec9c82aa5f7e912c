package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.Account;
import io.github.lambdaperf.local.sources.EventSources;
import io.github.lambdaperf.local.sources.MappingSettings;
import io.github.lambdaperf.local.sources.QueueMapping;
import io.github.lambdaperf.local.sources.SourceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lambda's operations on event source mappings of queues, each from a tree to a tree. */
final class MappingOperations {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EventSources sources;
    private final Account account;

    MappingOperations(EventSources sources, Account account) {
        this.sources = sources;
        this.account = account;
    }

    ObjectNode create(JsonNode input) {
        String arn = input.path("EventSourceArn").asText("");
        if (!arn.startsWith("arn:aws:sqs:")) {
            throw invalid("Unrecognized event source '" + arn + "', the local target polls queues of SQS only");
        }
        String function = functionName(input.path("FunctionName").asText(""));
        return describe(sources.map(arn, function, settings(MappingSettings.defaults(), input)), "Creating");
    }

    ObjectNode get(String uuid) {
        return describe(sources.mapping(uuid));
    }

    ObjectNode update(String uuid, JsonNode input) {
        QueueMapping mapping = sources.mapping(uuid);
        sources.change(mapping, settings(mapping.settings(), input));
        return describe(mapping, "Updating");
    }

    ObjectNode delete(String uuid) {
        return describe(sources.unmap(uuid), "Deleting");
    }

    /**
     * All mappings, or those asked for.
     *
     * @param function name or ARN of a function, empty for any
     * @param queueArn ARN of a queue, empty for any
     */
    ObjectNode list(String function, String queueArn) {
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode list = reply.putArray("EventSourceMappings");
        for (QueueMapping mapping : sources.mappings()) {
            if ((function.isEmpty() || mapping.function().equals(functionName(function)))
                    && (queueArn.isEmpty() || mapping.queue().arn().equals(queueArn))) {
                list.add(describe(mapping));
            }
        }
        return reply;
    }

    private static MappingSettings settings(MappingSettings before, JsonNode input) {
        try {
            List<String> filters = before.filters();
            if (input.has("FilterCriteria")) {
                filters = new ArrayList<>();
                for (JsonNode filter : input.path("FilterCriteria").path("Filters")) {
                    filters.add(filter.path("Pattern").asText());
                }
            }
            JsonNode types = input.path("FunctionResponseTypes");
            JsonNode scaling = input.path("ScalingConfig");
            return new MappingSettings(
                    input.path("BatchSize").asInt(before.batchSize()),
                    Duration.ofSeconds(input.path("MaximumBatchingWindowInSeconds")
                            .asLong(before.window().toSeconds())),
                    types.isArray() ? types.toString().contains("\"ReportBatchItemFailures\"") : before.reportsItems(),
                    scaling.isObject() ? scaling.path("MaximumConcurrency").asInt(0) : before.maximumConcurrency(),
                    input.path("Enabled").asBoolean(before.enabled()),
                    filters);
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    private ObjectNode describe(QueueMapping mapping) {
        return describe(mapping, mapping.settings().enabled() ? "Enabled" : "Disabled");
    }

    private ObjectNode describe(QueueMapping mapping, String state) {
        MappingSettings settings = mapping.settings();
        ObjectNode node = JSON.createObjectNode()
                .put("UUID", mapping.uuid())
                .put(
                        "EventSourceMappingArn",
                        "arn:aws:lambda:" + account.region() + ":" + account.id() + ":event-source-mapping:"
                                + mapping.uuid())
                .put("EventSourceArn", mapping.queue().arn())
                .put("FunctionArn", account.functionArn(mapping.function()))
                .put("BatchSize", settings.batchSize())
                .put("MaximumBatchingWindowInSeconds", settings.window().toSeconds())
                .put("State", state)
                .put("StateTransitionReason", "USER_INITIATED")
                .put("LastProcessingResult", mapping.lastResult())
                .put("LastModified", mapping.modified().toEpochMilli() / 1000.0);
        ArrayNode types = node.putArray("FunctionResponseTypes");
        if (settings.reportsItems()) {
            types.add("ReportBatchItemFailures");
        }
        if (settings.maximumConcurrency() > 0) {
            node.putObject("ScalingConfig").put("MaximumConcurrency", settings.maximumConcurrency());
        }
        if (!settings.filters().isEmpty()) {
            ArrayNode filters = node.putObject("FilterCriteria").putArray("Filters");
            settings.filters().forEach(pattern -> filters.addObject().put("Pattern", pattern));
        }
        return node;
    }

    /** The name in a name, a partial ARN or an ARN, whatever its qualifier. */
    static String functionName(String reference) {
        return reference.replaceFirst("^.*:function:", "").replaceFirst(":.*$", "");
    }

    private static SourceException invalid(String message) {
        return new SourceException(400, "InvalidParameterValueException", message);
    }
}
