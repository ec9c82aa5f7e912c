package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.Account;
import io.github.lambdaperf.local.metrics.AlarmRuleExpression;
import io.github.lambdaperf.local.metrics.AlarmRuling.State;
import io.github.lambdaperf.local.metrics.MetricClock;
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
 * CloudWatch's metric and composite alarms, in memory. They are evaluated when they are looked at, once in a minute at most; no action is
 * run.
 */
final class Alarms {
    /** Seven days of minutes, CloudWatch's longest look back. */
    private static final int MOST_PERIODS = 10_080;

    private static final Set<String> OPERATORS = Set.of(
            "GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold");
    private static final List<String> ACTIONS = List.of("OKActions", "AlarmActions", "InsufficientDataActions");
    private static final String METRIC = "MetricAlarm";
    private static final String COMPOSITE = "CompositeAlarm";
    private static final Set<String> MISSING = Set.of("breaching", "notBreaching", "ignore", "missing");

    /** One change of state. */
    private record Change(String alarm, String type, Instant time, State from, State to, String reason) {}

    private final Account account;
    private final MetricClock clock;
    private final AlarmEvaluator evaluator;
    private final MetricStore store;
    private final Map<String, Alarm> alarms = new TreeMap<>();
    private final List<Change> history = new ArrayList<>();

    Alarms(MetricStore store, Account account, MetricClock clock) {
        this.store = store;
        this.clock = clock;
        this.account = account;
        this.evaluator = new AlarmEvaluator(store);
    }

    synchronized void put(ObjectNode input) {
        String name = MetricInputs.required(input, "AlarmName");
        ObjectNode configuration = configuration(input);
        Instant now = clock.now();
        Alarm alarm = alarms.get(name);
        if (alarm != null && alarm.rule() != null) {
            throw MetricInputs.validation("A composite alarm has the name " + name + " already.");
        }
        if (alarm == null) {
            alarm = make(name, input);
        }
        alarm.configure(configuration, now);
    }

