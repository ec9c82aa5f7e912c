package io.github.lambdaperf.core.invoke;

/**
 * One invocation to send.
 *
 * @param payload JSON bytes; empty: none
 * @param logTail asks for the last 4 KB of the log
 */
public record InvokeRequest(byte[] payload, boolean logTail) {}
