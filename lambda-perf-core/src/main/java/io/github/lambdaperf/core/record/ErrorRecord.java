package io.github.lambdaperf.core.record;

/**
 * Failed invocations of one kind.
 *
 * @param outcome label of the invoke outcome, such as {@code function_error}
 * @param type exception or error type, or null
 * @param reason of a throttle, or null
 * @param message the first one seen, shortened, or null
 * @param count how many
 * @param requestId of the first one, or null
 */
public record ErrorRecord(String outcome, String type, String reason, String message, long count, String requestId) {}
