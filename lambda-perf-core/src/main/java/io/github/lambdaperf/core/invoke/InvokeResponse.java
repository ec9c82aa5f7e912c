package io.github.lambdaperf.core.invoke;

import java.util.Map;

/**
 * What came back of one invocation.
 *
 * @param outcome how it ended
 * @param sentNanos {@link System#nanoTime} when the request was written to an open connection
 * @param completedNanos {@link System#nanoTime} when the last byte was there, or the failure was known
 * @param status HTTP status; 0: none came
 * @param requestId {@code x-amzn-RequestId}, or null
 * @param executedVersion {@code X-Amz-Executed-Version}, or null
 * @param functionError {@code X-Amz-Function-Error}, or null
 * @param logTail text of the decoded log tail, or null
 * @param payload body of the answer, never null
 * @param errorType AWS's exception name, the {@code errorType} of a function error, or the class of a connection error;
 *     null on success
 * @param reason {@code Reason} of a throttle, or null
 * @param errorMessage AWS's or the function's message, or null
 * @param traceId {@code X-Amzn-Trace-Id}, or null
 * @param headers of the answer, never null; names in any case
 * @param timings of the exchange, or null
 * @param messages that the service has taken; 0 for invocations
 */
public record InvokeResponse(
        InvokeOutcome outcome,
        long sentNanos,
        long completedNanos,
        int status,
        String requestId,
        String executedVersion,
        String functionError,
        String logTail,
        byte[] payload,
        String errorType,
        String reason,
        String errorMessage,
        String traceId,
        Map<String, String> headers,
        HttpTimings timings,
        int messages) {

    /** The answer to an invocation. */
    public InvokeResponse(
            InvokeOutcome outcome,
            long sentNanos,
            long completedNanos,
            int status,
            String requestId,
            String executedVersion,
            String functionError,
            String logTail,
            byte[] payload,
            String errorType,
            String reason,
            String errorMessage,
            String traceId,
            Map<String, String> headers,
            HttpTimings timings) {
        this(
                outcome,
                sentNanos,
                completedNanos,
                status,
                requestId,
                executedVersion,
                functionError,
                logTail,
                payload,
                errorType,
                reason,
                errorMessage,
                traceId,
                headers,
                timings,
                0);
    }

    /** A response without headers and timings. */
    public InvokeResponse(
            InvokeOutcome outcome,
            long sentNanos,
            long completedNanos,
            int status,
            String requestId,
            String executedVersion,
            String functionError,
            String logTail,
            byte[] payload,
            String errorType,
            String reason,
            String errorMessage,
            String traceId) {
        this(
                outcome,
                sentNanos,
                completedNanos,
                status,
                requestId,
                executedVersion,
                functionError,
                logTail,
                payload,
                errorType,
                reason,
                errorMessage,
                traceId,
                Map.of(),
                null,
                0);
    }
}
