package io.github.lambdaperf.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lambdaperf.core.cost.FunctionSize;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BilledTest {
    private static final FunctionSize SIZE = new FunctionSize(512, "x86_64", 512, "us-east-1");

    private static double usd(Billed billed, double logTail) {
        return billed.usd(
                PriceTable.bundled(),
                SIZE,
                new InvokeSpec("orders", null, InvokeSpec.Type.REQUEST_RESPONSE, logTail, Map.of(), null));
    }

    /** 1 s at 0.5 GB is 0.5 x 0.0000166667, and ten requests are 10 x 0.0000002. */
    @Test
    void aShareOfReportsStandsForAllMeasured() {
        assertThat(usd(new Billed(10, 1000, 0, 0), 1)).isEqualTo(0.00001033335, within(1e-12));
        assertThat(usd(new Billed(10, 1000, 0, 0), 0.1)).isEqualTo(0.0001033335, within(1e-11));
    }

    /** Every one of them is reported, whatever the share is: 0.5 x 0.0000166667 and two requests are added. */
    @Test
    void warmUpsAreAddedAsTheyAre() {
        assertThat(usd(new Billed(10, 1000, 2, 1000), 0.1)).isEqualTo(0.00011206685, within(1e-11));
        assertThat(usd(Billed.beforehand(2, 1000), 0.1)).isEqualTo(0.00000873335, within(1e-12));
    }

    @Test
    void nothingReportedIsNothingKnown() {
        assertThat(usd(new Billed(0, 0, 0, 0), 0)).isZero();
    }
}
