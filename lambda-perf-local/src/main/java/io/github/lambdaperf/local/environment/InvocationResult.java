package io.github.lambdaperf.local.environment;

import io.github.lambdaperf.local.logs.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The answer of a function.
 *
 * @param payload the response, or the error as JSON
 * @param functionError {@code Unhandled} when the function failed, else null
 * @param durationMs milliseconds from handing the event over to the answer, as in REPORT
 * @param log the invocation's log lines, REPORT last
 * @param version the version that ran
 * @param traceId value of {@code X-Amzn-Trace-Id}, with whether the trace is sampled
 */
public record InvocationResult(
        byte[] payload, String functionError, double durationMs, List<LogLine> log, String version, String traceId) {

    // What X-Amz-Log-Result holds at most, before base64.
    private static final int TAIL_BYTES = 4096;

    /** The last 4 KB of the log in UTF-8. */
    public byte[] logTail() {
        StringBuilder text = new StringBuilder();
        for (LogLine line : log) {
            text.append(line.message());
            if (!line.message().endsWith("\n")) {
                text.append('\n');
            }
        }
        byte[] all = text.toString().getBytes(StandardCharsets.UTF_8);
        int from = Math.max(0, all.length - TAIL_BYTES);
        // Not within a character.
        while (from < all.length && (all[from] & 0xC0) == 0x80) {
            from++;
        }
        return from == 0 ? all : Arrays.copyOfRange(all, from, all.length);
    }
}
