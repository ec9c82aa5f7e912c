package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.Account;
import io.github.lambdaperf.local.metrics.AlarmRuling.State;
import io.github.lambdaperf.local.metrics.MetricStore;
import io.github.lambdaperf.local.protocol.ServiceError;
import io.github.lambdaperf.local.protocol.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * CloudWatch's metric alarms, in memory. They are evaluated when they are looked at, once in a minute at most; no action is
 * run.
 */
final class Alarms {

    private static final Set<String> OPERATORS = Set.of(
            "GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold");
    private static final Set<String> MISSING = Set.of("breaching", "notBreaching", "ignore", "missing");

    /** One change of state. */
    private record Change(String alarm, Instant time, State from, State to, String reason) {}

    private final Account account;
    private final AlarmEvaluator evaluator;
    private final MetricStore store;
    private final Map<String, MetricAlarm> alarms = new TreeMap<>();
    private final List<Change> history = new ArrayList<>();

    Alarms(MetricStore store, Account account) {
        this.store = store;
        this.account = account;
        this.evaluator = new AlarmEvaluator(store);
    }

    synchronized void put(ObjectNode input) {
        String name = MetricInputs.required(input, "AlarmName");
        ObjectNode configuration = configuration(input);
        Instant now = Instant.now();
        MetricAlarm alarm = alarms.get(name);
        if (alarm == null) {
            alarm = new MetricAlarm(
                    "arn:aws:cloudwatch:" + account.region() + ":" + account.id() + ":alarm:" + name, now);
            alarms.put(name, alarm);
            // An update leaves the tags alone.
            addTags(alarm, input);
        }
        alarm.configure(configuration, now);
    }

    private ObjectNode configuration(ObjectNode input) {
        ObjectNode alarm = input.deepCopy();
        alarm.remove("Tags");
        int evaluated = MetricInputs.integer(input, "EvaluationPeriods", 0);
        int needed = MetricInputs.integer(input, "DatapointsToAlarm", evaluated);
        if (evaluated < 1 || needed < 1 || needed > evaluated) {
            throw MetricInputs.validation(
                    "EvaluationPeriods must be 1 or more, and DatapointsToAlarm from 1 to EvaluationPeriods.");
        }
        alarm.put("EvaluationPeriods", evaluated);
        if (input.hasNonNull("DatapointsToAlarm")) {
            alarm.put("DatapointsToAlarm", needed);
        }
        if (!OPERATORS.contains(MetricInputs.required(input, "ComparisonOperator"))) {
            throw MetricInputs.validation(
                    "the local target has no anomaly detection; ComparisonOperator must be one of "
                            + new java.util.TreeSet<>(OPERATORS));
        }
        if (!MISSING.contains(input.path("TreatMissingData").asText("missing"))) {
            throw MetricInputs.validation("Unsupported treat missing data value. Must be one of: breaching,"
                    + " notBreaching, ignore, missing");
        }
        if (!input.hasNonNull("Threshold")) {
            throw MetricInputs.missing("Threshold");
        }
        alarm.put("Threshold", MetricInputs.number(input.path("Threshold"), "Threshold"));
        alarm.put("ActionsEnabled", MetricInputs.flag(input, "ActionsEnabled", true));
        boolean metrics = !input.path("Metrics").isEmpty();
        if (metrics == input.hasNonNull("MetricName")) {
            throw MetricInputs.validation("An alarm has either MetricName or Metrics.");
        }
        if (!metrics) {
            if (input.hasNonNull("Statistic") == input.hasNonNull("ExtendedStatistic")) {
                throw MetricInputs.combination("An alarm has either Statistic or ExtendedStatistic.");
            }
            alarm.put("Period", MetricInputs.period(input, "Period"));
            if (!alarm.has("Dimensions")) {
                alarm.putArray("Dimensions");
            }
        }
        for (String list : List.of("OKActions", "AlarmActions", "InsufficientDataActions")) {
            if (!alarm.has(list)) {
                alarm.putArray(list);
            }
        }
        for (JsonNode query : alarm.path("Metrics")) {
            if (query.hasNonNull("ReturnData")) {
                ((ObjectNode) query).put("ReturnData", MetricInputs.flag(query, "ReturnData", true));
            }
            if (query.path("MetricStat") instanceof ObjectNode stat) {
                stat.put("Period", MetricInputs.period(stat, "Period"));
            }
        }
        MetricDataQueries queries = new MetricDataQueries(store, AlarmEvaluator.queries(alarm), 0, 0);
        if (queries.ids().stream().filter(queries::returned).count() != 1) {
            throw MetricInputs.validation("Exactly one element of the metrics list should return data.");
        }
        return alarm;
    }

    synchronized ObjectNode describe(JsonNode input) {
        Set<String> names = new HashSet<>();
        input.path("AlarmNames").forEach(name -> names.add(name.asText()));
        String prefix = input.path("AlarmNamePrefix").asText("");
        String state = MetricInputs.text(input, "StateValue");
        String action = input.path("ActionPrefix").asText("");
        Set<String> types = new HashSet<>();
        input.path("AlarmTypes").forEach(type -> types.add(type.asText()));
        Instant now = Instant.now();
        List<ObjectNode> found = new ArrayList<>();
        alarms.forEach((name, alarm) -> {
            evaluate(name, alarm, now);
            if ((names.isEmpty() || names.contains(name))
                    && name.startsWith(prefix)
                    && (types.isEmpty() || types.contains("MetricAlarm"))
                    && (state == null || state.equals(alarm.state().name()))
                    && hasAction(alarm.configuration(), action)) {
                found.add(alarm.describe());
            }
        });
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.putArray("CompositeAlarms");
        page(found, input, 50, output, "MetricAlarms");
        return output;
    }

