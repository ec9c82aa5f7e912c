package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.Account;
import io.github.lambdaperf.local.protocol.ServiceError;
import io.github.lambdaperf.local.sources.EventBuses;
import io.github.lambdaperf.local.sources.Rule;
import io.github.lambdaperf.local.sources.RuleTarget;
import io.github.lambdaperf.local.sources.SourceException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** EventBridge's operations, version 2015-10-07, each from a tree to a tree. */
public final class EventBridgeOperations {

    private static final ObjectMapper JSON = new ObjectMapper();
    // EventBridge's quota of a PutEvents request.
    private static final int LARGEST_REQUEST = 262_144;

    private final EventBuses buses;
    private final Account account;

    /** Serves these buses. */
    public EventBridgeOperations(EventBuses buses, Account account) {
        this.buses = buses;
        this.account = account;
    }

    /**
     * Answers one request.
     *
     * @throws SourceException when EventBridge refuses it
     */
    public ObjectNode answer(String operation, ObjectNode input) {
        return switch (operation) {
            case "PutEvents" -> putEvents(input);
            case "PutRule" -> putRule(input);
            case "DescribeRule" -> describe(rule(input, "Name"), bus(input));
            case "ListRules" -> listRules(input);
            case "EnableRule" -> enable(input, true);
            case "DisableRule" -> enable(input, false);
            case "DeleteRule" -> deleteRule(input);
            case "PutTargets" -> putTargets(input);
            case "RemoveTargets" -> removeTargets(input);
            case "ListTargetsByRule" -> listTargets(rule(input, "Rule"));
            case "CreateEventBus" -> createBus(input);
            case "DeleteEventBus" -> deleteBus(input);
            case "DescribeEventBus" ->
                describeBus(EventBuses.name(input.path("Name").asText("")));
            case "ListEventBuses" -> listBuses();
            default -> throw ServiceError.unknownOperation("EventBridge", operation);
        };
    }

    private ObjectNode putEvents(JsonNode input) {
        JsonNode entries = input.path("Entries");
        if (entries.isEmpty() || entries.size() > 10) {
            throw invalid("1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must"
                    + " have length between 1 and 10");
        }
        long size = 0;
        for (JsonNode entry : entries) {
            size += size(entry);
        }
        if (size > LARGEST_REQUEST) {
            throw invalid("Total size of the entries in the request is over the limit.");
        }
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode results = JSON.createArrayNode();
        int failed = 0;
        for (JsonNode entry : entries) {
            ObjectNode result = put(entry);
            failed += result.has("ErrorCode") ? 1 : 0;
            results.add(result);
        }
        reply.put("FailedEntryCount", failed).set("Entries", results);
        return reply;
    }

    // The sum of the developer guide: 14 bytes for a time, and the text members in UTF-8.
    private static long size(JsonNode entry) {
        long size = entry.hasNonNull("Time") ? 14 : 0;
        for (String member : new String[] {"Source", "DetailType", "Detail"}) {
            size += entry.path(member).asText("").getBytes(StandardCharsets.UTF_8).length;
        }
        for (JsonNode resource : entry.path("Resources")) {
            size += resource.asText().getBytes(StandardCharsets.UTF_8).length;
        }
        return size;
    }

    private ObjectNode put(JsonNode entry) {
        for (String member : new String[] {"Source", "DetailType", "Detail"}) {
            if (entry.path(member).asText("").isEmpty()) {
                return failure(
                        "InvalidArgument",
                        "Parameter " + member + " is not valid. Reason: " + member + " is a required argument.");
            }
        }
        JsonNode detail;
        try {
            detail = JSON.readTree(entry.path("Detail").asText());
        } catch (JsonProcessingException e) {
            return failure("MalformedDetail", "Detail is malformed.");
        }
        if (!detail.isObject()) {
            return failure("MalformedDetail", "Detail is malformed.");
        }
        Instant time = entry.path("Time").isNumber()
                ? Instant.ofEpochSecond(entry.path("Time").asLong())
                : Instant.now();
        String id = UUID.randomUUID().toString();
        ObjectNode event = JSON.createObjectNode()
                .put("version", "0")
                .put("id", id)
                .put("detail-type", entry.path("DetailType").asText())
                .put("source", entry.path("Source").asText())
                .put("account", account.id())
                .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", account.region());
        ArrayNode resources = event.putArray("resources");
        entry.path("Resources").forEach(resources::add);
        event.set("detail", detail);
        buses.put(bus(entry), event);
        return JSON.createObjectNode().put("EventId", id);
    }

    private static ObjectNode failure(String code, String message) {
        return JSON.createObjectNode().put("ErrorCode", code).put("ErrorMessage", message);
    }

