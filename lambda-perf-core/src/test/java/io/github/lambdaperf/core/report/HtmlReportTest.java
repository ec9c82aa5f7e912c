package io.github.lambdaperf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.core.record.AnalysisRecord;
import io.github.lambdaperf.core.record.AnalysisRecord.QueryRecord;
import io.github.lambdaperf.core.record.CheckRecord;
import io.github.lambdaperf.core.record.ErrorRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final String HOSTILE = "</script><img src=x onerror=\"alert('x')\">&\u2028{{style}}$1";
    private static final Pattern DATA = Pattern.compile("id=\"data\">(.*?)</script>", Pattern.DOTALL);

    private final String sample = HtmlReport.text(SampleReport.regressed());

    @Test
    void hasEverySection() {
        assertThat(sample)
                .contains("<h1>", "Failed: 3 problems")
                .contains(
                        "<h3>Against the baseline</h3>",
                        "<h3>Thresholds and checks</h3>",
                        "<h3>Latency by percentile</h3>",
                        "<h3>Over time</h3>",
                        "<h3>Memory</h3>",
                        "<h3>Cost</h3>",
                        "<h3>Errors</h3>",
                        "<h3>Slowest requests</h3>",
                        "<h3>What the server&#39;s logs say</h3>",
                        "<h2>Advice</h2>",
                        "<h2>Environment</h2>",
                        "<h2>Generator health</h2>",
                        "<h2>Notes</h2>");
        assertThat(sample.indexOf("Failed: 3 problems")).isLessThan(sample.indexOf("Against the baseline"));
    }

    @Test
    void hasAPlaceForEveryChart() {
        for (String chart : List.of("percentiles", "rate", "latency", "inflight", "events")) {
            assertThat(sample).contains("data-chart=\"" + chart + "\" data-scenario=\"0\"");
            assertThat(sample).contains("data-chart=\"" + chart + "\" data-scenario=\"1\"");
        }
    }

    @Test
    void carriesTheFiguresOfItsCharts() throws Exception {
        JsonNode scenario = data(sample).get("scenarios").get(0);

        assertThat(scenario.at("/timeline/second")).hasSize(60);
        assertThat(scenario.at("/timeline/wanted/0").asDouble()).isEqualTo(20);
        assertThat(scenario.at("/percentiles/percentile").toString()).isEqualTo("[50.0,75.0,90.0,95.0,99.0,99.5,99.9]");
        assertThat(scenario.at("/percentiles/cold").toString()).isEqualTo("[741,902,1060,1190,null,null,null]");
        assertThat(scenario.at("/percentiles/baseline").toString()).isEqualTo("[41.2,null,null,63,98,null,null]");
    }

    @Test
    void loadsNothing() {
        String markup = sample.replaceAll("(?s)<script>.*?</script>|<!--.*?-->", "");

        assertThat(markup).doesNotContainPattern("(?i)\\ssrc\\s*=|<link|@import|url\\(|<iframe|<object|<form");
        assertThat(markup.replaceAll("href=\"https://[a-z0-9-]+\\.console\\.aws\\.amazon\\.com/", ""))
                .doesNotContain("http://", "https://");
        assertThat(sample).doesNotContain("fetch(", "XMLHttpRequest", "sendBeacon", "WebSocket");
        assertThat(sample).contains("default-src 'none'");
    }

    @Test
    void carriesTheLicenceOfItsLibrary() {
        assertThat(sample).contains("The MIT License (MIT)", "Copyright (c) 2022 Leon Sorokin");
    }

    @Test
    void escapesEverything() throws Exception {
        ScenarioRecord scenario = new SampleScenario(HOSTILE, HOSTILE, 1_000)
                .counts(10, 10, 1, 0, 0, 0)
                .check(new CheckRecord(HOSTILE, 1, 1))
                .threshold(new ThresholdRecord(HOSTILE, HOSTILE, 1.0, false, HOSTILE, true))
                .error(new ErrorRecord(HOSTILE, HOSTILE, HOSTILE, HOSTILE, 1, HOSTILE))
                .slow(1, 1, 1.0, 1.0, HOSTILE, HOSTILE)
                .analysis(new AnalysisRecord(
                        false,
                        1,
                        0,
                        0,
                        List.of(
                                new QueryRecord(
                                        HOSTILE,
                                        HOSTILE,
                                        HOSTILE,
                                        List.of(HOSTILE),
                                        List.of(Map.of(HOSTILE, HOSTILE)),
                                        null),
                                new QueryRecord(HOSTILE, HOSTILE, HOSTILE, List.of(), List.of(), HOSTILE)),
                        List.of(HOSTILE)))
                .build();
        Judgement judgement = new Judgement(
                "failed",
                List.of(new VerdictRow(
                        HOSTILE, HOSTILE, HOSTILE, 1.0, 1.0, 1.0, 0.9, 1.1, HOSTILE, true, true, HOSTILE, 0.1)),
                List.of(HOSTILE),
                List.of(HOSTILE),
                List.of(HOSTILE),
                Map.of(HOSTILE, HOSTILE));
        RunRecord run = SampleReport.run().withScenarios(List.of(scenario));
        String text = HtmlReport.text(new ReportInput(
                run,
                judgement,
                Map.of(HOSTILE, SampleReport.regressed().timelines().get("get-order")),
                Map.of(HOSTILE + "/all", List.of(new PercentilePoint(50, 1))),
                List.of(new AdviceRow(HOSTILE, HOSTILE, HOSTILE, HOSTILE)),
                Map.of(),
                HOSTILE));

        assertThat(text).doesNotContain("<img", "onerror=\"", HOSTILE);
        assertThat(text).contains("&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;x&#39;)&quot;&gt;&amp;");
        assertThat(count(text, "<script")).isEqualTo(3);
        assertThat(count(text, "</script>")).isEqualTo(3);
        assertThat(data(text).get("scenarios")).hasSize(1);
    }

    @Test
    void keepsItsDataInsideTheScriptElement() {
        assertThat(ChartData.safe("{\"a\":\"</script>&\u2028\u2029<!--\"}"))
                .isEqualTo("{\"a\":\"\\u003c/script\\u003e\\u0026\\u2028\\u2029\\u003c!--\"}");
    }

    @Test
    void showsARunWithNothingInIt() {
        ScenarioRecord scenario = new SampleScenario("empty", "constant-vus", 0).build();
        Judgement judgement = new Judgement(
                "failed", List.of(), List.of("empty: no invocation was answered"), List.of(), List.of(), Map.of());

        String text = HtmlReport.text(new ReportInput(
                SampleReport.run().withScenarios(List.of(scenario)),
                judgement,
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                "1.2.0"));

        assertThat(text).contains("Failed: 1 problem<", "Nothing was compared.").doesNotContain("data-chart=\"", "NaN");
    }

    /** The word of the verdict means nothing to who sees the page for the first time. */
    @Test
    void saysWhatAFigureLacksThatIsNotJudged() {
        ScenarioRecord scenario = new SampleScenario("orders", "constant-vus", 1_000)
                .counts(123, 10, 0, 0, 3, 0)
                .insufficient("client.warm.p95", 12.5, 0.1, 120)
                .insufficient("init.p50", 300, 0.1, 3)
                .build();
        Judgement judgement = new Judgement(
                "no baseline",
                List.of(insufficient("client.warm.p95", 12.5), insufficient("init.p50", 300)),
                List.of(),
                List.of(),
                List.of(),
                Map.of());

        String text = HtmlReport.text(new ReportInput(
                SampleReport.run().withScenarios(List.of(scenario)),
                judgement,
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                "1.2.0"));

        assertThat(text)
                .contains("<span class=\"below\">too few warm invocations to judge (120, needs 400)</span>")
                .contains("too few cold starts to judge (3, needs 10)</div>")
                .doesNotContain("<span class=\"below\">insufficient");
    }

    private static VerdictRow insufficient(String metric, double now) {
        return new VerdictRow(
                "orders", metric, "ms", null, now, null, null, null, "insufficient", false, false, null, null);
    }

    @Test
    void comparesNothingWithoutABaseline() {
        ReportInput input = SampleReport.regressed();
        VerdictRow row = new VerdictRow(
                "get-order",
                "client.warm.p95",
                "ms",
                null,
                16.1,
                null,
                null,
                null,
                "no baseline",
                false,
                false,
                null,
                null);
        Judgement judgement = new Judgement("no baseline", List.of(row), List.of(), List.of(), List.of(), Map.of());

        String text = HtmlReport.text(new ReportInput(
                input.run(), judgement, input.timelines(), input.percentiles(), input.advice(), Map.of(), "1.2.0"));

        assertThat(text).contains("No baseline yet", ">16.1 ms</td>").doesNotContain("90 % interval", "Can prove");
    }

    private static JsonNode data(String html) throws Exception {
        Matcher matcher = DATA.matcher(html);
        assertThat(matcher.find()).isTrue();
        return new ObjectMapper().readTree(matcher.group(1));
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }
}
