package io.github.lambdaperf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A whole result against what its readers do with one: Bencher's adapter {@code java_jmh} and jmh-visualizer, which
 * Jenkins' plugin shows too. Both were read in their sources, of which nothing is repeated here.
 */
class JmhJsonTest {
    private String text;
    private List<JsonNode> benchmarks;

    /** Two scenarios as they should be, and some with names and figures that are not. */
    @BeforeEach
    void writeAResult() throws Exception {
        ReportInput sample = SampleReport.regressed();
        List<ScenarioRecord> scenarios = new ArrayList<>(sample.run().scenarios());
        scenarios.add(weak("a.b"));
        scenarios.add(weak("a_b"));
        scenarios.add(weak("a b"));
        scenarios.add(weak("throughput"));
        RunRecord run = sample.run().withScenarios(scenarios);
        text = JmhJson.text(
                new ReportInput(run, sample.judgement(), Map.of(), sample.percentiles(), List.of(), Map.of(), "1.2.0"));
        JsonNode root = new ObjectMapper().readTree(text);
        assertThat(root.isArray()).isTrue();
        benchmarks = StreamSupport.stream(root.spliterator(), false).toList();
    }

    private static ScenarioRecord weak(String name) {
        return new SampleScenario(name, "constant-vus", 1_000)
                .judged("client.warm.p50", 10, Double.NaN, 3)
                .judged("client.warm.p95", Double.NaN, 0.1, 3)
                .counts(3, 3, 0, 0, 0, 0)
                .build();
    }

    @Test
    void holdsDurationsAndThroughputs() {
        assertThat(names())
                .contains(
                        "lambdaperf.create-order.client_warm_p50",
                        "lambdaperf.scenarios.throughput.create-order",
                        "lambdaperf.a_b.client_warm_p50")
                .doesNotContain("lambdaperf.a_b.client_warm_p95");
        assertThat(benchmarks.stream().map(JmhJsonTest::mode)).contains("avgt", "thrpt");
        assertThat(text).doesNotContain("NaN", "Infinity", "null");
    }

    /** JMH itself always has percentiles, the median at least. */
    @Test
    void hasAMedianWhereThereAreNoPercentiles() {
        assertThat(benchmarks)
                .allMatch(benchmark ->
                        metric(benchmark).get("scorePercentiles").get("50.0").isNumber());
        JsonNode weak = named("lambdaperf.a_b.client_warm_p50");
        assertThat(metric(weak).get("scorePercentiles")).hasSize(1);
        assertThat(metric(weak).get("scoreError").asDouble()).isZero();
    }

    /** Bencher: one field that is missing or of another type, and the whole file is refused. */
    @Test
    void bencherFindsEachFieldOfItsType() {
        assertThat(benchmarks).isNotEmpty().allSatisfy(benchmark -> {
            assertThat(benchmark.get("benchmark").isTextual()).isTrue();
            assertThat(benchmark.get("secondaryMetrics").isObject()).isTrue();
            assertThat(metric(benchmark).get("score").isNumber()).isTrue();
            assertThat(metric(benchmark).get("scoreConfidence")).hasSize(2).allMatch(JsonNode::isNumber);
            // of versions that did not read the interval yet
            assertThat(metric(benchmark).get("scoreError").isNumber()).isTrue();
        });
    }

    /** Bencher: a unit is a time before {@code /op} or after {@code ops/}, and nothing around it. */
    @Test
    void bencherKnowsTheUnits() {
        assertThat(benchmarks)
                .allSatisfy(benchmark -> assertThat(unit(benchmark))
                        .matches(mode(benchmark).equals("thrpt") ? "ops/(ps|ns|us|ms|s)" : "(ps|ns|us|ms|s)/op"));
    }

