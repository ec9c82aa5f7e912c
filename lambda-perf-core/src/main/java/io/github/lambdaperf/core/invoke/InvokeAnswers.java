package io.github.lambdaperf.core.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads AWS's answers to Invoke: the outcome, the headers, and AWS's two ways to say what went wrong. */
final class InvokeAnswers {
    private InvokeAnswers() {}

    /** Loaded with the first error. */
    private static final class Json {
        private static final ObjectMapper MAPPER = new ObjectMapper();
    }

    static InvokeResponse of(AnswerHead head, byte[] body, long sentNanos, long completedNanos, HttpTimings timings) {
        int status = head.status();
        String functionError = head.header("X-Amz-Function-Error");
        InvokeOutcome outcome = outcome(status, functionError);
        String errorType = null;
        String reason = null;
        String message = null;
        if (outcome != InvokeOutcome.SUCCESS) {
            JsonNode error = tree(body);
            if (functionError != null) {
                errorType = error.path("errorType").asText(functionError);
                message = error.path("errorMessage").asText(null);
            } else {
                errorType = type(head.header("x-amzn-ErrorType"), status);
                reason = error.path("Reason").asText(null);
                message = error.path("message").asText(error.path("Message").asText(null));
            }
        }
        return new InvokeResponse(
                outcome,
                sentNanos,
                completedNanos,
                status,
                head.header("x-amzn-RequestId"),
                head.header("X-Amz-Executed-Version"),
                functionError,
                logTail(head),
                body,
                errorType,
                reason,
                message,
                head.header("X-Amzn-Trace-Id"),
                head.headers(),
                timings);
    }

    private static InvokeOutcome outcome(int status, String functionError) {
        if (functionError != null) {
            return InvokeOutcome.FUNCTION_ERROR;
        } else if (status >= 200 && status < 300) {
            return InvokeOutcome.SUCCESS;
        } else if (status == 429) {
            return InvokeOutcome.THROTTLED;
        }
        return status >= 500 ? InvokeOutcome.SERVICE_ERROR : InvokeOutcome.CLIENT_ERROR;
    }

    /** AWS may add a colon and more behind the name. */
    static String type(String header, int status) {
        if (header == null) {
            return "HTTP " + status;
        }
        int colon = header.indexOf(':');
        return colon < 0 ? header : header.substring(0, colon);
    }

    static JsonNode tree(byte[] body) {
        try {
            JsonNode tree = Json.MAPPER.readTree(body);
            return tree == null ? Json.MAPPER.createObjectNode() : tree;
        } catch (IOException e) {
            return Json.MAPPER.createObjectNode();
        }
    }

    private static String logTail(AnswerHead head) {
        try {
            byte[] tail = head.base64("X-Amz-Log-Result");
            return tail == null ? null : new String(tail, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The response of an exchange that got no answer. */
    static InvokeResponse failed(Exchange exchange, InvokeOutcome outcome, String type, String message) {
        return failed(exchange.sentNanos(), outcome, type, message, exchange.timings(System.nanoTime()));
    }

    /** The response of an invocation that got no answer until now. @param timings or null */
    static InvokeResponse failed(
            long sentNanos, InvokeOutcome outcome, String type, String message, HttpTimings timings) {
        return new InvokeResponse(
                outcome,
                sentNanos,
                System.nanoTime(),
                0,
                null,
                null,
                null,
                null,
                new byte[0],
                type,
                null,
                message,
                null,
                Map.of(),
                timings);
    }
}
