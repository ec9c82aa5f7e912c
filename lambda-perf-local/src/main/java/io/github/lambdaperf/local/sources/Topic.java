package io.github.lambdaperf.local.sources;

import java.util.LinkedHashMap;
import java.util.Map;

/** A standard topic with its subscriptions by ARN. */
public final class Topic {

    private final String name;
    private final String arn;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();

    Topic(String name, String arn) {
        this.name = name;
        this.arn = arn;
    }

    /** The topic's name. */
    public String name() {
        return name;
    }

    /** The topic's ARN. */
    public String arn() {
        return arn;
    }

    /** The attributes its owner set; changes take effect. */
    public Map<String, String> attributes() {
        return attributes;
    }

    /** The subscriptions by ARN; changes take effect. */
    public Map<String, Subscription> subscriptions() {
        return subscriptions;
    }
}
