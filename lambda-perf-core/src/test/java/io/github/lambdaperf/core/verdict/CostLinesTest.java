package io.github.lambdaperf.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.baseline.Records;
import io.github.lambdaperf.core.cost.CostSettings;
import io.github.lambdaperf.core.cost.FunctionSize;
import io.github.lambdaperf.core.cost.LambdaCost;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.cost.Usage;
import io.github.lambdaperf.core.record.ChargeRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostLinesTest {
    /** 2,000 invocations of 200 ms billed on 1,024 MB, arm64, in Ireland: 400 GB-seconds. */
    private static ScenarioRecord scenario(RunRecord run) {
        ScenarioRecord scenario = run.scenarios().get(0);
        FunctionSize size = FunctionSize.of(run.environment(), run.function());
        return scenario.withAnalysis(
                null,
                new LambdaCost(PriceTable.bundled()).costOf(Usage.of(size, 2000, BigDecimal.valueOf(400_000)), "tail"),
                scenario.metrics(),
                List.of());
    }

    @Test
    void projectsAMonthOfTheSame() {
        RunRecord run = Records.run(40, 0);

        List<String> lines =
                CostLines.of(run, scenario(run), new CostSettings(PriceTable.bundled(), false, 10_000_000));

        // 10 M x 0.0000002 = 2; 10 M x 0.2 GB-s x 0.0000133334 = 26.6668
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .startsWith(
                        "10,000,000 invocations a month like these: 28.67 USD for Lambda (requests 2.00 USD, duration 26.67 USD");
    }

    @Test
    void addsUpTheBillOfTheRun() {
        RunRecord run = Records.run(40, 0);
        ScenarioRecord scenario = scenario(run)
                .withServices(List.of(
                        new ChargeRecord(
                                "apigateway.rest.request",
                                BigDecimal.valueOf(2000),
                                new BigDecimal("0.007"),
                                "eu-west-1"),
                        new ChargeRecord(
                                "provisioned concurrency", BigDecimal.ONE, new BigDecimal("0.002"), "eu-west-1")));

        List<String> lines = CostLines.of(run, scenario, CostSettings.bundled());

        // 2,000 x 0.0000002 + 400 x 0.0000133334 = 0.00573336
        assertThat(lines)
                .containsExactly("the whole bill of this run: 0.01 USD (Lambda 0.0057 USD,"
                        + " API Gateway REST 0.0070 USD, provisioned concurrency 0.0020 USD)");
    }

    @Test
    void saysNothingUnasked() {
        RunRecord run = Records.run(40, 0);

        assertThat(CostLines.of(run, scenario(run), CostSettings.bundled())).isEmpty();
    }
}
