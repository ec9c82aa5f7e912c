package io.github.lambdaperf.core.invoke;

import io.github.lambdaperf.core.scenario.EventBridgeSpec;
import io.github.lambdaperf.core.scenario.SnsSpec;
import io.github.lambdaperf.core.scenario.SqsSpec;
import java.util.List;
import java.util.Map;

/** One service's form of a send and of its answer. */
interface MessageWire {

    /** The wire that goes with the section of the scenario. */
    static MessageWire of(MessageTarget target) {
        if (target.spec() instanceof SqsSpec sqs) {
            return new SqsWire(sqs, target.destination(), target.seed());
        } else if (target.spec() instanceof SnsSpec sns) {
            return new SnsWire(sns, target.destination(), target.seed());
        }
        return new EventBridgeWire((EventBridgeSpec) target.spec(), target.destination(), target.seed());
    }

    /** Name that requests are signed for. */
    String service();

    /** {@code Content-Type} and, where the protocol has one, {@code X-Amz-Target}. */
    Map<String, String> headers();

    /** The request's body. */
    byte[] body(List<OutgoingMessage> messages);

    /**
     * The answer to a send.
     *
     * @param ids of the messages in their order; null where one was not taken
     * @param errorType of the first that was not taken; null: all were
     * @param errorMessage beside it, or null
     */
    record Receipt(List<String> ids, String errorType, String errorMessage) {}

    /**
     * Reads the answer of a send that succeeded as a call.
     *
     * @param messages that were sent
     */
    Receipt receipt(byte[] answer, int messages);

    /** What an answer with a status of 400 or more says. @param type of its header, or null */
    Receipt error(String type, byte[] answer);
}
