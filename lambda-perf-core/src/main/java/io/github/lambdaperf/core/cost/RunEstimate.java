package io.github.lambdaperf.core.cost;

import java.math.BigDecimal;

/**
 * What a run will cost, before it runs.
 *
 * @param invocations planned
 * @param usd expected, under the assumption
 * @param atMostUsd if every invocation ran into the function's timeout
 * @param assumption in words
 * @param pricesRegion region of the prices
 * @param pricesDate day of the price table
 */
public record RunEstimate(
        long invocations,
        BigDecimal usd,
        BigDecimal atMostUsd,
        String assumption,
        String pricesRegion,
        String pricesDate) {}