    /**
     * Bencher: a name has 1 to 1,024 bytes and is the whole identity, parameters are not read; of two that are the same one
     * is lost, and so is one that ends with a mark to ignore it.
     */
    @Test
    void bencherLosesNoName() {
        assertThat(names())
                .doesNotHaveDuplicates()
                .allSatisfy(name ->
                        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1, 1024))
                .noneMatch(name -> name.matches(".*(_bencher_ignore|BencherIgnore|-bencher-ignore)"));
    }

    /**
     * jmh-visualizer: the last part of a name is the method, the others are the class; method and parameters are joined by
     * blanks and taken apart at blanks and equals signs again.
     */
    @Test
    void jmhVisualizerTakesNamesApartAsTheyWereMeant() {
        assertThat(benchmarks).allSatisfy(benchmark -> {
            assertThat(name(benchmark)).matches("lambdaperf(\\.[^.]+){2,3}");
            assertThat(methodOf(benchmark)).doesNotContainPattern("[\\s=]");
            assertThat(benchmark.get("params").properties()).isNotEmpty().allSatisfy(parameter -> {
                assertThat(parameter.getKey()).doesNotContainPattern("[\\s=]");
                assertThat(parameter.getValue().isTextual()).isTrue();
                assertThat(parameter.getValue().asText()).doesNotContainPattern("[\\s=]");
            });
        });
        assertThat(classes())
                .contains(
                        "lambdaperf.create-order",
                        "lambdaperf.a_b",
                        "lambdaperf.a_b_2",
                        "lambdaperf.a_b_3",
                        "lambdaperf.throughput");
    }

    /** jmh-visualizer: a class is one chart with one unit, one way to sort and the parameters of its first method. */
    @Test
    void jmhVisualizerDrawsEachClassAsOneChart() {
        for (String name : classes()) {
            List<JsonNode> chart = benchmarks.stream()
                    .filter(benchmark -> classOf(benchmark).equals(name))
                    .toList();
            assertThat(chart.stream().map(JmhJsonTest::unit).distinct())
                    .as(name)
                    .hasSize(1);
            assertThat(chart.stream().map(JmhJsonTest::mode).distinct())
                    .as(name)
                    .hasSize(1);
            assertThat(chart.stream().map(benchmark -> benchmark.get("params")).distinct())
                    .as(name)
                    .hasSize(1);
        }
        assertThat(classOf(named("lambdaperf.scenarios.throughput.throughput"))).isNotEqualTo("lambdaperf.throughput");
    }

    /**
     * jmh-visualizer: the bar's ends are those of all raw data, forks of iterations, in every mode but {@code sample}, which
     * needs histograms; a mode that it does not know is sorted as if less were better.
     */
    @Test
    void jmhVisualizerFindsRawDataAndAModeThatItKnows() {
        assertThat(benchmarks).allSatisfy(benchmark -> {
            assertThat(mode(benchmark)).isIn("thrpt", "avgt", "ss");
            assertThat(metric(benchmark).get("rawData"))
                    .isNotEmpty()
                    .allSatisfy(fork -> assertThat(fork)
                            .isNotEmpty()
                            .allMatch(JsonNode::isNumber)
                            .contains(metric(benchmark).get("score")));
        });
    }

    private JsonNode named(String name) {
        return benchmarks.stream()
                .filter(benchmark -> name(benchmark).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> names() {
        return benchmarks.stream().map(JmhJsonTest::name).toList();
    }

    private List<String> classes() {
        return benchmarks.stream().map(JmhJsonTest::classOf).distinct().toList();
    }

    private static String name(JsonNode benchmark) {
        return benchmark.get("benchmark").asText();
    }

    private static String classOf(JsonNode benchmark) {
        return name(benchmark).substring(0, name(benchmark).lastIndexOf('.'));
    }

    private static String methodOf(JsonNode benchmark) {
        return name(benchmark).substring(name(benchmark).lastIndexOf('.') + 1);
    }

    private static String mode(JsonNode benchmark) {
        return benchmark.get("mode").asText();
    }

    private static String unit(JsonNode benchmark) {
        return metric(benchmark).get("scoreUnit").asText();
    }

    private static JsonNode metric(JsonNode benchmark) {
        return benchmark.get("primaryMetric");
    }
}
