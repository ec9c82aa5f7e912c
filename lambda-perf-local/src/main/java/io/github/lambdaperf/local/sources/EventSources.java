package io.github.lambdaperf.local.sources;

import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.environment.Account;
import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.queue.Queue;
import io.github.lambdaperf.local.queue.Queues;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;

/** All that invokes functions beside clients. Confined to the event loop. */
public final class EventSources implements AutoCloseable {

    private final FunctionHost host;
    private final ScheduledExecutorService loop;
    private final Queues queues;
    private final Topics topics;
    private final EventBuses buses;
    private final HandledMessages handled = new HandledMessages();
    private final Map<String, QueueMapping> mappings = new LinkedHashMap<>();

    /** Sources of the host's functions, none yet. */
    public EventSources(FunctionHost host, ScheduledExecutorService loop) {
        this.host = host;
        this.loop = loop;
        Account account = host.account();
        queues = new Queues(account.region(), account.id(), loop);
        Deliveries deliveries = new Deliveries(host, queues);
        topics = new Topics(account, deliveries);
        buses = new EventBuses(account, deliveries);
        deliveries.toTopics((arn, message) -> topics.publish(arn, null, message, Map.of()));
        AsyncDestinations destinations = new AsyncDestinations(host, deliveries, topics, buses);
        host.asynchronous().whenEnded(outcome -> {
            destinations.ended(outcome);
            handled.ended(outcome);
        });
    }

    /** What became of marked messages. */
    public HandledMessages handled() {
        return handled;
    }

    /** The queues. */
    public Queues queues() {
        return queues;
    }

    /** The topics. */
    public Topics topics() {
        return topics;
    }

    /** The event buses. */
    public EventBuses buses() {
        return buses;
    }

    /** The event source mappings, oldest first. */
    public Collection<QueueMapping> mappings() {
        return mappings.values();
    }

    /**
     * The mapping of that id.
     *
     * @throws SourceException when there is none
     */
    public QueueMapping mapping(String uuid) {
        QueueMapping mapping = mappings.get(uuid);
        if (mapping == null) {
            throw new SourceException(404, "ResourceNotFoundException", "The resource you requested does not exist.");
        }
        return mapping;
    }

    /**
     * Connects a queue to a function.
     *
     * @throws SourceException when one of them does not exist, they are connected already, or the settings do not go
     *     with the queue
     */
    public QueueMapping map(String queueArn, String functionName, MappingSettings settings) {
        FunctionDefinition function = host.function(functionName)
                .orElseThrow(() -> new SourceException(
                        404,
                        "ResourceNotFoundException",
                        "Function not found: " + host.account().functionArn(functionName)))
                .latest()
                .definition();
        Queue queue = queues.byArn(queueArn)
                .orElseThrow(() -> invalid("Error occurred while ReceiveMessage. SQS Error Code: "
                        + "AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not"
                        + " exist."));
        for (QueueMapping existing : mappings.values()) {
            if (existing.queue() == queue && existing.function().equals(functionName)) {
                throw new SourceException(
                        409,
                        "ResourceConflictException",
                        "An event source mapping with SQS arn (\" " + queueArn + " \") and function (\" "
                                + functionName + " \") already exists. Please update or delete the existing mapping"
                                + " with UUID " + existing.uuid());
            }
        }
        check(queue, function.timeout(), settings);
        String uuid = UUID.randomUUID().toString();
        QueueMapping mapping = new QueueMapping(uuid, function, queue, settings, host, loop, handled);
        mappings.put(uuid, mapping);
        return mapping;
    }

    /**
     * Changes the settings of a mapping.
     *
     * @throws SourceException when they do not go with the queue
     */
    public void change(QueueMapping mapping, MappingSettings settings) {
        check(mapping.queue(), mapping.timeout(), settings);
        mapping.settings(settings);
    }

    private static void check(Queue queue, Duration timeout, MappingSettings settings) {
        long visibility = queue.settings().visibilityTimeout().toSeconds();
        if (visibility < timeout.toSeconds()) {
            throw invalid("Queue visibility timeout: " + visibility + " seconds is less than Function timeout: "
                    + timeout.toSeconds() + " seconds");
        }
        if (queue.settings().fifo() && settings.batchSize() > 10) {
            throw invalid("BatchSize of a FIFO queue must be from 1 to 10");
        }
        if (queue.settings().fifo() && !settings.window().isZero()) {
            throw invalid("Batching window is not supported for FIFO queues");
        }
    }

    /** Deletes a mapping; batches at work are finished. */
    public QueueMapping unmap(String uuid) {
        QueueMapping mapping = mapping(uuid);
        mapping.delete();
        mappings.remove(uuid);
        return mapping;
    }

    private static SourceException invalid(String message) {
        return new SourceException(400, "InvalidParameterValueException", message);
    }

    @Override
    public void close() {
        mappings.values().forEach(QueueMapping::delete);
        mappings.clear();
        queues.close();
    }
}
