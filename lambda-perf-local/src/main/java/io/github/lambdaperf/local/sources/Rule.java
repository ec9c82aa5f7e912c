package io.github.lambdaperf.local.sources;

import java.util.LinkedHashMap;
import java.util.Map;

/** A rule of an event bus with its targets by id. */
public final class Rule {

    private final String name;
    private final String arn;
    private final Map<String, RuleTarget> targets = new LinkedHashMap<>();
    private EventPattern pattern;
    private String patternJson;
    private String description;
    private boolean enabled;

    Rule(String name, String arn) {
        this.name = name;
        this.arn = arn;
    }

    void set(String json, String text, boolean on) {
        pattern = EventPattern.parse(json);
        patternJson = json;
        description = text;
        enabled = on;
    }

    EventPattern pattern() {
        return pattern;
    }

    /** The rule's name. */
    public String name() {
        return name;
    }

    /** The rule's ARN. */
    public String arn() {
        return arn;
    }

    /** The event pattern as JSON. */
    public String patternJson() {
        return patternJson;
    }

    /** The description, null without one. */
    public String description() {
        return description;
    }

    /** Whether it matches events at all. */
    public boolean enabled() {
        return enabled;
    }

    /** Switches it on or off. */
    public void enabled(boolean value) {
        enabled = value;
    }

    /** The targets by id; changes take effect. */
    public Map<String, RuleTarget> targets() {
        return targets;
    }
}
