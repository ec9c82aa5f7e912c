package io.github.lambdaperf.core.record;

/**
 * One second of a scenario.
 *
 * @param second from the start of the run
 * @param wantedRate iterations per second that the schedule asked for; NaN: closed executor
 * @param started iterations started
 * @param completed invocations completed
 * @param inFlight largest number in flight
 * @param p50Ms of the invocations completed in that second; NaN: none
 * @param p95Ms likewise
 * @param errors failed, throttles left out
 * @param throttles HTTP 429
 * @param coldStarts inits and restores
 * @param dropped arrivals that found no free VU
 */
public record TimelinePoint(
        int second,
        double wantedRate,
        long started,
        long completed,
        int inFlight,
        double p50Ms,
        double p95Ms,
        long errors,
        long throttles,
        long coldStarts,
        long dropped) {}
