package io.github.lambdaperf.core.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** What keeps environments ready, and when it pays: provisioned concurrency and SnapStart. */
public final class ReservedCost {
    private static final long PROVISIONED_STEP_MS = Duration.ofMinutes(5).toMillis();
    private static final long SNAPSHOT_MINIMUM_MS = Duration.ofHours(3).toMillis();
    private static final String PROVISIONED = "lambda.provisioned-concurrency.gb-second.";
    private static final String PROVISIONED_DURATION = "lambda.provisioned-duration.gb-second.";
    private static final BigDecimal MS_PER_HOUR = BigDecimal.valueOf(3_600_000);

    private final PriceTable prices;
    private final LambdaCost onDemand;

    public ReservedCost(PriceTable prices) {
        this.prices = prices;
        this.onDemand = new LambdaCost(prices);
    }

    /**
     * Bill of a time with provisioned concurrency.
     *
     * @param reservationUsd for the environments kept ready
     * @param requestUsd for all requests
     * @param durationUsd for what ran on them, at the lower price
     * @param spilloverUsd for the duration of what did not, at the on-demand price
     * @param totalUsd sum
     * @param pricesRegion region of the prices
     */
    public record ProvisionedCost(
            BigDecimal reservationUsd,
            BigDecimal requestUsd,
            BigDecimal durationUsd,
            BigDecimal spilloverUsd,
            BigDecimal totalUsd,
            String pricesRegion) {}

    /**
     * Where provisioned concurrency costs as much as on-demand.
     *
     * @param utilisation share of the time that an environment must be busy, 0 to 1; above it provisioned is cheaper; more
     *     than 1: never
     * @param reservationUsdPerHour of one environment
     * @param invocationsPerHour that one environment must serve at the given billed time; rounded up
     * @param pricesRegion region of the prices
     */
    public record BreakEven(
            BigDecimal utilisation, BigDecimal reservationUsdPerHour, long invocationsPerHour, String pricesRegion) {}

    /** Bill of SnapStart's snapshots; zero for Java. */
    public record SnapStartCost(BigDecimal cacheUsd, BigDecimal restoreUsd, BigDecimal totalUsd, String pricesRegion) {}

    /**
     * Provisioned concurrency × GB × seconds enabled (whole 5 minutes) plus the duration on it and beyond it. The free tier
     * does not apply.
     *
     * @param concurrency environments kept ready
     * @param enabled for how long
     * @param invocations all of them, those beyond included
     * @param billedMs of the invocations on provisioned environments
     * @param spilloverBilledMs of those beyond
     */
    public ProvisionedCost provisionedConcurrency(
            FunctionSize size,
            int concurrency,
            Duration enabled,
            long invocations,
            BigDecimal billedMs,
            BigDecimal spilloverBilledMs) {
        PriceTable.RegionalPrice reservation = prices.price(size.region(), PROVISIONED + size.architecture());
        long enabledMs = ceil(enabled.toMillis(), PROVISIONED_STEP_MS) * PROVISIONED_STEP_MS;
        BigDecimal reserved = Usage.gbSeconds(BigDecimal.valueOf(enabledMs), size.memoryMb())
                .multiply(BigDecimal.valueOf(concurrency));
        BigDecimal reservationUsd = reservation.tiers().charge(reserved);
        BigDecimal requestUsd =
                prices.price(size.region(), "lambda.request").tiers().charge(BigDecimal.valueOf(invocations));
        BigDecimal durationUsd = prices.price(size.region(), PROVISIONED_DURATION + size.architecture())
                .tiers()
                .charge(Usage.gbSeconds(billedMs, size.memoryMb()));
        BigDecimal spilloverUsd = spilloverBilledMs.signum() == 0
                ? BigDecimal.ZERO
                : onDemand.costOf(Usage.of(size, 1, spilloverBilledMs), "spill-over")
                        .durationUsd();
        return new ProvisionedCost(
                LambdaCost.plain(reservationUsd),
                LambdaCost.plain(requestUsd),
                LambdaCost.plain(durationUsd),
                LambdaCost.plain(spilloverUsd),
                LambdaCost.plain(reservationUsd.add(requestUsd).add(durationUsd).add(spilloverUsd)),
                reservation.label());
    }

    /**
     * Busy share u at which reservation + u × provisioned duration = u × on-demand duration: u = reservation / (on-demand −
     * provisioned). Cold starts that it saves are left out, so that it pays a little earlier than that.
     *
     * @param billedMs of one invocation, more than zero
     */
    public BreakEven breakEven(FunctionSize size, BigDecimal billedMs) {
        PriceTable.RegionalPrice reservation = prices.price(size.region(), PROVISIONED + size.architecture());
        BigDecimal provisioned = prices.price(size.region(), PROVISIONED_DURATION + size.architecture())
                .tiers()
                .first();
        BigDecimal demand = prices.price(size.region(), "lambda.gb-second." + size.architecture())
                .tiers()
                .first();
        BigDecimal saved = demand.subtract(provisioned);
        if (saved.signum() <= 0) {
            throw new IllegalArgumentException(
                    "the price table has no lower duration price under provisioned concurrency");
        }
        BigDecimal utilisation = reservation.tiers().first().divide(saved, MathContext.DECIMAL64);
        return new BreakEven(
                utilisation.setScale(4, RoundingMode.HALF_UP),
                LambdaCost.plain(reservation.tiers().charge(Usage.gbSeconds(MS_PER_HOUR, size.memoryMb()))),
                utilisation
                        .multiply(MS_PER_HOUR)
                        .divide(billedMs, 0, RoundingMode.CEILING)
                        .longValueExact(),
                reservation.label());
    }

    /**
     * Snapshots are free of charge for Java; other runtimes pay for the cache (at least 3 hours) and for each GB restored.
     *
     * @param runtime such as {@code java21} or {@code python3.13}
     * @param cached how long the version is active
     */
    public SnapStartCost snapStart(FunctionSize size, String runtime, Duration cached, long restores) {
        if (runtime.toLowerCase(Locale.ROOT).startsWith("java")) {
            return new SnapStartCost(
                    BigDecimal.ZERO,
                    BigDecimal.ZERO,
                    BigDecimal.ZERO,
                    prices.price(size.region(), "lambda.request").label());
        }
        PriceTable.RegionalPrice cache = prices.priceOrReference(size.region(), "lambda.snapstart.cache.gb-second");
        PriceTable.RegionalPrice restore = prices.priceOrReference(size.region(), "lambda.snapstart.restore.gb");
        BigDecimal cachedMs = BigDecimal.valueOf(Math.max(cached.toMillis(), SNAPSHOT_MINIMUM_MS));
        BigDecimal cacheUsd = cache.tiers().charge(Usage.gbSeconds(cachedMs, size.memoryMb()));
        BigDecimal restoredGb = BigDecimal.valueOf(restores)
                .multiply(BigDecimal.valueOf(size.memoryMb()))
                .divide(BigDecimal.valueOf(1024));
        BigDecimal restoreUsd = restore.tiers().charge(restoredGb);
        return new SnapStartCost(
                LambdaCost.plain(cacheUsd),
                LambdaCost.plain(restoreUsd),
                LambdaCost.plain(cacheUsd.add(restoreUsd)),
                cache.label());
    }

    private static long ceil(long value, long step) {
        return (value + step - 1) / step;
    }
}
