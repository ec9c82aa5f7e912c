package io.github.lambdaperf.local.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.Account;
import java.util.Map;
import java.util.TreeMap;

/** The event buses of an account: {@code default} and those made. Confined to the event loop. */
public final class EventBuses {

    private final Account account;
    private final Deliveries deliveries;
    private final Map<String, Map<String, Rule>> buses = new TreeMap<>();

    EventBuses(Account account, Deliveries deliveries) {
        this.account = account;
        this.deliveries = deliveries;
        buses.put("default", new TreeMap<>());
    }

    /** Makes a bus. */
    public void create(String name) {
        if (buses.putIfAbsent(name, new TreeMap<>()) != null) {
            throw new SourceException(400, "ResourceAlreadyExistsException", "Event bus " + name + " already exists.");
        }
    }

    /** Deletes a bus with its rules, if there is one; {@code default} stays. */
    public void delete(String name) {
        if (!name.equals("default")) {
            buses.remove(name);
        }
    }

    /** The ARN of a bus. */
    public String arn(String bus) {
        return "arn:aws:events:" + account.region() + ":" + account.id() + ":event-bus/" + bus;
    }

    /** The names of the buses. */
    public Iterable<String> names() {
        return buses.keySet();
    }

    /** Whether there is a bus of that name. */
    public boolean exists(String bus) {
        return buses.containsKey(bus);
    }

    /** The name of the bus that a name or ARN stands for, {@code default} for an empty one. */
    public static String name(String nameOrArn) {
        return nameOrArn.isEmpty() ? "default" : nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }

    /**
     * The rules of a bus by name; changes take effect.
     *
     * @throws SourceException when there is no such bus
     */
    public Map<String, Rule> rules(String bus) {
        Map<String, Rule> rules = buses.get(bus);
        if (rules == null) {
            throw new SourceException(400, "ResourceNotFoundException", "Event bus " + bus + " does not exist.");
        }
        return rules;
    }

    /**
     * Makes or changes a rule.
     *
     * @param description null for none
     */
    public Rule putRule(String bus, String name, String pattern, String description, boolean enabled) {
        String path = bus.equals("default") ? name : bus + "/" + name;
        Rule rule = rules(bus).get(name);
        if (rule == null) {
            rule = new Rule(name, "arn:aws:events:" + account.region() + ":" + account.id() + ":rule/" + path);
        }
        try {
            rule.set(pattern, description, enabled);
        } catch (IllegalArgumentException e) {
            throw new SourceException(400, "InvalidEventPatternException", e.getMessage());
        }
        rules(bus).put(name, rule);
        return rule;
    }

    /**
     * The rule of that name.
     *
     * @throws SourceException when there is none
     */
    public Rule rule(String bus, String name) {
        Rule rule = rules(bus).get(name);
        if (rule == null) {
            throw new SourceException(
                    400, "ResourceNotFoundException", "Rule " + name + " does not exist on EventBus " + bus + ".");
        }
        return rule;
    }

    /** Sends an event to the targets of all rules it matches. Nothing happens when there is no such bus. */
    public void put(String bus, ObjectNode event) {
        for (Rule rule : buses.getOrDefault(bus, Map.of()).values()) {
            if (rule.enabled() && rule.pattern().matches(event)) {
                rule.targets().values().forEach(target -> deliver(target, event));
            }
        }
    }

    private void deliver(RuleTarget target, ObjectNode event) {
        String payload = payload(target, event);
        if (target.arn().startsWith("arn:aws:sqs:")) {
            deliveries.send(target.arn(), payload, Map.of(), target.groupId());
        } else {
            deliveries.deliver(target.arn(), payload);
        }
    }

    private static String payload(RuleTarget target, ObjectNode event) {
        if (target.input() != null) {
            return target.input();
        }
        if (target.inputPath() == null) {
            return event.toString();
        }
        JsonNode part = event;
        for (String name : target.inputPath().replaceFirst("^\\$\\.?", "").split("\\.", -1)) {
            part = name.isEmpty() ? part : part.path(name);
        }
        return part.isMissingNode() ? "{}" : part.toString();
    }
}
