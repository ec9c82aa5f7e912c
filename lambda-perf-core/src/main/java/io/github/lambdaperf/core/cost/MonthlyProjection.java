package io.github.lambdaperf.core.cost;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a month costs at a stated volume, if its invocations are like the measured ones.
 *
 * @param invocations per month
 * @param gbSeconds of the month
 * @param requestUsd request charge
 * @param durationUsd duration charge, by tiers
 * @param storageUsd ephemeral storage above 512 MB
 * @param totalUsd sum
 * @param freeTier whether the account's free tier was taken off
 * @param pricesRegion region of the prices
 * @param pricesDate day of the price table
 * @param notes what the figure leaves out, for the reader
 */
public record MonthlyProjection(
        long invocations,
        BigDecimal gbSeconds,
        BigDecimal requestUsd,
        BigDecimal durationUsd,
        BigDecimal storageUsd,
        BigDecimal totalUsd,
        boolean freeTier,
        String pricesRegion,
        String pricesDate,
        List<String> notes) {
    public MonthlyProjection {
        notes = List.copyOf(notes);
    }
}
