package io.github.lambdaperf.local.queue;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;

/** The queues of an account in a region. Confined to the executor. */
public final class Queues implements AutoCloseable {

    private final String region;
    private final String account;
    private final ScheduledExecutorService executor;
    private final Map<String, Queue> queues = new TreeMap<>();

    /**
     * No queues yet.
     *
     * @param account twelve digits
     * @param executor runs what becomes due; everything else must be called on it as well
     */
    public Queues(String region, String account, ScheduledExecutorService executor) {
        this.region = region;
        this.account = account;
        this.executor = executor;
    }

    /**
     * Makes a queue, or finds the one with that name and those attributes.
     *
     * @throws QueueException for a bad name, bad attributes, or when the attributes differ from the existing queue's
     */
    public Queue create(String name, Map<String, String> attributes) {
        if (!name.matches("[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\\.fifo")) {
            throw QueueException.invalid(
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }
        QueueSettings settings = QueueSettings.of(name, attributes);
        Queue existing = queues.get(name);
        if (existing == null) {
            Queue queue = new Queue(
                    name,
                    arn(name),
                    account,
                    settings,
                    executor,
                    arn -> byArn(arn).orElse(null));
            checkRedrive(settings);
            queues.put(name, queue);
            return queue;
        }
        for (String attribute : attributes.keySet()) {
            if (!settings.values()
                    .get(attribute)
                    .equals(existing.settings().values().get(attribute))) {
                throw new QueueException(
                        "QueueNameExists",
                        "A queue already exists with the same name and a different value for attribute " + attribute);
            }
        }
        return existing;
    }

    /** Sets attributes of a queue; the others stay. */
    public void change(Queue queue, Map<String, String> attributes) {
        QueueSettings changed = queue.settings().with(attributes);
        if (attributes.containsKey("RedrivePolicy")) {
            checkRedrive(changed);
        }
        queue.settings(changed);
    }

    private void checkRedrive(QueueSettings settings) {
        if (settings.redrive() == null) {
            return;
        }
        String arn = settings.redrive().deadLetterTargetArn();
        Queue target = byArn(arn)
                .orElseThrow(
                        () -> QueueException.invalid(
                                "Value " + settings.redrive().json()
                                        + " for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist."));
        if (target.settings().fifo() != settings.fifo()) {
            throw QueueException.invalid("Value " + settings.redrive().json()
                    + " for parameter RedrivePolicy is invalid. Reason: Dead letter target must be same type of queue"
                    + " as the source.");
        }
    }

    /** The queue of that name. */
    public Optional<Queue> find(String name) {
        return Optional.ofNullable(queues.get(name));
    }

    /** The queue of that ARN. */
    public Optional<Queue> byArn(String arn) {
        return find(arn.substring(arn.lastIndexOf(':') + 1))
                .filter(queue -> queue.arn().equals(arn));
    }

    /** All queues by name. */
    public Collection<Queue> all() {
        return queues.values();
    }

    /** Deletes a queue with its messages. */
    public void delete(Queue queue) {
        queues.remove(queue.name());
        queue.close();
    }

    /** The ARN that a queue of that name has. */
    public String arn(String name) {
        return "arn:aws:sqs:" + region + ":" + account + ":" + name;
    }

    @Override
    public void close() {
        queues.values().forEach(Queue::close);
        queues.clear();
    }
}
