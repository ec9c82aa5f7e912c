package io.github.lambdaperf.core.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.core.record.JudgedMetric.State;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Worked cases computed with scipy. */
class RegressionVectorsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    @TestFactory
    Stream<DynamicTest> looks() throws IOException {
        return cases().map(test -> dynamicTest(test.get("name").asText(), () -> {
            Prior prior = new Prior(
                    test.get("prior").get("tau0").asDouble(),
                    test.get("prior").get("nu0").asInt());
            for (JsonNode look : test.get("looks")) {
                Comparison comparison = Comparison.stored(
                        figures(test, "baseline", Integer.MAX_VALUE),
                        figures(test, "candidate", look.get("candidateRuns").asInt()),
                        prior);
                assertThat(comparison.delta()).isCloseTo(look.get("delta").asDouble(), within(1e-6));
                assertThat(comparison.se()).isCloseTo(look.get("se").asDouble(), within(1e-6));
                assertThat(comparison.df()).isEqualTo(look.get("df").asInt());
                assertThat(comparison.t()).isCloseTo(look.get("t").asDouble(), within(1e-5));
                assertThat(comparison.pSlower()).isCloseTo(look.get("pSlower").asDouble(), within(1e-6));
                assertThat(comparison.pFaster()).isCloseTo(look.get("pFaster").asDouble(), within(1e-6));
                assertThat(comparison.ratio()).isCloseTo(look.get("ratio").asDouble(), within(1e-5));
                assertThat(comparison.ratioLow90())
                        .isCloseTo(look.get("ratioLow90").asDouble(), within(1e-5));
                assertThat(comparison.ratioHigh90())
                        .isCloseTo(look.get("ratioHigh90").asDouble(), within(1e-5));
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> verdicts() throws IOException {
        return cases().map(test -> dynamicTest(test.get("name").asText(), () -> {
            String metric = "client.warm." + test.get("quantile").asText();
            JudgedMetrics.Spec spec = JudgedMetrics.of(metric);
            assertThat(spec.minEffect()).isEqualTo(test.get("minEffect").asDouble());
            assertThat(spec.tolerance()).isEqualTo(test.get("tolerance").asDouble());
            assertThat(spec.prior().tau0())
                    .isEqualTo(test.get("prior").get("tau0").asDouble());

            List<RunFigures> baseline = runs(metric, figures(test, "baseline", Integer.MAX_VALUE));
            int used = 1;
            ScenarioVerdict verdict = judge(baseline, runs(metric, figures(test, "candidate", used)));
            while (verdict.runAgain()) {
                verdict = judge(baseline, runs(metric, figures(test, "candidate", ++used)));
            }
            assertThat(verdict.overall().name().toLowerCase(Locale.ROOT))
                    .isEqualTo(test.get("verdict").asText());
            assertThat(used).isEqualTo(test.get("candidateRunsUsed").asInt());
        }));
    }

    @TestFactory
    Stream<DynamicTest> jackknife() throws IOException {
        JsonNode toy = vectors().get("jackknife");
        List<Histogram> blocks = new ArrayList<>();
        for (JsonNode values : toy.get("blocks")) {
            Histogram block = new Histogram(3);
            values.forEach(value -> block.recordValue(value.asLong()));
            blocks.add(block);
        }
        return stream(toy.get("results"))
                .map(result -> dynamicTest("q " + result.get("q"), () -> {
                    double percentile = 100 * result.get("q").asDouble();
                    Estimate estimate = Jackknife.quantile(blocks, percentile, 1);
                    assertThat(estimate.value()).isEqualTo(result.get("value").asDouble());
                    assertThat(estimate.se()).isCloseTo(result.get("se").asDouble(), within(1e-6));
                    assertThat(estimate.se() * estimate.se())
                            .isCloseTo(result.get("variance").asDouble(), within(1e-8));
                    assertThat(estimate.n()).isEqualTo(20);
                    double[] deleteOne = new double[4];
                    for (int b = 0; b < 4; b++) {
                        deleteOne[b] = result.get("deleteOne").get(b).asDouble();
                    }
                    assertThat(Jackknife.variance(deleteOne))
                            .isCloseTo(result.get("variance").asDouble(), within(1e-6));
                }));
    }

    @TestFactory
    Stream<DynamicTest> studentQuantiles() throws IOException {
        return stream(vectors().get("tQuantiles"))
                .map(node -> dynamicTest("df " + node.get("df") + " p " + node.get("p"), () -> {
                    double p = node.get("p").asDouble();
                    int df = node.get("df").asInt();
                    assertThat(StudentT.quantile(1 - p, df))
                            .isCloseTo(node.get("t").asDouble(), within(1e-5));
                    assertThat(StudentT.above(node.get("t").asDouble(), df)).isCloseTo(p, within(1e-6));
                }));
    }

    private static ScenarioVerdict judge(List<RunFigures> baseline, List<RunFigures> candidate) {
        return StoredRule.judge("orders", baseline, null, candidate, Map.of(), new RuleSettings(0.01, 1, 3, TODAY));
    }

    private static List<RunFigures> runs(String metric, List<RunFigure> figures) {
        return figures.stream()
                .map(figure -> new RunFigures(new TreeMap<>(Map.of(metric, figure)), new TreeMap<>()))
                .toList();
    }

    private static List<RunFigure> figures(JsonNode test, String side, int most) {
        List<RunFigure> figures = new ArrayList<>();
        for (int r = 0; r < Math.min(most, test.get(side).size()); r++) {
            figures.add(new RunFigure(
                    test.get(side).get(r).asDouble(),
                    test.get(side + "Se").get(r).asDouble(),
                    State.OK));
        }
        return figures;
    }

    private static Stream<JsonNode> cases() throws IOException {
        return stream(vectors().get("cases"));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode vectors() throws IOException {
        try (InputStream in = RegressionVectorsTest.class.getResourceAsStream("regression-vectors.json")) {
            return new ObjectMapper().readTree(in);
        }
    }
}
