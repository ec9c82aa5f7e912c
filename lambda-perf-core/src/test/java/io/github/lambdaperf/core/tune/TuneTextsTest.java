package io.github.lambdaperf.core.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.regression.Estimate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TuneTextsTest {
    private static SizeFigures size(int mb, double ms, double usdPerMillion) {
        return new SizeFigures(
                mb,
                "1",
                "run-" + mb,
                100,
                1,
                0,
                0,
                List.of(),
                Interval.exact(ms),
                ms,
                null,
                Interval.exact(ms),
                Interval.exact(ms),
                null,
                Interval.exact(ms),
                Interval.exact(usdPerMillion),
                null,
                null);
    }

    @Test
    void visualizesAsPowerTuningDoes() {
        // by Python: base64(struct.pack("<3h")), two times base64(struct.pack("<3f"))
        assertThat(VisualizationUrl.of(
                        List.of(size(512, 24.8, 0.4064), size(3008, 12.3, 0.8026), size(128, 150.25, 0.513))))
                .isEqualTo("https://lambda-power-tuning.show/#gAAAAsAL;AEAWQ2ZmxkHNzERB;F7UJNTEv2jRBclc1");
    }

    @Test
    void writesTheChoiceForTheToolsThatDeploy() {
        assertThat(ConfigurationSnippets.of("orders", "eu-central-1", 1024))
                .containsExactly(
                        Map.entry("SAM", "Properties:\n  MemorySize: 1024"),
                        Map.entry("CDK (Java)", "Function.Builder.create(this, \"orders\").memorySize(1024)"),
                        Map.entry(
                                "Terraform", "resource \"aws_lambda_function\" \"orders\" {\n  memory_size = 1024\n}"),
                        Map.entry(
                                "AWS CLI",
                                "aws lambda update-function-configuration --function-name orders --memory-size 1024"
                                        + " --region eu-central-1"));
    }

    @Test
    void readsConstraints() {
        assertThat(TuneSettings.constraint(" ")).isNull();
        assertThat(TuneSettings.constraint("p(95)<300").expression()).isEqualTo("p(95)<300");
        assertThatThrownBy(() -> TuneSettings.constraint("p(95)<300ms"))
                .isInstanceOf(PerfException.class)
                .hasMessageStartingWith("perf.tune.constraint: 'p(95)<300ms' is no threshold: the unit 'ms'");
        assertThatThrownBy(() -> TuneSettings.constraint("rate<0.1"))
                .isInstanceOf(PerfException.class)
                .hasMessageStartingWith("perf.tune.constraint is 'rate<0.1': 'rate' does not fit server_duration");
        assertThatThrownBy(() -> TuneSettings.constraint("p(95)<baseline.p(95)"))
                .isInstanceOf(PerfException.class)
                .hasMessageContaining("there is no baseline of sizes");
    }

    @Test
    void anIntervalIsTheJackknifesWithStudentsFactor() {
        // t(0.95, 4) = 2.1318: 100 * exp(±0.042636)
        Interval interval = Interval.of(new Estimate(100, 0.02, 50, 5));

        assertThat(interval.low()).isCloseTo(95.826, within(0.001));
        assertThat(interval.high()).isCloseTo(104.356, within(0.001));
        assertThat(Interval.of(new Estimate(0, Double.NaN, 0, 0))).isNull();
        assertThat(Interval.of(new Estimate(7, Double.NaN, 3, 1))).isEqualTo(new Interval(7, 7, 7));
    }

    @Test
    void mixesColdStartsIn() {
        // 0.9 * 100 + 0.1 * 1000; half widths 0.9 * 10 and 0.1 * 120
        Interval mixed = new Interval(100, 90, 110).mixedWith(new Interval(1000, 880, 1120), 0.1);

        assertThat(mixed.value()).isCloseTo(190, within(1e-9));
        assertThat(mixed.low()).isCloseTo(175, within(1e-9));
        assertThat(mixed.high()).isCloseTo(205, within(1e-9));
    }
}
