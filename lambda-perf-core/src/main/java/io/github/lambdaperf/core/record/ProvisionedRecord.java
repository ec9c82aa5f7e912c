package io.github.lambdaperf.core.record;

import java.math.BigDecimal;

/**
 * Provisioned concurrency that was set for a scenario.
 *
 * @param qualifier alias or version that it was set on
 * @param concurrency environments kept ready
 * @param before what was set before the run; null: nothing
 * @param secondsUntilReady from the change to the last environment
 * @param secondsEnabled from the change to its end
 * @param onProvisioned invocations on those environments; null before analyze, or where nothing tells
 * @param spillover invocations on environments on demand, beyond them; null likewise
 * @param reservationUsd for the environments, in whole five minutes
 * @param pricesRegion region of the price
 */
public record ProvisionedRecord(
        String qualifier,
        int concurrency,
        Integer before,
        double secondsUntilReady,
        double secondsEnabled,
        Long onProvisioned,
        Long spillover,
        BigDecimal reservationUsd,
        String pricesRegion) {

    /** The same with the counts of CloudWatch. */
    public ProvisionedRecord withCounts(long provisioned, long beyond) {
        return new ProvisionedRecord(
                qualifier,
                concurrency,
                before,
                secondsUntilReady,
                secondsEnabled,
                provisioned,
                beyond,
                reservationUsd,
                pricesRegion);
    }
}
