package io.github.lambdaperf.local.environment;

import java.time.Duration;
import java.time.Instant;

/**
 * How a function's asynchronous invocations are treated.
 *
 * @param maximumRetryAttempts retries after an error of the function, 0 to 2
 * @param maximumEventAge how long an event may wait, 60 s to 6 h
 * @param onSuccess ARN of the destination of what succeeded, null for none
 * @param onFailure ARN of the destination of what was given up, null for none
 * @param modified when this was set
 */
public record EventInvokeConfig(
        int maximumRetryAttempts, Duration maximumEventAge, String onSuccess, String onFailure, Instant modified) {

    /** Checks the ranges given above. */
    public EventInvokeConfig {
        if (maximumRetryAttempts < 0 || maximumRetryAttempts > 2) {
            throw new IllegalArgumentException(
                    "MaximumRetryAttempts is " + maximumRetryAttempts + " but must be from 0 to 2");
        }
        if (maximumEventAge.toSeconds() < 60 || maximumEventAge.toSeconds() > 21_600) {
            throw new IllegalArgumentException(
                    "MaximumEventAgeInSeconds is " + maximumEventAge.toSeconds() + " but must be from 60 to 21600");
        }
    }

    /** Lambda's defaults: two retries, six hours, no destinations. */
    public static EventInvokeConfig defaults() {
        return new EventInvokeConfig(2, Duration.ofHours(6), null, null, Instant.EPOCH);
    }
}
