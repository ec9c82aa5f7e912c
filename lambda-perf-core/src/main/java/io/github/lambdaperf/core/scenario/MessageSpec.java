package io.github.lambdaperf.core.scenario;

import io.github.lambdaperf.core.PerfException;
import java.time.Duration;
import java.util.Map;

/** A target section that sends messages, which reach the function through another service. */
public sealed interface MessageSpec extends SendSpec permits SqsSpec, SnsSpec, EventBridgeSpec {

    /** The queue, topic or bus, as written. */
    String destination();

    /** Messages of one send, 1 to 10. */
    int batch();

    /** Message attributes: names to templates; empty where the service has none. */
    Map<String, String> attributes();

    /** How long after the last send the messages are waited for. */
    Duration drain();

    /** How the local target delivers. */
    LocalDelivery local();

    @Override
    default SendSpec of(String otherFunction) {
        throw PerfException.user("messages reach the version that their " + key()
                + " section leads to: compare stored runs, or use a scenario with invoke");
    }
}
