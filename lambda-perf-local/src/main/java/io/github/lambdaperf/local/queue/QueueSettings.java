package io.github.lambdaperf.local.queue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The attributes of a queue that its owner sets. */
public final class QueueSettings {

    private static final Map<String, String> DEFAULTS = Map.of(
            "VisibilityTimeout", "30",
            "DelaySeconds", "0",
            "MaximumMessageSize", "1048576",
            "MessageRetentionPeriod", "345600",
            "ReceiveMessageWaitTimeSeconds", "0",
            "SqsManagedSseEnabled", "true");
    private static final Map<String, String> FIFO_DEFAULTS = Map.of(
            "ContentBasedDeduplication", "false",
            "DeduplicationScope", "queue",
            "FifoThroughputLimit", "perQueue");
    // Kept and given back, without effect here.
    private static final Set<String> INERT = Set.of(
            "Policy",
            "RedriveAllowPolicy",
            "KmsMasterKeyId",
            "KmsDataKeyReusePeriodSeconds",
            "SqsManagedSseEnabled",
            "FifoThroughputLimit");

    private final boolean fifo;
    private final Map<String, String> values;
    private final Map<String, String> given;
    private final RedrivePolicy redrive;

    private QueueSettings(boolean fifo, Map<String, String> given) {
        this.fifo = fifo;
        this.given = given;
        this.values = new TreeMap<>(DEFAULTS);
        if (fifo) {
            values.putAll(FIFO_DEFAULTS);
            values.put("FifoQueue", "true");
        }
        given.forEach(this::put);
        String policy = values.get("RedrivePolicy");
        redrive = policy == null ? null : RedrivePolicy.parse(policy);
    }

    /**
     * Settings of a new queue.
     *
     * @param attributes attributes by SQS's names
     * @throws QueueException for unknown names and values out of range
     */
    public static QueueSettings of(String queue, Map<String, String> attributes) {
        boolean fifo = Boolean.parseBoolean(attributes.getOrDefault("FifoQueue", "false"));
        if (queue.endsWith(".fifo") && !fifo) {
            throw QueueException.invalid(
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }
        if (fifo && !queue.endsWith(".fifo")) {
            throw QueueException.invalid("The name of a FIFO queue can only include alphanumeric characters, hyphens, "
                    + "or underscores, must end with .fifo suffix and be 1 to 80 in length");
        }
        return new QueueSettings(fifo, new LinkedHashMap<>(attributes));
    }

    /** These settings with some changed; an empty value takes an attribute back. */
    public QueueSettings with(Map<String, String> changes) {
        if (changes.containsKey("FifoQueue") && Boolean.parseBoolean(changes.get("FifoQueue")) != fifo) {
            throw new QueueException(
                    "InvalidAttributeName", "You can specify the FifoQueue only when creating a queue.");
        }
        Map<String, String> merged = new LinkedHashMap<>(given);
        merged.putAll(changes);
        return new QueueSettings(fifo, merged);
    }

    private void put(String name, String value) {
        switch (name) {
            case "VisibilityTimeout" -> inRange(name, value, 0, 43_200);
            case "DelaySeconds" -> inRange(name, value, 0, 900);
            case "MaximumMessageSize" -> inRange(name, value, 1024, 1_048_576);
            case "MessageRetentionPeriod" -> inRange(name, value, 60, 1_209_600);
            case "ReceiveMessageWaitTimeSeconds" -> inRange(name, value, 0, 20);
            case "FifoQueue" -> {
                return;
            }
            case "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit" -> {
                if (!fifo) {
                    throw new QueueException("InvalidAttributeName", "Unknown Attribute " + name + ".");
                }
            }
            case "RedrivePolicy" -> {
                if (value.isEmpty()) {
                    values.remove(name);
                    return;
                }
            }
            default -> {
                if (!INERT.contains(name)) {
                    throw new QueueException("InvalidAttributeName", "Unknown Attribute " + name + ".");
                }
            }
        }
        values.put(name, value);
    }

    private static void inRange(String name, String value, long from, long to) {
        try {
            long number = Long.parseLong(value);
            if (number >= from && number <= to) {
                return;
            }
        } catch (NumberFormatException e) {
            throw invalid(name);
        }
        throw invalid(name);
    }

    private static QueueException invalid(String name) {
        return new QueueException("InvalidAttributeValue", "Invalid value for the parameter " + name + ".");
    }

    /** Whether the order of a group is kept and duplicates are dropped. */
    public boolean fifo() {
        return fifo;
    }

    /** How long a received message stays invisible unless the receiver says otherwise. */
    public Duration visibilityTimeout() {
        return seconds("VisibilityTimeout");
    }

    Duration delay() {
        return seconds("DelaySeconds");
    }

    Duration receiveWait() {
        return seconds("ReceiveMessageWaitTimeSeconds");
    }

    Duration retention() {
        return seconds("MessageRetentionPeriod");
    }

    int maximumMessageSize() {
        return Integer.parseInt(values.get("MaximumMessageSize"));
    }

    boolean contentBasedDeduplication() {
        return Boolean.parseBoolean(values.get("ContentBasedDeduplication"));
    }

    boolean deduplicatesByGroup() {
        return "messageGroup".equals(values.get("DeduplicationScope"));
    }

    RedrivePolicy redrive() {
        return redrive;
    }

    private Duration seconds(String name) {
        return Duration.ofSeconds(Long.parseLong(values.get(name)));
    }

    /** All attributes with their values, set or by default. */
    public Map<String, String> values() {
        return Map.copyOf(values);
    }
}