    private ObjectNode putRule(JsonNode input) {
        if (input.hasNonNull("ScheduleExpression")) {
            throw invalid("Parameter ScheduleExpression is not served by the local target; use an EventPattern");
        }
        if (!input.hasNonNull("EventPattern")) {
            throw invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        }
        Rule rule = buses.putRule(
                bus(input),
                required(input, "Name"),
                input.path("EventPattern").asText(),
                input.hasNonNull("Description") ? input.path("Description").asText() : null,
                !input.path("State").asText("ENABLED").equals("DISABLED"));
        return JSON.createObjectNode().put("RuleArn", rule.arn());
    }

    private static ObjectNode describe(Rule rule, String bus) {
        ObjectNode node = JSON.createObjectNode()
                .put("Name", rule.name())
                .put("Arn", rule.arn())
                .put("EventPattern", rule.patternJson())
                .put("State", rule.enabled() ? "ENABLED" : "DISABLED")
                .put("EventBusName", bus);
        return rule.description() == null ? node : node.put("Description", rule.description());
    }

    private ObjectNode listRules(JsonNode input) {
        String prefix = input.path("NamePrefix").asText("");
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode list = reply.putArray("Rules");
        for (Rule rule : buses.rules(bus(input)).values()) {
            if (rule.name().startsWith(prefix)) {
                list.add(describe(rule, bus(input)));
            }
        }
        return reply;
    }

    private ObjectNode enable(JsonNode input, boolean enabled) {
        rule(input, "Name").enabled(enabled);
        return JSON.createObjectNode();
    }

    private ObjectNode deleteRule(JsonNode input) {
        Rule rule = buses.rules(bus(input)).get(required(input, "Name"));
        if (rule != null && !rule.targets().isEmpty()) {
            throw invalid("Rule can't be deleted since it has targets.");
        }
        buses.rules(bus(input)).remove(required(input, "Name"));
        return JSON.createObjectNode();
    }

    private ObjectNode putTargets(JsonNode input) {
        Rule rule = rule(input, "Rule");
        ArrayNode failed = JSON.createArrayNode();
        for (JsonNode target : input.path("Targets")) {
            String arn = target.path("Arn").asText("");
            if (!arn.matches("arn:aws:(lambda|sqs|sns):.+") || target.hasNonNull("InputTransformer")) {
                failed.addObject()
                        .put("TargetId", target.path("Id").asText())
                        .put("ErrorCode", "ValidationException")
                        .put(
                                "ErrorMessage",
                                "The local target delivers to functions, queues and topics, without InputTransformer");
                continue;
            }
            RuleTarget added = new RuleTarget(
                    target.path("Id").asText(),
                    arn,
                    text(target.path("Input")),
                    text(target.path("InputPath")),
                    text(target.path("SqsParameters").path("MessageGroupId")));
            rule.targets().put(added.id(), added);
        }
        return failures(failed);
    }

    private ObjectNode removeTargets(JsonNode input) {
        Rule rule = rule(input, "Rule");
        input.path("Ids").forEach(id -> rule.targets().remove(id.asText()));
        return failures(JSON.createArrayNode());
    }

    private static ObjectNode failures(ArrayNode failed) {
        ObjectNode reply = JSON.createObjectNode().put("FailedEntryCount", failed.size());
        reply.set("FailedEntries", failed);
        return reply;
    }

    private static ObjectNode listTargets(Rule rule) {
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode list = reply.putArray("Targets");
        for (RuleTarget target : rule.targets().values()) {
            ObjectNode node = list.addObject().put("Id", target.id()).put("Arn", target.arn());
            if (target.input() != null) {
                node.put("Input", target.input());
            }
            if (target.inputPath() != null) {
                node.put("InputPath", target.inputPath());
            }
            if (target.groupId() != null) {
                node.putObject("SqsParameters").put("MessageGroupId", target.groupId());
            }
        }
        return reply;
    }

    private ObjectNode createBus(JsonNode input) {
        String name = required(input, "Name");
        buses.create(name);
        return JSON.createObjectNode().put("EventBusArn", buses.arn(name));
    }

    private ObjectNode deleteBus(JsonNode input) {
        buses.delete(required(input, "Name"));
        return JSON.createObjectNode();
    }

    private ObjectNode describeBus(String name) {
        buses.rules(name);
        return JSON.createObjectNode().put("Name", name).put("Arn", buses.arn(name));
    }

    private ObjectNode listBuses() {
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode list = reply.putArray("EventBuses");
        buses.names().forEach(name -> list.add(describeBus(name)));
        return reply;
    }

    private Rule rule(JsonNode input, String field) {
        return buses.rule(bus(input), required(input, field));
    }

    private static String bus(JsonNode input) {
        return EventBuses.name(input.path("EventBusName").asText(""));
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }

    private static String required(JsonNode input, String field) {
        String value = input.path(field).asText("");
        if (value.isEmpty()) {
            throw invalid("1 validation error detected: Value null at '" + field
                    + "' failed to satisfy constraint: Member must not be null");
        }
        return value;
    }

    private static SourceException invalid(String message) {
        return new SourceException(400, "ValidationException", message);
    }
}
