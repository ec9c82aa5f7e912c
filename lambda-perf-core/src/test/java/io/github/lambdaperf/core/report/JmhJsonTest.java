package io.github.lambdaperf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JmhJsonTest {
    /** What readers of JMH's format insist on: distinct names, numbers that are numbers, and JMH's own units. */
    @Test
    void canBeReadByTheToolsOfTheField() throws Exception {
        ScenarioRecord weak = new SampleScenario("a.b", "constant-vus", 1_000)
                .judged("client.warm.p50", 10, Double.NaN, 3)
                .judged("client.warm.p95", Double.NaN, 0.1, 3)
                .counts(3, 3, 0, 0, 0, 0)
                .build();
        ReportInput sample = SampleReport.regressed();
        ReportInput input = new ReportInput(
                sample.run().withScenarios(List.of(sample.run().scenarios().get(0), weak)),
                sample.judgement(),
                Map.of(),
                sample.percentiles(),
                List.of(),
                Map.of(),
                "1.2.0");

        JsonNode benchmarks = new ObjectMapper().readTree(JmhJson.text(input));

        Set<String> names = new HashSet<>();
        for (JsonNode benchmark : benchmarks) {
            JsonNode metric = benchmark.get("primaryMetric");
            assertThat(names.add(benchmark.get("benchmark").asText())).isTrue();
            assertThat(benchmark.get("benchmark").asText()).matches("lambdaperf\\.[^.]+\\.[^.]+");
            assertThat(metric.get("score").isNumber()).isTrue();
            assertThat(metric.get("scoreError").isNumber()).isTrue();
            assertThat(metric.get("scoreUnit").asText()).isIn("ms/op", "ops/s");
            assertThat(metric.get("scoreConfidence")).hasSize(2).allMatch(JsonNode::isNumber);
            assertThat(metric.get("rawData").get(0).get(0)).isEqualTo(metric.get("score"));
            assertThat(metric.get("scorePercentiles").has("50.0")
                            || benchmark.get("mode").asText().equals("thrpt"))
                    .isTrue();
            assertThat(benchmark.get("secondaryMetrics")).isEmpty();
        }
        assertThat(names).contains("lambdaperf.a_b.client_warm_p50").doesNotContain("lambdaperf.a_b.client_warm_p95");
    }
}
