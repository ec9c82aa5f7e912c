package io.github.lambdaperf.core.scenario;

import java.time.Duration;

/**
 * What the local target sets up between a message and the function: an event source mapping for a queue, the asynchronous
 * invocation for a topic or a bus. On AWS the account's own configuration counts.
 *
 * @param batchSize most messages of one event, 1 to 10000
 * @param batchingWindow how long messages are gathered, 0 to 300 s
 * @param maximumConcurrency most invocations at once, 2 to 1000; 0: no limit of its own
 * @param reportBatchItemFailures whether the function's answer names the messages that failed
 * @param visibilityTimeout of the queue; null: six times the function's timeout, as AWS advises
 * @param maxReceiveCount receives of a message before it goes to the dead-letter queue, 1 to 1000
 * @param maximumRetryAttempts retries of an asynchronous invocation, 0 to 2
 */
public record LocalDelivery(
        int batchSize,
        Duration batchingWindow,
        int maximumConcurrency,
        boolean reportBatchItemFailures,
        Duration visibilityTimeout,
        int maxReceiveCount,
        int maximumRetryAttempts) {

    /** AWS's defaults, with a dead-letter queue after three receives. */
    public static LocalDelivery defaults() {
        return new LocalDelivery(10, Duration.ZERO, 0, false, null, 3, 2);
    }
}
