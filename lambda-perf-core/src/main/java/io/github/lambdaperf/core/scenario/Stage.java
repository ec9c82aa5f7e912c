package io.github.lambdaperf.core.scenario;

import java.time.Duration;

/**
 * A step of a ramp, as in k6: from the previous target to this one, linearly, within the duration; a duration of zero
 * jumps.
 *
 * @param duration zero or more
 * @param target VUs for {@code ramping-vus}, iterations per time unit for {@code ramping-arrival-rate}; zero or more
 */
public record Stage(Duration duration, double target) {}
