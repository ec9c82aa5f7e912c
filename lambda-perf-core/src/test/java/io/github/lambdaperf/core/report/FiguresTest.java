package io.github.lambdaperf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    private final ScenarioRecord scenario = SampleReport.run().scenarios().get(0);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "1 | 1.00",
                "9.994 | 9.99",
                "9.996 | 10.0",
                "46.04 | 46.0",
                "99.96 | 100",
                "1406.4 | 1,406",
                "0.0123 | 0.0123",
                "0.9997 | 1.00",
                "-2.5 | -2.50",
                "0.00000123 | 0.00000123",
                "1e-9 | 1.00e-09",
                "NaN | -"
            })
    void showsThreeSignificantDigits(double value, String text) {
        assertThat(Figures.number(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1.1165 | +11.7 %", "0.975 | -2.5 %", "1 | +0.0 %", "0.99999 | +0.0 %", "2.5 | +150 %"})
    void showsARatioAsAChange(double ratio, String text) {
        assertThat(Figures.change(ratio)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.47 | 0.47 USD",
                "1234.5 | 1,234.50 USD",
                "0.0011298 | 0.0011 USD",
                "0.00004 | 0.000040 USD",
                "0 | 0.00 USD"
            })
    void showsMoney(double usd, String text) {
        assertThat(Figures.usd(usd)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"850 | 850 ms", "60412 | 60.4 s", "330000 | 5 min 30 s", "600000 | 10 min"})
    void showsDurations(long ms, String text) {
        assertThat(Figures.duration(ms)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invocation_duration | p(95)<75 | 82.6 | 82.6 ms",
                "invocation_duration{start:none} | p(95)<75 | 82.6 | 82.6 ms",
                "invocation_duration | count>100 | 2400 | 2,400",
                "invocation_success | rate>0.99 | 0.98954 | 0.98954",
                "not_recorded | value<1 | 7.25 | 7.25"
            })
    void showsAThresholdsValueWithItsUnit(String metric, String expression, double value, String text) {
        ThresholdRecord threshold = new ThresholdRecord(metric, expression, value, true, null, false);

        assertThat(Figures.value(threshold, scenario)).isEqualTo(text);
    }

    @Test
    void saysHowAThresholdBroke() {
        assertThat(Figures.broken(new ThresholdRecord("m", "p(95)<75", null, false, "no data", true), scenario))
                .isEqualTo("the threshold m: p(95)<75 does not hold, no data; it ended the run");
    }
}
