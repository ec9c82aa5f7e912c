package io.github.lambdaperf.core.scenario;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@code sqs:} section.
 *
 * @param function that the queue leads to; null: the build's
 * @param destination name, URL or ARN of the queue; a name that ends with {@code .fifo} is a FIFO queue's
 * @param batch messages of one {@code SendMessageBatch}; 1: {@code SendMessage}
 * @param attributes names to templates
 * @param group template of {@code MessageGroupId}; null: none
 * @param deduplication template of {@code MessageDeduplicationId}; null: none
 * @param delay of each message, 0 to 15 minutes
 * @param drain how long after the last send the messages are waited for
 * @param local how the local target delivers
 */
public record SqsSpec(
        String function,
        String destination,
        int batch,
        Map<String, String> attributes,
        String group,
        String deduplication,
        Duration delay,
        Duration drain,
        LocalDelivery local)
        implements MessageSpec {
    public SqsSpec {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    @Override
    public String key() {
        return "sqs";
    }

    /** Whether the queue is a FIFO queue, by its name. */
    public boolean fifo() {
        return destination.endsWith(".fifo");
    }

    /** The queue's name, of whatever form the destination has. */
    public String queueName() {
        return destination.substring(Math.max(destination.lastIndexOf('/'), destination.lastIndexOf(':')) + 1);
    }
}
