package io.github.lambdaperf.core.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "p(95)<3000|p(95)|<|3000",
                "p(95) < 3000|p(95)|<|3000",
                " p(95)<3e3|p(95)|<|3000",
                "p(99.99)<=500|p(99.99)|<=|500",
                "rate===1|rate|==|1",
                "rate==1|rate|==|1",
                "count>-1|count|>|-1",
                "value>=4.50|value|>=|4.5",
                "avg!=.5|avg|!=|0.5",
                "min\t<\t1.|min|<|1",
                "max>0|max|>|0",
                "med<+2|med|<|2",
                "p(0)<1|p(0)|<|1",
                "p(100)<1|p(100)|<|1",
                "p(95.0)<1|p(95)|<|1",
                "p(9.5e1)<1|p(95)|<|1",
            })
    void readsWhatK6Reads(String expression, String label, String operator, double limit) {
        Threshold threshold = Threshold.parse("m", expression);
        assertThat(threshold.aggregation().label()).isEqualTo(label);
        assertThat(threshold.operator().symbol()).isEqualTo(operator);
        assertThat(threshold.limit()).isEqualTo(Limit.fixed(limit));
        assertThat(threshold.expression()).isEqualTo(expression);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p(95)<3s|the unit 's' cannot stand here; times are in milliseconds",
                "p(95)<500ms|the unit 'ms' cannot stand here",
                "rate<1%|the unit '%' cannot stand here",
                "p(95)<|the number on the right is missing",
                "p(95)|it has no operator",
                "p (95)<1|unknown aggregation 'p (95)'",
                "p( 95 )<1|unknown aggregation 'p( 95 )'",
                "p(101)<1|the percentile in 'p(101)' must be from 0 to 100",
                "p(-1)<1|the percentile in 'p(-1)' must be from 0 to 100",
                "p(NaN)<1|unknown aggregation 'p(NaN)'",
                "P(95)<1|unknown aggregation 'P(95)'",
                "median<1|unknown aggregation 'median'; allowed: count, rate, value, avg, min, max, med, p(N)",
                "p95<1|unknown aggregation 'p95'",
                "p(95)=1|it has no operator",
                "p(95)=<1|unknown aggregation 'p(95)='",
                "p(95)!==1|'=1' is no number",
                "1>p(95)|the aggregation must stand on the left",
                "1<p(95)<2|the aggregation must stand on the left",
                "p(95)<100 && avg<50|conditions cannot be joined",
                "p<3000|'p' needs its percentile: p(95)",
                "rate<NaN|'NaN' is no number",
                "rate<inf|'inf' is no number",
                "rate<1e999|'1e999' is too large",
                "''|it has no operator",
            })
    void refusesTheRestAndSaysWhy(String expression, String why) {
        assertThatThrownBy(() -> Threshold.parse("m", expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + expression + "' is no threshold: ")
                .hasMessageContaining(why)
                .hasMessageEndingWith("write aggregation operator number, such as p(95)<3000 or rate>0.99");
    }

    @ParameterizedTest
    @CsvSource({
        "COUNTER,count,true",
        "COUNTER,rate,true",
        "COUNTER,avg,false",
        "COUNTER,value,false",
        "GAUGE,value,true",
        "GAUGE,max,false",
        "RATE,rate,true",
        "RATE,count,false",
        "RATE,p(95),false",
        "TREND,avg,true",
        "TREND,min,true",
        "TREND,max,true",
        "TREND,med,true",
        "TREND,p(95),true",
        "TREND,rate,false",
        "TREND,count,false",
    })
    void knowsWhichAggregationFits(MetricType type, String aggregation, boolean fits) {
        assertThat(Threshold.parse("m", aggregation + "<1").mismatch(type).isEmpty())
                .isEqualTo(fits);
    }

    @Test
    void explainsAnAggregationThatDoesNotFit() {
        assertThat(Threshold.parse("errors{kind:a}", "p(95)<1").mismatch(MetricType.COUNTER))
                .contains("'p(95)' does not fit errors, a counter; allowed: count, rate");
    }

    @ParameterizedTest
    @CsvSource({
        "p(95)<3000, 2999.999, true",
        "p(95)<3000, 3000, false",
        "p(95)<=3000, 3000, true",
        "rate>0.99, 0.99, false",
        "rate>=0.99, 0.99, true",
        "count==0, 0, true",
        "count!=0, 0, false",
    })
    void comparesExactly(String expression, double value, boolean passed) {
        Threshold.Result result = Threshold.parse("m", expression).evaluate(aggregation -> OptionalDouble.of(value));
        assertThat(result.passed()).isEqualTo(passed);
        assertThat(result.value()).hasValue(value);
        assertThat(result.reason() == null).isEqualTo(passed);
    }

    @Test
    void saysWhatIsAndWhatMustBe() {
        assertThat(Threshold.parse("m", "p(95)<3000")
                        .evaluate(aggregation -> OptionalDouble.of(3100.5))
                        .reason())
                .isEqualTo("p(95) is 3100.5, must be < 3000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"p(95)<3000", "count>=0", "rate!=1"})
    void failsWithoutData(String expression) {
        Threshold threshold = Threshold.parse("m", expression);
        assertThat(threshold.evaluate(aggregation -> OptionalDouble.empty()))
                .isEqualTo(new Threshold.Result(OptionalDouble.empty(), false, "no data"));
        assertThat(threshold
                        .evaluate(aggregation -> OptionalDouble.of(Double.NaN))
                        .reason())
                .isEqualTo("no data");
    }

    @Test
    void asksForTheAggregationThatIsWritten() {
        Threshold threshold = Threshold.parse("m", "p(99.9)<5");
        assertThat(threshold
                        .evaluate(aggregation -> aggregation.equals(Aggregation.percentile(99.9))
                                ? OptionalDouble.of(4)
                                : OptionalDouble.empty())
                        .passed())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p(95) <= baseline.p(95)*1.10|110",
                "p(95)<=baseline.p(95)|100",
                "p(95)<baseline.p(95) * 1.5 - 20|130",
                "p(95)<baseline.p(95)+5|105",
                "value <= baseline.value*1.05|105",
                "rate>=baseline.rate-1e1|90",
            })
    void mayReferToTheBaseline(String expression, double limit) {
        Threshold threshold = Threshold.parse("m", expression);

        assertThat(threshold.limit().refersToBaseline()).isTrue();
        assertThat(threshold
                        .limit()
                        .value(aggregation -> OptionalDouble.of(100))
                        .getAsDouble())
                .isCloseTo(limit, org.assertj.core.data.Offset.offset(1e-9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p(95)<baseline|'baseline' must be baseline.aggregation",
                "p(95)<baseline.p95|must be baseline.aggregation",
                "p(95)<baseline.p(95)*|must be baseline.aggregation",
                "p(95)<baseline.p(101)|the percentile in 'p(101)' must be from 0 to 100",
                "p(95)<baseline.p(95)*1e999|'1e999' is too large",
            })
    void refusesOtherReferences(String expression, String why) {
        assertThatThrownBy(() -> Threshold.parse("m", expression)).hasMessageContaining(why);
    }

    @Test
    void aReferenceNeedsAnAggregationOfTheMetric() {
        assertThat(Threshold.parse("m", "p(95)<baseline.rate").mismatch(MetricType.TREND))
                .hasValueSatisfying(why -> assertThat(why).startsWith("'rate' does not fit m, a trend"));
    }

    @Test
    void withoutTheBaselinesValueAReferenceDoesNotPass() {
        Threshold.Result result = Threshold.parse("m", "p(95)<=baseline.p(90)*2")
                .evaluate(aggregation -> OptionalDouble.of(1), aggregation -> OptionalDouble.empty());

        assertThat(result.passed()).isFalse();
        assertThat(result.reason()).isEqualTo("the baseline holds no p(90) of m");
    }

    @Test
    void aBrokenReferenceSaysTheLimitInNumbers() {
        Threshold.Result result = Threshold.parse("m", "p(95)<=baseline.p(95)*1.10")
                .evaluate(aggregation -> OptionalDouble.of(120), aggregation -> OptionalDouble.of(100));

        assertThat(result.passed()).isFalse();
        assertThat(result.reason()).startsWith("p(95) is 120, must be <= 110");
    }
}
