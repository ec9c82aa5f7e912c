package io.github.lambdaperf.core.record;

import java.math.BigDecimal;

/**
 * What the invocations of a scenario cost, in US dollars at on-demand prices.
 *
 * @param invocations billed
 * @param gbSeconds billed duration times memory
 * @param requestUsd request charge
 * @param durationUsd duration charge
 * @param storageUsd ephemeral storage above 512 MB
 * @param totalUsd sum
 * @param perMillionUsd total per million invocations
 * @param pricesRegion region of the prices
 * @param pricesDate day of the price table
 * @param basis where billed durations come from: {@code tail}, {@code insights}, or {@code tail (sampled)}
 */
public record CostRecord(
        long invocations,
        BigDecimal gbSeconds,
        BigDecimal requestUsd,
        BigDecimal durationUsd,
        BigDecimal storageUsd,
        BigDecimal totalUsd,
        BigDecimal perMillionUsd,
        String pricesRegion,
        String pricesDate,
        String basis) {}
