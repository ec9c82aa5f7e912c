package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.regression.Estimate;

/**
 * What the REPORT lines of a load tell, cold and warm apart; an estimate of no sample has {@code n} 0.
 *
 * @param billedWarm mean billed duration in ms of warm invocations
 * @param billedWarmMedian median of the same
 * @param billedCold mean billed duration in ms of cold ones; it holds the init
 * @param durationMedian of successful warm invocations, in ms
 * @param durationP95 of the same
 * @param initMedian of the Init Duration, in ms
 */
public record ServerFigures(
        Estimate billedWarm,
        Estimate billedWarmMedian,
        Estimate billedCold,
        Estimate durationMedian,
        Estimate durationP95,
        Estimate initMedian) {}
