package io.github.lambdaperf.core.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.record.CostRecord;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LambdaCostTest {
    private final LambdaCost cost = new LambdaCost(PriceTable.bundled());

    @Test
    void theGuidesExample() {
        Usage usage = usage("us-east-1", "x86_64", 512, 512, 10_000_000, 10_000_000L * 200);

        CostRecord record = cost.costOf(usage, "tail");

        // 10 M x 0.0000002; 10 M x 0.2 s x 0.5 GB = 1,000,000 GB-s x 0.0000166667
        assertThat(record.gbSeconds()).isEqualByComparingTo("1000000");
        assertThat(cents(record.requestUsd())).isEqualTo("2.00");
        assertThat(record.durationUsd()).isEqualByComparingTo("16.6667");
        assertThat(cents(record.durationUsd())).isEqualTo("16.67");
        assertThat(cents(record.totalUsd())).isEqualTo("18.67");
        assertThat(cents(record.perMillionUsd())).isEqualTo("1.87");
        assertThat(record.pricesRegion()).isEqualTo("us-east-1");
        assertThat(record.pricesDate()).isEqualTo("2026-09-19");
    }

    @ParameterizedTest
    @CsvSource({
        // 1000 x 100 ms x 1 GB = 100 GB-s; x 0.0000166667 = 0.00166667; requests 1000 x 0.0000002 = 0.0002
        "us-east-1,    x86_64, 1024,   512, 1000,  100000, 100,    0.0002,  0.00166667, 0",
        // the same on arm64: 100 x 0.0000133334 = 0.00133334
        "us-east-1,    arm64,  1024,   512, 1000,  100000, 100,    0.0002,  0.00133334, 0",
        // Zurich: 100 x 0.0000183334; requests 1000 x 0.00000022
        "eu-central-2, x86_64, 1024,   512, 1000,  100000, 100,    0.00022, 0.00183334, 0",
        // Cape Town on arm64: 100 x 0.0000176800; requests 1000 x 0.00000027
        "af-south-1,   arm64,  1024,   512, 1000,  100000, 100,    0.00027, 0.001768,   0",
        // Hong Kong: 100 x 0.00002292; requests 1000 x 0.00000028
        "ap-east-1,    x86_64, 1024,   512, 1000,  100000, 100,    0.00028, 0.002292,   0",
        // Malaysia is cheaper: 100 x 0.000015; requests 1000 x 0.00000018
        "ap-southeast-5, x86_64, 1024, 512, 1000,  100000, 100,    0.00018, 0.0015,     0",
        // 128 MB: 1 s x 128/1024 = 0.125 GB-s x 0.0000166667 = 0.0000020833375
        "us-east-1,    x86_64, 128,    512, 1,     1000,   0.125,  0.0000002, 0.0000020833375, 0",
        // init billed: Billed Duration 570 of Duration 80.30 + Init 488.91; 0.57 s x 0.5 GB = 0.285 GB-s x 0.0000166667
        "us-east-1,    x86_64, 512,    512, 1,     570,    0.285,  0.0000002, 0.0000047500095, 0",
        // 1,769 MB: 1 ms x 1769/1024/1000 = 0.0017275390625 GB-s x 0.0000166667 = 0.0000000287923752...
        "us-east-1,    x86_64, 1769,   512, 1,     1, 0.0017275390625, 0.0000002, 0.00000002879237529296875, 0",
        // /tmp of 1024 MB: 100 s x 0.5 GB = 50 GB-s x 0.0000000309 = 0.000001545
        "us-east-1,    x86_64, 1024,  1024, 1000,  100000, 100,    0.0002,  0.00166667, 0.000001545",
        // /tmp of 10,240 MB in Sao Paulo: 100 s x 9.5 GB = 950 GB-s x 0.0000000586 = 0.00005567
        "sa-east-1,    x86_64, 1024, 10240, 1000,  100000, 100,    0.0002,  0.00166667, 0.00005567",
        // local: the prices of us-east-1
        "local,        x86_64, 1024,   512, 1000,  100000, 100,    0.0002,  0.00166667, 0",
    })
    void handComputedBills(
            String region,
            String architecture,
            int memoryMb,
            int storageMb,
            long invocations,
            long billedMs,
            BigDecimal gbSeconds,
            BigDecimal requests,
            BigDecimal duration,
            BigDecimal storage) {
        CostRecord record =
                cost.costOf(usage(region, architecture, memoryMb, storageMb, invocations, billedMs), "insights");

        assertThat(record.gbSeconds()).isEqualByComparingTo(gbSeconds);
        assertThat(record.requestUsd()).isEqualByComparingTo(requests);
        assertThat(record.durationUsd()).isEqualByComparingTo(duration);
        assertThat(record.storageUsd()).isEqualByComparingTo(storage);
        assertThat(record.totalUsd())
                .isEqualByComparingTo(requests.add(duration).add(storage));
        assertThat(record.basis()).isEqualTo("insights");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1000", // an event without a payload
        "262144, 1000", // 256 KB: one request
        "262145, 2000", // a byte more: the next 64 KB begin
        "327680, 2000", // 256 KB + 64 KB: two
        "327681, 3000",
        "1048576, 13000", // 1 MB: 1 + 768/64
    })
    void largeAsynchronousEventsAreSeveralRequests(long payloadBytes, long requests) {
        FunctionSize size = new FunctionSize(1024, "x86_64", 512, "us-east-1");

        assertThat(Usage.ofEvents(size, 1000, BigDecimal.TEN, payloadBytes).requests())
                .isEqualTo(requests);
    }

    @Test
    void anAsynchronousEventOfTwoChunksPaysTwoRequests() {
        FunctionSize size = new FunctionSize(1024, "x86_64", 512, "us-east-1");

        CostRecord record = cost.costOf(Usage.ofEvents(size, 1000, new BigDecimal(100_000), (256 + 64) * 1024), "tail");

        // 2000 x 0.0000002
        assertThat(record.requestUsd()).isEqualByComparingTo("0.0004");
        // (0.0004 + 0.00166667) x 1000
        assertThat(record.perMillionUsd()).isEqualByComparingTo("2.06667");
    }

    @Test
    void aMonthWithTiers() {
        // 1 s at 1 GB, 20 G invocations: 20 G GB-s = 6 G x 0.0000166667 + 9 G x 0.000015 + 5 G x 0.0000133334
        //  = 100000.2 + 135000 + 66667 = 301667.2; requests 20 G x 0.0000002 = 4000
        MonthlyProjection month =
                cost.project(usage("us-east-1", "x86_64", 1024, 512, 10, 10_000), 20_000_000_000L, false);

        assertThat(month.durationUsd()).isEqualByComparingTo("301667.2");
        assertThat(month.requestUsd()).isEqualByComparingTo("4000");
        assertThat(month.totalUsd()).isEqualByComparingTo("305667.2");
        assertThat(month.notes()).isEmpty();
    }

    @Test
    void aMonthOnArmHasItsOwnTiers() {
        // 8 G GB-s = 7.5 G x 0.0000133334 + 0.5 G x 0.0000120001 = 100000.5 + 6000.05
        MonthlyProjection month = cost.project(usage("us-east-1", "arm64", 1024, 512, 1, 1000), 8_000_000_000L, false);

        assertThat(month.durationUsd()).isEqualByComparingTo("106000.55");
    }

    @Test
    void theFreeTierIsOffUnlessAskedFor() {
        Usage usage = usage("us-east-1", "x86_64", 512, 512, 100, 100 * 200);

        // the guide's example; with the free tier 9 M x 0.0000002 = 1.80 and 600,000 x 0.0000166667 = 10.00002
        assertThat(cost.project(usage, 10_000_000, false).totalUsd()).isEqualByComparingTo("18.6667");
        MonthlyProjection free = cost.project(usage, 10_000_000, true);
        assertThat(free.requestUsd()).isEqualByComparingTo("1.8");
        assertThat(free.durationUsd()).isEqualByComparingTo("10");
        assertThat(free.notes()).anyMatch(note -> note.contains("free tier"));
    }

    @Test
    void aSmallMonthIsWithinTheFreeTier() {
        MonthlyProjection month = cost.project(usage("us-east-1", "arm64", 128, 512, 100, 100 * 200), 1_000_000, true);

        assertThat(month.totalUsd()).isEqualByComparingTo("0");
    }

    @Test
    void saysWhereTheTiersOfARegionAreNotKnown() {
        MonthlyProjection month =
                cost.project(usage("eu-west-1", "x86_64", 1024, 512, 1, 1000), 10_000_000_000L, false);

        // 10 G x 0.0000166667
        assertThat(month.durationUsd()).isEqualByComparingTo("166667");
        assertThat(month.notes()).anyMatch(note -> note.contains("upper bound"));
    }

    @Test
    void anEstimateStatesWhatItAssumes() {
        FunctionSize size = new FunctionSize(1024, "x86_64", 512, "local");

        RunEstimate known = cost.estimate(size, 1000, OptionalLong.of(100), 3000);
        assertThat(known.usd()).isEqualByComparingTo("0.00186667");
        // 1000 x 3 s = 3000 GB-s x 0.0000166667 = 0.0500001, and the requests
        assertThat(known.atMostUsd()).isEqualByComparingTo("0.0502001");
        assertThat(known.assumption()).isEqualTo("1000 invocations of 100 ms billed time each, as in an earlier run");
        assertThat(known.pricesRegion()).isEqualTo("us-east-1 (local run)");

        RunEstimate unknown = cost.estimate(size, 1000, OptionalLong.empty(), 3000);
        assertThat(unknown.usd()).isEqualByComparingTo("0.0168667");
        assertThat(unknown.assumption()).contains("1000 ms").contains("assumed");
        assertThat(cost.estimate(size, 0, OptionalLong.empty(), 3000).usd()).isEqualByComparingTo("0");
    }

    @Test
    void noInvocationsHaveNoCost() {
        assertThatThrownBy(() -> usage("us-east-1", "x86_64", 512, 512, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Usage usage(
            String region, String architecture, int memoryMb, int storageMb, long invocations, long billedMs) {
        return Usage.of(
                new FunctionSize(memoryMb, architecture, storageMb, region), invocations, BigDecimal.valueOf(billedMs));
    }

    private static String cents(BigDecimal usd) {
        return usd.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}
