package io.github.lambdaperf.core.scenario;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@code sns:} section.
 *
 * @param function that the topic leads to; null: the build's
 * @param destination name or ARN of the topic
 * @param batch messages of one {@code PublishBatch}; 1: {@code Publish}
 * @param attributes names to templates
 * @param subject template; null: none
 * @param drain how long after the last send the messages are waited for
 * @param local how the local target delivers
 */
public record SnsSpec(
        String function,
        String destination,
        int batch,
        Map<String, String> attributes,
        String subject,
        Duration drain,
        LocalDelivery local)
        implements MessageSpec {
    public SnsSpec {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    @Override
    public String key() {
        return "sns";
    }

    /** The topic's name, of whatever form the destination has. */
    public String topicName() {
        return destination.substring(destination.lastIndexOf(':') + 1);
    }
}
