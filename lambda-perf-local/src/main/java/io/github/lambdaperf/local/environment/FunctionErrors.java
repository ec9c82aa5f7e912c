package io.github.lambdaperf.local.environment;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Payloads of failures that Lambda, not the function, reports. */
final class FunctionErrors {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FunctionErrors() {}

    static String timedOut(Duration timeout) {
        return String.format(Locale.ROOT, "Task timed out after %.2f seconds", timeout.toMillis() / 1000.0);
    }

    /** The wording of Lambda's own agent; a status above 128 is a signal's. */
    static String exited(int status) {
        return switch (status) {
            case 0 -> "Runtime exited without providing a reason";
            case 134 -> "Runtime exited with error: signal: aborted";
            case 137 -> "Runtime exited with error: signal: killed";
            case 139 -> "Runtime exited with error: signal: segmentation fault";
            case 143 -> "Runtime exited with error: signal: terminated";
            default -> "Runtime exited with error: exit status " + status;
        };
    }

    static byte[] payload(String type, String requestId, String message) {
        return JSON.createObjectNode()
                .put("errorType", type)
                .put("errorMessage", "RequestId: " + requestId + " Error: " + message)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
