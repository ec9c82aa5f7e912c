package io.github.lambdaperf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.record.CheckRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class JUnitXmlTest {
    @Test
    void failsNothingInABuildThatPasses() throws Exception {
        ScenarioRecord scenario = new SampleScenario("a", "constant-vus", 1_000)
                .counts(100, 10, 1, 0, 0, 0)
                .check(new CheckRecord("c", 99, 1))
                .build();
        Element suite = parsed(JUnitXml.text(input(scenario, List.of()), scenario));

        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(suite.getElementsByTagName("failure").getLength()).isZero();
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
    }

    @Test
    void failsACheckThatAFailureNames() throws Exception {
        ScenarioRecord scenario = new SampleScenario("a", "constant-vus", 1_000)
                .check(new CheckRecord("c", 50, 50))
                .check(new CheckRecord("d", 99, 1))
                .build();
        String failure = "a: 50 of 100 invocations failed\n    check 'c' failed 50 of 100 times";
        Element suite = parsed(JUnitXml.text(input(scenario, List.of(failure)), scenario));

        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        Element first = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(first.getAttribute("message")).isEqualTo("a: 50 of 100 invocations failed");
        assertThat(first.getTextContent()).isEqualTo(failure);
    }

    @Test
    void leavesOutTheFailuresOfOtherScenarios() throws Exception {
        ScenarioRecord scenario = new SampleScenario("get-order", "constant-vus", 1_000).build();
        ReportInput input = SampleReport.regressed();

        Element suite = parsed(JUnitXml.text(input, scenario));

        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(suite.getAttribute("name")).isEqualTo("lambda-perf.get-order");
    }

    @Test
    void staysWellFormedWhateverTheNamesAre() throws Exception {
        String hostile = "<![CDATA[ ]]> & \"'\u0000\u001b[31m\uD800";
        ScenarioRecord scenario = new SampleScenario("a", hostile, 1_000)
                .check(new CheckRecord(hostile, 1, 0))
                .threshold(new ThresholdRecord(hostile, "p(95)<1", null, false, hostile, false))
                .build();

        Element suite = parsed(JUnitXml.text(input(scenario, List.of("a: " + hostile)), scenario));

        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        Element threshold = (Element) suite.getElementsByTagName("testcase").item(1);
        assertThat(threshold.getAttribute("name"))
                .isEqualTo("threshold <![CDATA[ ]]> & \"'\uFFFD\uFFFD[31m\uFFFD: p(95)<1");
    }

    private static ReportInput input(ScenarioRecord scenario, List<String> failures) {
        Judgement judgement = new Judgement(
                failures.isEmpty() ? "passed" : "failed", List.of(), failures, List.of(), List.of(), Map.of());
        return new ReportInput(
                SampleReport.run().withScenarios(List.of(scenario)),
                judgement,
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                "1");
    }

    private static Element parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }
}
