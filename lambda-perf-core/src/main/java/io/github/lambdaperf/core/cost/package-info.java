/** Prices and what invocations cost: pure arithmetic on {@link java.math.BigDecimal}, in US dollars. */
package io.github.lambdaperf.core.cost;
