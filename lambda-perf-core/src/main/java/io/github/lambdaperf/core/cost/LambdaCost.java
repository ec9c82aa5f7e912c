package io.github.lambdaperf.core.cost;

import io.github.lambdaperf.core.record.CostRecord;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What Lambda charges for invocations: requests, billed duration times memory, and ephemeral storage above 512 MB.
 *
 * <p>Formula: requests × price + Σ billed ms / 1000 × MB / 1024 × price per GB-second. Billed Duration is what counts: since
 * August 2025 it holds the init, and under SnapStart the billed restore.
 */
public final class LambdaCost {
    /** Billed time per invocation that {@link #estimate} assumes where nothing better is known. */
    public static final long ASSUMED_BILLED_MS = 1000;

    private static final String REQUEST = "lambda.request";
    private static final String GB_SECOND = "lambda.gb-second.";
    private static final String STORAGE = "lambda.ephemeral-storage.gb-second";
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final int PER_MILLION_SCALE = 10;

    private final PriceTable prices;

    public LambdaCost(PriceTable prices) {
        this.prices = prices;
    }

    /**
     * The bill of a run at the first tier's prices, without the free tier: what one more run costs.
     *
     * @param basis where the billed durations come from, see {@link CostRecord#basis}
     * @throws io.github.lambdaperf.core.PerfException where the table has no prices of the region
     */
    public CostRecord costOf(Usage usage, String basis) {
        PriceTable.RegionalPrice gbSecond = gbSecondPrice(usage.size());
        BigDecimal requests = requestPrice(usage.size()).first().multiply(BigDecimal.valueOf(usage.requests()));
        BigDecimal duration = gbSecond.tiers().first().multiply(usage.gbSeconds());
        BigDecimal storage = storageCharge(usage.size(), usage.storageGbSeconds());
        BigDecimal total = requests.add(duration).add(storage);
        return new CostRecord(
                usage.invocations(),
                plain(usage.gbSeconds()),
                plain(requests),
                plain(duration),
                plain(storage),
                plain(total),
                perMillion(total, usage.invocations()),
                gbSecond.label(),
                prices.date(),
                basis);
    }

    /**
     * A month of invocations that are like the measured ones on average, with the volume tiers.
     *
     * @param measured any sample of invocations
     * @param invocationsPerMonth more than zero
     * @param freeTier takes off the account's 1 M requests and 400,000 GB-seconds, as if nothing else used them
     */
    public MonthlyProjection project(Usage measured, long invocationsPerMonth, boolean freeTier) {
        BigDecimal share = BigDecimal.valueOf(invocationsPerMonth)
                .divide(BigDecimal.valueOf(measured.invocations()), MathContext.DECIMAL128);
        BigDecimal requests = share.multiply(BigDecimal.valueOf(measured.requests()));
        BigDecimal gbSeconds = share.multiply(measured.gbSeconds());
        PriceTable.RegionalPrice gbSecond = gbSecondPrice(measured.size());
        List<String> notes = new ArrayList<>();
        if (!gbSecond.tiers().graduated()) {
            notes.add("the volume tiers of " + gbSecond.region()
                    + " are not in the price table: all GB-seconds are at the first tier's price, an upper bound");
        }
        if (freeTier) {
            notes.add("the free tier is taken off as if no other function of the account used it");
        }
        BigDecimal requestUsd = requestPrice(measured.size()).charge(charged(requests, freeTier, REQUEST));
        BigDecimal durationUsd = gbSecond.tiers().charge(charged(gbSeconds, freeTier, "lambda.gb-second"));
        BigDecimal storageUsd = storageCharge(measured.size(), share.multiply(measured.storageGbSeconds()));
        return new MonthlyProjection(
                invocationsPerMonth,
                cents(gbSeconds),
                cents(requestUsd),
                cents(durationUsd),
                cents(storageUsd),
                cents(requestUsd.add(durationUsd).add(storageUsd)),
                freeTier,
                gbSecond.label(),
                prices.date(),
                notes);
    }

    /**
     * The bill of a run that has not begun.
     *
     * @param plannedInvocations at least zero
     * @param billedMsKnown billed time per invocation of an earlier run; empty: {@value #ASSUMED_BILLED_MS} ms is assumed
     * @param timeoutMs the function's timeout, for the upper bound
     */
    public RunEstimate estimate(
            FunctionSize size, long plannedInvocations, OptionalLong billedMsKnown, long timeoutMs) {
        long billedMs = billedMsKnown.orElse(Math.min(ASSUMED_BILLED_MS, timeoutMs));
        String assumption = plannedInvocations + " invocations of " + billedMs + " ms billed time each, "
                + (billedMsKnown.isPresent() ? "as in an earlier run" : "assumed: there is no earlier run");
        return new RunEstimate(
                plannedInvocations,
                planned(size, plannedInvocations, billedMs),
                planned(size, plannedInvocations, Math.max(billedMs, timeoutMs)),
                assumption,
                gbSecondPrice(size).label(),
                prices.date());
    }

    private BigDecimal planned(FunctionSize size, long invocations, long billedMs) {
        if (invocations <= 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal sum = BigDecimal.valueOf(invocations).multiply(BigDecimal.valueOf(billedMs));
        return costOf(Usage.of(size, invocations, sum), "estimate").totalUsd();
    }

    private BigDecimal charged(BigDecimal units, boolean freeTier, String name) {
        return freeTier ? units.subtract(prices.freePerMonth(name)).max(BigDecimal.ZERO) : units;
    }

    private PriceTiers requestPrice(FunctionSize size) {
        return prices.price(size.region(), REQUEST).tiers();
    }

    private PriceTable.RegionalPrice gbSecondPrice(FunctionSize size) {
        return prices.price(size.region(), GB_SECOND + size.architecture());
    }

    private BigDecimal storageCharge(FunctionSize size, BigDecimal gbSeconds) {
        return gbSeconds.signum() == 0
                ? BigDecimal.ZERO
                : prices.price(size.region(), STORAGE).tiers().charge(gbSeconds);
    }

    private static BigDecimal perMillion(BigDecimal total, long invocations) {
        return plain(total.multiply(MILLION)
                .divide(BigDecimal.valueOf(invocations), PER_MILLION_SCALE, RoundingMode.HALF_UP));
    }

    private static BigDecimal cents(BigDecimal usd) {
        return plain(usd.setScale(4, RoundingMode.HALF_UP));
    }

    static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
