package io.github.lambdaperf.core.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReservedCostTest {
    private final ReservedCost cost = new ReservedCost(PriceTable.bundled());

    @Test
    void provisionedConcurrencyIsChargedByWholeFiveMinutes() {
        FunctionSize size = new FunctionSize(1024, "x86_64", 512, "us-east-1");

        ReservedCost.ProvisionedCost bill = cost.provisionedConcurrency(
                size, 10, Duration.ofMinutes(6), 1000, new BigDecimal(90_000), new BigDecimal(10_000));

        // 10 x 1 GB x 600 s = 6000 GB-s x 0.0000041667
        assertThat(bill.reservationUsd()).isEqualByComparingTo("0.0250002");
        // 90 GB-s x 0.0000097222
        assertThat(bill.durationUsd()).isEqualByComparingTo("0.000874998");
        // spill-over: 10 GB-s x 0.0000166667
        assertThat(bill.spilloverUsd()).isEqualByComparingTo("0.000166667");
        assertThat(bill.requestUsd()).isEqualByComparingTo("0.0002");
        assertThat(bill.totalUsd()).isEqualByComparingTo("0.026241865");
    }

    @Test
    void provisionedConcurrencyHasItsOwnPricesByRegion() {
        // eu-central-1: 1 x 0.5 GB x 300 s = 150 GB-s x 0.0000050147 = 0.000752205
        assertThat(cost.provisionedConcurrency(
                                new FunctionSize(512, "x86_64", 512, "eu-central-1"),
                                1,
                                Duration.ofMinutes(5),
                                0,
                                BigDecimal.ZERO,
                                BigDecimal.ZERO)
                        .totalUsd())
                .isEqualByComparingTo("0.000752205");
    }

    @Test
    void provisionedConcurrencyBreaksEvenAtSixtyPercent() {
        ReservedCost.BreakEven breakEven =
                cost.breakEven(new FunctionSize(1024, "x86_64", 512, "us-east-1"), new BigDecimal(200));

        // 0.0000041667 / (0.0000166667 - 0.0000097222) = 41667/69445 = 0.6000
        assertThat(breakEven.utilisation()).isEqualByComparingTo("0.6000");
        // 3600 GB-s x 0.0000041667
        assertThat(breakEven.reservationUsdPerHour()).isEqualByComparingTo("0.01500012");
        // 0.6000 of 3,600,000 ms in invocations of 200 ms
        assertThat(breakEven.invocationsPerHour()).isEqualTo(10_800);
    }

    @Test
    void armBreaksEvenAtSixtyPercentToo() {
        // 0.0000033334 / (0.0000133334 - 0.0000077778) = 33334/55556 = 0.6000
        assertThat(cost.breakEven(new FunctionSize(512, "arm64", 512, "us-east-1"), BigDecimal.TEN)
                        .utilisation())
                .isEqualByComparingTo("0.6000");
    }

    @Test
    void snapStartIsFreeForJava() {
        FunctionSize size = new FunctionSize(1024, "x86_64", 512, "eu-west-1");

        assertThat(cost.snapStart(size, "java21", Duration.ofHours(24), 1000).totalUsd())
                .isEqualByComparingTo("0");
    }

    @Test
    void snapStartOfOtherRuntimesPaysCacheAndRestores() {
        ReservedCost.SnapStartCost bill = cost.snapStart(
                new FunctionSize(2048, "x86_64", 512, "us-east-1"), "python3.13", Duration.ofHours(1), 100);

        // at least 3 h: 2 GB x 10,800 s = 21,600 GB-s x 0.0000015046
        assertThat(bill.cacheUsd()).isEqualByComparingTo("0.03249936");
        // 100 x 2 GB x 0.0001397998
        assertThat(bill.restoreUsd()).isEqualByComparingTo("0.02795996");
        assertThat(bill.totalUsd()).isEqualByComparingTo("0.06045932");
    }
}
