package io.github.lambdaperf.core.record;

import java.math.BigDecimal;

/**
 * What a service around the function charges for a run, in US dollars.
 *
 * @param item name of the price, such as {@code apigateway.rest.request}
 * @param units charged
 * @param usd charge
 * @param pricesRegion region of the price
 */
public record ChargeRecord(String item, BigDecimal units, BigDecimal usd, String pricesRegion) {}
