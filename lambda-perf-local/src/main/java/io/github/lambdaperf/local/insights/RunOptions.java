package io.github.lambdaperf.local.insights;

import java.time.Instant;
import java.util.Objects;

/**
 * What a query's run takes from outside its text.
 *
 * @param defaultLimit most rows when the query has no {@code limit} of its own, at least 1
 * @param now the time that {@code now()} gives
 * @param start first second of the time range, inclusive
 * @param end last second of the time range, inclusive
 */
public record RunOptions(int defaultLimit, Instant now, Instant start, Instant end) {
    public RunOptions {
        if (defaultLimit < 1) {
            throw new IllegalArgumentException("defaultLimit is " + defaultLimit + ", but must be at least 1");
        }
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(end, "end");
    }

    boolean covers(long epochMillis) {
        long second = Math.floorDiv(epochMillis, 1000L);
        return second >= start.getEpochSecond() && second <= end.getEpochSecond();
    }
}
