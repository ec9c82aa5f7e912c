package io.github.lambdaperf.core.cost;

/**
 * How money is computed.
 *
 * @param prices to compute with
 * @param freeTier whether projections take the account's free tier off; a run's own cost never does
 * @param monthlyInvocations volume of the projection; 0: none
 */
public record CostSettings(PriceTable prices, boolean freeTier, long monthlyInvocations) {

    /** The bundled prices, no projection. */
    public static CostSettings bundled() {
        return new CostSettings(PriceTable.bundled(), false, 0);
    }
}
