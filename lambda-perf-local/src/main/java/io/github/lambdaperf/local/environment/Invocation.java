package io.github.lambdaperf.local.environment;

import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One invocation on its way.
 *
 * @param requestId the request's id
 * @param payload the event as JSON
 * @param clientContext the client context as JSON, null if there is none
 * @param traceId value of {@code X-Amzn-Trace-Id}
 * @param result completed when the function has answered or failed, cancelled when the target is closed
 */
public record Invocation(
        String requestId,
        byte[] payload,
        String clientContext,
        String traceId,
        CompletableFuture<InvocationResult> result) {

    /** A value of {@code X-Amzn-Trace-Id} for a request that came without one; whether it is sampled is still open. */
    public static String newTraceId() {
        HexFormat hex = HexFormat.of();
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String seconds = Long.toHexString(System.currentTimeMillis() / 1000);
        return "Root=1-" + seconds + "-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextInt())
                + ";Parent=" + hex.toHexDigits(random.nextLong());
    }
}
