package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.metrics.AlarmRuleExpression;
import io.github.lambdaperf.local.metrics.AlarmRuling.State;
import io.github.lambdaperf.local.protocol.Timestamps;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A metric or composite alarm with its state; guarded by the alarms it belongs to. */
final class Alarm {

    private final String arn;
    private final Map<String, String> tags = new TreeMap<>();
    private ObjectNode configuration;
    private AlarmRuleExpression rule;
    private Instant configured;
    private State state = State.INSUFFICIENT_DATA;
    private String reason = "Unchecked: Initial alarm creation";
    private String reasonData;
    private Instant updated;
    private Instant transitioned;
    private long evaluatedMinute = -1;

    Alarm(String arn, Instant now) {
        this.arn = arn;
        this.updated = now;
        this.transitioned = now;
    }

    String arn() {
        return arn;
    }

    Map<String, String> tags() {
        return tags;
    }

    ObjectNode configuration() {
        return configuration;
    }

    /** Null: a metric alarm. */
    AlarmRuleExpression rule() {
        return rule;
    }

    State state() {
        return state;
    }

    /** Takes another configuration and keeps the state; the next look at it evaluates it. */
    void configure(ObjectNode newConfiguration, Instant now) {
        configuration = newConfiguration;
        configured = now;
        evaluatedMinute = -1;
    }

    /** The same for a composite alarm. */
    void configure(ObjectNode newConfiguration, AlarmRuleExpression newRule, Instant now) {
        configure(newConfiguration, now);
        rule = newRule;
    }

    /** Whether this minute has not been evaluated; it is from now on. */
    boolean due(Instant now) {
        long minute = Math.floorDiv(now.getEpochSecond(), 60L);
        boolean due = minute != evaluatedMinute;
        evaluatedMinute = minute;
        return due;
    }

    void change(State newState, String newReason, String newReasonData, Instant now) {
        if (state != newState) {
            transitioned = now;
        }
        state = newState;
        reason = newReason;
        reasonData = newReasonData;
        updated = now;
    }

    ObjectNode describe() {
        ObjectNode node = configuration.deepCopy().put("AlarmArn", arn);
        Timestamps.put(node, "AlarmConfigurationUpdatedTimestamp", configured);
        node.put("StateValue", state.name()).put("StateReason", reason);
        if (reasonData != null) {
            node.put("StateReasonData", reasonData);
        }
        Timestamps.put(node, "StateUpdatedTimestamp", updated);
        Timestamps.put(node, "StateTransitionedTimestamp", transitioned);
        return node;
    }
}