    private static boolean hasAction(ObjectNode alarm, String prefix) {
        if (prefix.isEmpty()) {
            return true;
        }
        for (String list : List.of("OKActions", "AlarmActions", "InsufficientDataActions")) {
            for (JsonNode action : alarm.path(list)) {
                if (action.asText().startsWith(prefix)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void page(List<ObjectNode> all, JsonNode input, int usual, ObjectNode output, String member) {
        int from = MetricReads.token(input, all.size());
        int most = MetricInputs.integer(input, "MaxRecords", usual);
        if (most < 1 || most > 100) {
            throw MetricInputs.validation("MaxRecords must be from 1 to 100.");
        }
        int to = Math.min(all.size(), from + most);
        output.putArray(member).addAll(all.subList(from, to));
        if (to < all.size()) {
            output.put("NextToken", Integer.toString(to));
        }
    }

    private void evaluate(String name, MetricAlarm alarm, Instant now) {
        if (alarm.due(now)) {
            evaluator
                    .evaluate(alarm.configuration(), now)
                    .filter(verdict -> verdict.state() != alarm.state())
                    .ifPresent(verdict -> change(name, alarm, verdict.state(), verdict.reason(), null, now));
        }
    }

    private void change(String name, MetricAlarm alarm, State state, String reason, String data, Instant now) {
        if (alarm.state() != state) {
            history.add(new Change(name, now, alarm.state(), state, reason));
        }
        alarm.change(state, reason, data, now);
    }

    synchronized void delete(JsonNode input) {
        List<String> unknown = new ArrayList<>();
        input.path("AlarmNames").forEach(name -> {
            if (!alarms.containsKey(name.asText())) {
                unknown.add(name.asText());
            }
        });
        if (!unknown.isEmpty()) {
            throw new ServiceError(404, "ResourceNotFound", "Unknown alarm(s): " + unknown);
        }
        input.path("AlarmNames").forEach(name -> alarms.remove(name.asText()));
    }

    synchronized void setState(JsonNode input) {
        String name = MetricInputs.required(input, "AlarmName");
        MetricAlarm alarm = alarms.get(name);
        if (alarm == null) {
            throw new ServiceError(404, "ResourceNotFound", "Unknown alarm(s): [" + name + "]");
        }
        String value = MetricInputs.required(input, "StateValue");
        if (!Set.of("OK", "ALARM", "INSUFFICIENT_DATA").contains(value)) {
            throw MetricInputs.validation("StateValue must be OK, ALARM or INSUFFICIENT_DATA.");
        }
        Instant now = Instant.now();
        alarm.due(now);
        String reason = MetricInputs.required(input, "StateReason");
        change(name, alarm, State.valueOf(value), reason, MetricInputs.text(input, "StateReasonData"), now);
    }

    synchronized ObjectNode history(JsonNode input) {
        String name = MetricInputs.text(input, "AlarmName");
        String type = MetricInputs.text(input, "HistoryItemType");
        List<ObjectNode> items = new ArrayList<>();
        for (Change change : history) {
            if ((name == null || name.equals(change.alarm())) && (type == null || type.equals("StateUpdate"))) {
                ObjectNode item = JsonNodeFactory.instance
                        .objectNode()
                        .put("AlarmName", change.alarm())
                        .put("AlarmType", "MetricAlarm")
                        .put("HistoryItemType", "StateUpdate")
                        .put("HistorySummary", "Alarm updated from " + change.from() + " to " + change.to())
                        .put("HistoryData", data(change));
                Timestamps.put(item, "Timestamp", change.time());
                items.add("TimestampAscending".equals(MetricInputs.text(input, "ScanBy")) ? items.size() : 0, item);
            }
        }
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        page(items, input, 100, output, "AlarmHistoryItems");
        return output;
    }

    private static String data(Change change) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("version", "1.0");
        data.putObject("oldState").put("stateValue", change.from().name());
        data.putObject("newState").put("stateValue", change.to().name()).put("stateReason", change.reason());
        return data.toString();
    }

    synchronized ObjectNode tag(JsonNode input) {
        addTags(byArn(input), input);
        return JsonNodeFactory.instance.objectNode();
    }

    synchronized ObjectNode untag(JsonNode input) {
        MetricAlarm alarm = byArn(input);
        input.path("TagKeys").forEach(key -> alarm.tags().remove(key.asText()));
        return JsonNodeFactory.instance.objectNode();
    }

    synchronized ObjectNode tags(JsonNode input) {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode tags = output.putArray("Tags");
        byArn(input)
                .tags()
                .forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
        return output;
    }

    private static void addTags(MetricAlarm alarm, JsonNode input) {
        for (JsonNode tag : input.path("Tags")) {
            alarm.tags()
                    .put(MetricInputs.required(tag, "Key"), tag.path("Value").asText(""));
        }
    }

    private MetricAlarm byArn(JsonNode input) {
        String arn = MetricInputs.required(input, "ResourceARN");
        return alarms.values().stream()
                .filter(alarm -> alarm.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> new ServiceError(404, "ResourceNotFoundException", "Unknown resource " + arn));
    }
}
