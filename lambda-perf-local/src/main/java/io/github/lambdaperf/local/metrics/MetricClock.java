package io.github.lambdaperf.local.metrics;

import java.time.Instant;

/**
 * The clock of CloudWatch's metrics and alarms. It may run faster than the wall, so that alarms which count minutes are seen
 * to fire in seconds.
 *
 * @param startMs epoch milliseconds at which both show the same
 * @param speed how much faster it runs; 1: the wall's
 */
public record MetricClock(long startMs, double speed) {

    /** The wall's clock. */
    public static final MetricClock WALL = new MetricClock(0, 1);

    /** A clock that starts now. */
    public static MetricClock fast(double speed) {
        return speed == 1 ? WALL : new MetricClock(System.currentTimeMillis(), speed);
    }

    /** What it shows at a moment of the wall's. */
    public long at(long epochMs) {
        return speed == 1 ? epochMs : startMs + Math.round((epochMs - startMs) * speed);
    }

    /** What it shows. */
    public Instant now() {
        return speed == 1 ? Instant.now() : Instant.ofEpochMilli(at(System.currentTimeMillis()));
    }
}
