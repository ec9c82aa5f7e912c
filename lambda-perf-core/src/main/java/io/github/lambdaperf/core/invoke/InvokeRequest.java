package io.github.lambdaperf.core.invoke;

import io.github.lambdaperf.core.payload.IterationContext;
import java.util.List;

/**
 * One invocation to send.
 *
 * @param payload JSON bytes; empty: none
 * @param logTail asks for the last 4 KB of the log
 * @param iteration what the templates around the payload are rendered with; null: nothing is rendered
 * @param messages of one send; empty: an invocation
 */
public record InvokeRequest(
        byte[] payload, boolean logTail, IterationContext iteration, List<OutgoingMessage> messages) {
    private static final byte[] NOTHING = new byte[0];

    /** An invocation with what its templates are rendered with. */
    public InvokeRequest(byte[] payload, boolean logTail, IterationContext iteration) {
        this(payload, logTail, iteration, List.of());
    }

    /** A send of messages. */
    public static InvokeRequest of(List<OutgoingMessage> messages) {
        return new InvokeRequest(NOTHING, false, null, messages);
    }

    /** An invocation that is its payload alone. */
    public InvokeRequest(byte[] payload, boolean logTail) {
        this(payload, logTail, null, List.of());
    }
}
