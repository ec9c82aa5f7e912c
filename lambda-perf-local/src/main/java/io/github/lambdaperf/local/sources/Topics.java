package io.github.lambdaperf.local.sources;

import io.github.lambdaperf.local.environment.Account;
import io.github.lambdaperf.local.queue.MessageAttributeValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The standard topics of an account. Confined to the event loop. */
public final class Topics {

    // SNS's quota of a message with its attributes.
    private static final int LARGEST = 262_144;

    private final Account account;
    private final Deliveries deliveries;
    private final Map<String, Topic> topics = new TreeMap<>();

    Topics(Account account, Deliveries deliveries) {
        this.account = account;
        this.deliveries = deliveries;
    }

    /** Makes a topic, or finds the one of that name. */
    public Topic create(String name) {
        if (name.endsWith(".fifo")) {
            throw invalid("Topic Name: the local target has no FIFO topics; use a standard topic");
        }
        if (!name.matches("[A-Za-z0-9_-]{1,256}")) {
            throw invalid("Topic Name");
        }
        String arn = "arn:aws:sns:" + account.region() + ":" + account.id() + ":" + name;
        return topics.computeIfAbsent(arn, key -> new Topic(name, key));
    }

    /** The topic of that ARN. */
    public Optional<Topic> find(String arn) {
        return Optional.ofNullable(topics.get(arn));
    }

    /**
     * The topic of that ARN.
     *
     * @throws SourceException when there is none
     */
    public Topic get(String arn) {
        return find(arn).orElseThrow(() -> new SourceException(404, "NotFound", "Topic does not exist"));
    }

    /** All topics by ARN. */
    public Collection<Topic> all() {
        return topics.values();
    }

    /** Deletes the topic of that ARN with its subscriptions, if there is one. */
    public void delete(String arn) {
        topics.remove(arn);
    }

    /**
     * Subscribes a function or a queue.
     *
     * @param protocol {@code lambda} or {@code sqs}
     * @param endpoint ARN of the function or queue
     */
    public Subscription subscribe(String topicArn, String protocol, String endpoint, Map<String, String> attributes) {
        Topic topic = get(topicArn);
        if (!protocol.equals("lambda") && !protocol.equals("sqs")) {
            throw invalid("Protocol: the local target delivers to lambda and sqs, not to '" + protocol + "'");
        }
        if (!deliveries.reaches(endpoint) || !endpoint.startsWith("arn:aws:" + protocol + ":")) {
            throw invalid("Endpoint: there is no " + protocol + " endpoint " + endpoint);
        }
        for (Subscription existing : topic.subscriptions().values()) {
            if (existing.endpoint().equals(endpoint) && existing.protocol().equals(protocol)) {
                return existing;
            }
        }
        String arn = topicArn + ":" + UUID.randomUUID();
        try {
            Subscription subscription = new Subscription(arn, topicArn, protocol, endpoint, attributes);
            topic.subscriptions().put(arn, subscription);
            return subscription;
        } catch (IllegalArgumentException e) {
            throw invalid("FilterPolicy: " + e.getMessage());
        }
    }

    /**
     * Publishes a message to all subscriptions that want it.
     *
     * @param subject null without one
     * @return the message's id
     */
    public String publish(
            String topicArn, String subject, String message, Map<String, MessageAttributeValue> attributes) {
        Topic topic = get(topicArn);
        if (message.isEmpty()) {
            throw invalid("Empty message");
        }
        long size = message.getBytes(StandardCharsets.UTF_8).length;
        for (Map.Entry<String, MessageAttributeValue> attribute : attributes.entrySet()) {
            size += attribute.getKey().length() + attribute.getValue().bytes().length;
        }
        if (size > LARGEST) {
            throw invalid("Message too long");
        }
        Notification notification =
                new Notification(UUID.randomUUID().toString(), subject, message, attributes, Instant.now());
        for (Subscription subscription : topic.subscriptions().values()) {
            if (subscription.wants(message, attributes)) {
                deliver(notification, subscription);
            }
        }
        return notification.id();
    }

    private void deliver(Notification notification, Subscription subscription) {
        if (subscription.protocol().equals("lambda")) {
            deliveries.deliver(
                    subscription.endpoint(), notification.event(subscription).toString());
        } else if (subscription.isRaw()) {
            deliveries.send(subscription.endpoint(), notification.message(), notification.attributes(), null);
        } else {
            deliveries.deliver(
                    subscription.endpoint(), notification.envelope(subscription).toString());
        }
    }

    private static SourceException invalid(String reason) {
        return new SourceException(400, "InvalidParameter", "Invalid parameter: " + reason);
    }
}
