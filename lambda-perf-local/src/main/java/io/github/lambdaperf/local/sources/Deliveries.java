package io.github.lambdaperf.local.sources;

import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.queue.MessageAttributeValue;
import io.github.lambdaperf.local.queue.OutgoingMessage;
import io.github.lambdaperf.local.queue.Queue;
import io.github.lambdaperf.local.queue.QueueException;
import io.github.lambdaperf.local.queue.Queues;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers to functions, queues and topics by their ARNs. What cannot be delivered is logged. */
final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final FunctionHost host;
    private final Queues queues;
    private BiConsumer<String, String> topics = (arn, message) -> {};

    Deliveries(FunctionHost host, Queues queues) {
        this.host = host;
        this.queues = queues;
    }

    /** Who publishes to topics: ARN and message. */
    void toTopics(BiConsumer<String, String> publisher) {
        topics = publisher;
    }

    /** Whether the ARN is one of a function or queue that exist. */
    boolean reaches(String arn) {
        return function(arn).isPresent() || queues.byArn(arn).isPresent();
    }

    private Optional<String> function(String arn) {
        String prefix = host.account().functionArn("");
        if (!arn.startsWith(prefix)) {
            return Optional.empty();
        }
        String name = arn.substring(prefix.length()).replaceFirst(":.*", "");
        return host.function(name).map(definition -> definition.name());
    }

    /** Delivers a text as a function's event, a queue's message or a topic's. */
    void deliver(String arn, String payload) {
        Optional<String> function = function(arn);
        if (function.isPresent()) {
            host.enqueue(function.get(), Invocations.of(payload));
        } else if (arn.startsWith("arn:aws:sns:")) {
            publish(arn, payload);
        } else {
            send(arn, payload, Map.of(), null);
        }
    }

    private void publish(String arn, String message) {
        try {
            topics.accept(arn, message);
        } catch (SourceException e) {
            LOG.warn("cannot deliver to {}: {}", arn, e.getMessage());
        }
    }

    /**
     * Sends a message to a queue.
     *
     * @param groupId the message group for a FIFO queue, null for none
     */
    void send(String arn, String body, Map<String, MessageAttributeValue> attributes, String groupId) {
        Optional<Queue> queue = queues.byArn(arn);
        if (queue.isEmpty()) {
            LOG.warn("cannot deliver to {}: there is no such function, queue or topic", arn);
            return;
        }
        try {
            queue.get().send(new OutgoingMessage(body, attributes, null, groupId, null, null));
        } catch (QueueException e) {
            LOG.warn("cannot deliver to {}: {}", arn, e.getMessage());
        }
    }
}
