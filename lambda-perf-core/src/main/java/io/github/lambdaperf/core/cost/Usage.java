package io.github.lambdaperf.core.cost;

import java.math.BigDecimal;

/**
 * Invocations that are billed.
 *
 * @param size of the function
 * @param invocations more than zero
 * @param requests charged requests: one per invocation, more for large asynchronous events
 * @param billedMs sum of the Billed Durations; it holds billed init and restore already
 */
public record Usage(FunctionSize size, long invocations, long requests, BigDecimal billedMs) {
    private static final long FIRST_CHUNK = 256 * 1024L;
    private static final long NEXT_CHUNK = 64 * 1024L;

    public Usage {
        if (invocations <= 0) {
            throw new IllegalArgumentException("there must be invocations to have a cost: " + invocations);
        }
        if (billedMs.signum() < 0) {
            throw new IllegalArgumentException("billed time must not be negative: " + billedMs);
        }
    }

    /** One request per invocation. */
    public static Usage of(FunctionSize size, long invocations, BigDecimal billedMs) {
        return new Usage(size, invocations, invocations, billedMs);
    }

    /**
     * Asynchronous events of one size: one request for the first 256 KB and one more for each further 64 KB begun.
     *
     * @param payloadBytes of one event
     */
    public static Usage ofEvents(FunctionSize size, long invocations, BigDecimal billedMs, long payloadBytes) {
        long further = Math.max(0, payloadBytes - FIRST_CHUNK);
        long perEvent = 1 + (further + NEXT_CHUNK - 1) / NEXT_CHUNK;
        return new Usage(size, invocations, Math.multiplyExact(invocations, perEvent), billedMs);
    }

    /** Billed seconds times memory in GB of 1024 MB; exact. */
    public BigDecimal gbSeconds() {
        return gbSeconds(billedMs, size.memoryMb());
    }

    /** Billed seconds times the ephemeral storage above 512 MB in GB of 1024 MB; exact. */
    public BigDecimal storageGbSeconds() {
        return gbSeconds(billedMs, Math.max(0, size.ephemeralStorageMb() - 512));
    }

    static BigDecimal gbSeconds(BigDecimal ms, int mb) {
        return ms.multiply(BigDecimal.valueOf(mb)).divide(BigDecimal.valueOf(1000L * 1024));
    }
}
