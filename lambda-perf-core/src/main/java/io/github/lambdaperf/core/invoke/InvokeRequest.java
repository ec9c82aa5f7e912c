package io.github.lambdaperf.core.invoke;

import io.github.lambdaperf.core.payload.IterationContext;

/**
 * One invocation to send.
 *
 * @param payload JSON bytes; empty: none
 * @param logTail asks for the last 4 KB of the log
 * @param iteration what the templates around the payload are rendered with; null: nothing is rendered
 */
public record InvokeRequest(byte[] payload, boolean logTail, IterationContext iteration) {
    /** An invocation that is its payload alone. */
    public InvokeRequest(byte[] payload, boolean logTail) {
        this(payload, logTail, null);
    }
}
