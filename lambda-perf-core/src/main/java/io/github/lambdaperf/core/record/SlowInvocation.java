package io.github.lambdaperf.core.record;

import java.time.Instant;

/**
 * One of the slowest invocations.
 *
 * @param at intended start
 * @param durationMs from the intended start to the last byte
 * @param serverMs Duration of its REPORT, or null
 * @param initMs init or restore of its REPORT, or null
 * @param requestId or null
 * @param traceId or null
 */
public record SlowInvocation(
        Instant at, double durationMs, Double serverMs, Double initMs, String requestId, String traceId) {}
