package io.github.lambdaperf.core.invoke;

import io.github.lambdaperf.core.payload.IterationContext;

/**
 * A message of one send.
 *
 * @param mark what it is recognised by later
 * @param number within the scenario's messages, from 0
 * @param body UTF-8
 * @param iteration what its attributes are rendered with
 */
public record OutgoingMessage(String mark, long number, byte[] body, IterationContext iteration) {
    /** Name of the message attribute that holds the mark; events hold it among their resources. */
    public static final String ATTRIBUTE = "lambda-perf";
}