    synchronized void putComposite(ObjectNode input) {
        String name = MetricInputs.required(input, "AlarmName");
        AlarmRuleExpression rule;
        try {
            rule = AlarmRuleExpression.parse(MetricInputs.required(input, "AlarmRule"));
        } catch (IllegalArgumentException e) {
            throw MetricInputs.validation("AlarmRule must not contain syntax errors: " + e.getMessage());
        }
        List<String> unknown = rule.alarms().stream()
                .filter(each -> !alarms.containsKey(each) || each.equals(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw MetricInputs.validation(
                    "Could not save the composite alarm as alarms " + unknown + " in the alarm rule do not exist");
        }
        ObjectNode configuration = input.deepCopy();
        configuration.remove("Tags");
        configuration.put("ActionsEnabled", MetricInputs.flag(input, "ActionsEnabled", true));
        for (String list : ACTIONS) {
            if (!configuration.has(list)) {
                configuration.putArray(list);
            }
        }
        Alarm alarm = alarms.get(name);
        if (alarm != null && alarm.rule() == null) {
            throw MetricInputs.validation("A metric alarm has the name " + name + " already.");
        }
        if (alarm == null) {
            alarm = make(name, input);
        }
        alarm.configure(configuration, rule, clock.now());
    }

    private Alarm make(String name, ObjectNode input) {
        Alarm alarm = new Alarm(
                "arn:aws:cloudwatch:" + account.region() + ":" + account.id() + ":alarm:" + name, clock.now());
        // An update leaves the tags alone; refused ones make no alarm.
        addTags(alarm, input);
        alarms.put(name, alarm);
        return alarm;
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
        if (evaluated > MOST_PERIODS) {
            throw MetricInputs.validation("Metrics cannot be checked across more than " + MOST_PERIODS + " periods.");
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
        for (String list : ACTIONS) {
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
        if (types.isEmpty()) {
            types.add(METRIC);
        }
        evaluateAll(clock.now());
        List<Found> found = new ArrayList<>();
        alarms.forEach((name, alarm) -> {
            String type = alarm.rule() == null ? METRIC : COMPOSITE;
            if ((names.isEmpty() || names.contains(name))
                    && name.startsWith(prefix)
                    && types.contains(type)
                    && (state == null || state.equals(alarm.state().name()))
                    && hasAction(alarm.configuration(), action)) {
                found.add(new Found(type, alarm.describe()));
            }
        });
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode metric = output.putArray("MetricAlarms");
        ArrayNode composite = output.putArray("CompositeAlarms");
        for (Found each : page(found, input, 50, output)) {
            (each.type().equals(METRIC) ? metric : composite).add(each.alarm());
        }
        return output;
    }

    private static boolean hasAction(ObjectNode alarm, String prefix) {
        if (prefix.isEmpty()) {
            return true;
        }
        for (String list : ACTIONS) {
            for (JsonNode action : alarm.path(list)) {
                if (action.asText().startsWith(prefix)) {
                    return true;
                }
            }
        }
        return false;
    }

    private record Found(String type, ObjectNode alarm) {}

    private static <T> List<T> page(List<T> all, JsonNode input, int usual, ObjectNode output) {
        int from = MetricReads.token(input, all.size());
        int most = MetricInputs.integer(input, "MaxRecords", usual);
        if (most < 1 || most > 100) {
            throw MetricInputs.validation("MaxRecords must be from 1 to 100.");
        }
        int to = Math.min(all.size(), from + most);
        if (to < all.size()) {
            output.put("NextToken", Integer.toString(to));
        }
        return all.subList(from, to);
    }

    /** Composites last, those that others need before them. */
    private void evaluateAll(Instant now) {
        alarms.forEach((name, alarm) -> evaluate(name, alarm, now));
        Set<String> known = new HashSet<>();
        alarms.keySet().forEach(name -> evaluateComposite(name, known, now));
    }

    private void evaluateComposite(String name, Set<String> known, Instant now) {
        Alarm alarm = alarms.get(name);
        if (alarm == null || alarm.rule() == null || !known.add(name)) {
            return;
        }
        alarm.rule().alarms().forEach(part -> evaluateComposite(part, known, now));
        boolean holds = alarm.rule()
                .holds(part -> alarms.containsKey(part) ? alarms.get(part).state() : null);
        State state = holds ? State.ALARM : State.OK;
        if (state != alarm.state()) {
            String reason = "The rule of " + name + " is " + holds + ": "
                    + alarm.configuration().path("AlarmRule").asText();
            change(name, alarm, state, reason, null, now);
        }
    }

    private void evaluate(String name, Alarm alarm, Instant now) {
        if (alarm.rule() == null && alarm.due(now)) {
            evaluator
                    .evaluate(alarm.configuration(), now)
                    .filter(verdict -> verdict.state() != alarm.state())
                    .ifPresent(verdict -> change(name, alarm, verdict.state(), verdict.reason(), null, now));
        }
    }

    private void change(String name, Alarm alarm, State state, String reason, String data, Instant now) {
        if (alarm.state() != state) {
            history.add(new Change(name, alarm.rule() == null ? METRIC : COMPOSITE, now, alarm.state(), state, reason));
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
        Set<String> names = new HashSet<>();
        input.path("AlarmNames").forEach(name -> names.add(name.asText()));
        if (names.size() > 1
                && names.stream()
                                .filter(name -> alarms.get(name).rule() != null)
                                .count()
                        > 1) {
            throw MetricInputs.validation("At most one composite alarm can be deleted in a call.");
        }
        alarms.forEach((name, alarm) -> {
            if (alarm.rule() != null && !names.contains(name)) {
                alarm.rule().alarms().stream()
                        .filter(names::contains)
                        .findFirst()
                        .ifPresent(part -> {
                            throw MetricInputs.validation(
                                    "Cannot delete " + part + ": the composite alarm " + name + " depends on it");
                        });
            }
        });
        names.forEach(alarms::remove);
    }

    synchronized void setState(JsonNode input) {
        String name = MetricInputs.required(input, "AlarmName");
        Alarm alarm = alarms.get(name);
        if (alarm == null) {
            throw new ServiceError(404, "ResourceNotFound", "Unknown alarm(s): [" + name + "]");
        }
        String value = MetricInputs.required(input, "StateValue");
        if (!Set.of("OK", "ALARM", "INSUFFICIENT_DATA").contains(value)) {
            throw MetricInputs.validation("StateValue must be OK, ALARM or INSUFFICIENT_DATA.");
        }
        Instant now = clock.now();
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
                        .put("AlarmType", change.type())
                        .put("HistoryItemType", "StateUpdate")
                        .put("HistorySummary", "Alarm updated from " + change.from() + " to " + change.to())
                        .put("HistoryData", data(change));
                Timestamps.put(item, "Timestamp", change.time());
                items.add("TimestampAscending".equals(MetricInputs.text(input, "ScanBy")) ? items.size() : 0, item);
            }
        }
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.putArray("AlarmHistoryItems").addAll(page(items, input, 100, output));
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
        Alarm alarm = byArn(input);
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

    private static void addTags(Alarm alarm, JsonNode input) {
        for (JsonNode tag : input.path("Tags")) {
            alarm.tags()
                    .put(MetricInputs.required(tag, "Key"), tag.path("Value").asText(""));
        }
    }

    private Alarm byArn(JsonNode input) {
        String arn = MetricInputs.required(input, "ResourceARN");
        return alarms.values().stream()
                .filter(alarm -> alarm.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> new ServiceError(404, "ResourceNotFoundException", "Unknown resource " + arn));
    }
}
