package io.github.lambdaperf.core.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceTableTest {
    @TempDir
    Path directory;

    private final PriceTable bundled = PriceTable.bundled();

    @Test
    void hasDatedPricesByRegionAndArchitecture() {
        assertThat(bundled.date()).isEqualTo("2026-09-19");
        assertThat(bundled.price("us-east-1", "lambda.gb-second.arm64").tiers().first())
                .isEqualByComparingTo("0.0000133334");
        assertThat(bundled.price("eu-central-2", "lambda.gb-second.x86_64")
                        .tiers()
                        .first())
                .isEqualByComparingTo("0.0000183334");
        assertThat(bundled.price("ap-northeast-3", "lambda.gb-second.x86_64")
                        .tiers()
                        .first())
                .isEqualByComparingTo("0.0000166667");
    }

    @Test
    void theLocalTargetHasTheReferencePricesAndSaysSo() {
        PriceTable.RegionalPrice price = bundled.price("local", "lambda.request");

        assertThat(price.tiers().first()).isEqualByComparingTo("0.0000002");
        assertThat(price.label()).isEqualTo("us-east-1 (local run)");
    }

    @Test
    void anUnknownRegionIsAnErrorThatNamesTheKnownOnes() {
        assertThatThrownBy(() -> bundled.price("eu-wst-1", "lambda.request"))
                .isInstanceOf(PerfException.class)
                .hasMessageContaining("'eu-wst-1'")
                .hasMessageContaining("eu-west-1, eu-west-2")
                .hasMessageContaining("perf.prices");
    }

    @Test
    void aPriceThatTheRegionLacksIsAnErrorAndNeverTheStandardPrice() {
        assertThatThrownBy(() -> bundled.price("il-central-1", "lambda.gb-second.arm64"))
                .hasMessageContaining("lambda.gb-second.arm64")
                .hasMessageContaining("il-central-1");
    }

    @Test
    void servicesFallBackOnTheReferenceRegionAndSaySo() {
        PriceTable.RegionalPrice scan = bundled.priceOrReference("eu-west-1", "logs.insights-scan.gb");

        assertThat(scan.tiers().first()).isEqualByComparingTo("0.005");
        assertThat(scan.label()).isEqualTo("us-east-1 (for eu-west-1)");
        assertThat(bundled.priceOrReference("eu-central-1", "logs.insights-scan.gb")
                        .tiers()
                        .first())
                .isEqualByComparingTo("0.0063");
    }

    @Test
    void aUsersFileReplacesWhatItNames() throws IOException {
        Path file = write("{\"date\": \"2027-01-01\", \"regions\": {\"ap-south-2\": {\"lambda.request\": 0.0000003},"
                + " \"us-east-1\": {\"lambda.gb-second.x86_64\": \"0.00001\"}}}");

        PriceTable table = PriceTable.read(file);

        assertThat(table.date()).isEqualTo("2027-01-01 (with prices.json)");
        assertThat(table.price("ap-south-2", "lambda.request").tiers().first()).isEqualByComparingTo("0.0000003");
        assertThat(table.price("us-east-1", "lambda.gb-second.x86_64").tiers())
                .isEqualTo(PriceTiers.flat(new BigDecimal("0.00001")));
        assertThat(table.price("us-east-1", "lambda.gb-second.arm64").tiers().first())
                .isEqualByComparingTo("0.0000133334");
    }

    @Test
    void mistakesInAUsersFileNameTheirPlace() throws IOException {
        assertThatThrownBy(() -> PriceTable.read(write("{\"regions\": {\"us-east-1\": {\"lambda.requests\": 1}}}")))
                .hasMessageContaining("regions.us-east-1.lambda.requests")
                .hasMessageContaining("known:")
                .hasMessageContaining("lambda.request,");
        assertThatThrownBy(() -> PriceTable.read(write("{\"regions\": {\"us-east-1\": {\"lambda.request\": \"x\"}}}")))
                .hasMessageContaining("must be a decimal number")
                .hasMessageContaining("\"x\"");
        assertThatThrownBy(() -> PriceTable.read(write("{\"regions\": {\"us-east-1\": {\"lambda.request\": -1}}}")))
                .hasMessageContaining("must not be negative");
        assertThatThrownBy(() -> PriceTable.read(write("{\"currency\": \"CNY\"}")))
                .hasMessageContaining("CNY");
        assertThatThrownBy(() -> PriceTable.read(write("{\n \"regions\": }"))).hasMessageContaining("line 2");
        assertThatThrownBy(() -> PriceTable.read(directory.resolve("none.json")))
                .isInstanceOf(PerfException.class)
                .hasMessageContaining("none.json");
    }

    private Path write(String json) throws IOException {
        return Files.writeString(directory.resolve("prices.json"), json);
    }
}
