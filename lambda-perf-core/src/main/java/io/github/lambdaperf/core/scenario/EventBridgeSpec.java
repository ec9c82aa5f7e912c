package io.github.lambdaperf.core.scenario;

import java.time.Duration;
import java.util.Map;

/**
 * The {@code eventbridge:} section; the payload becomes the event's {@code detail}.
 *
 * @param function that the bus leads to; null: the build's
 * @param destination name or ARN of the bus
 * @param source template of the event's {@code source}
 * @param detailType template of its {@code detail-type}
 * @param batch events of one {@code PutEvents}
 * @param drain how long after the last send the events are waited for
 * @param local how the local target delivers
 */
public record EventBridgeSpec(
        String function,
        String destination,
        String source,
        String detailType,
        int batch,
        Duration drain,
        LocalDelivery local)
        implements MessageSpec {

    @Override
    public String key() {
        return "eventbridge";
    }

    @Override
    public Map<String, String> attributes() {
        return Map.of();
    }

    /** The bus's name, of whatever form the destination has. */
    public String busName() {
        return destination.substring(destination.lastIndexOf('/') + 1);
    }
}
