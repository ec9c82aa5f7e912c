package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.record.CheckRecord;
import io.github.lambdaperf.core.record.DeliveryRecord;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code TEST-perf-<scenario>.xml}, as Surefire writes them: one case for the check as a whole, each threshold, check and
 * compared metric. A case fails only where the build does; what could not be judged is skipped.
 */
final class JUnitXml implements ReportWriter {

    /**
     * A test case.
     *
     * @param outcome {@code failure}, {@code skipped} or null
     * @param type of the failure
     * @param message one line, or null
     * @param details of the failure, or null
     */
    private record Case(String name, String outcome, String type, String message, String details) {
        static Case passed(String name) {
            return new Case(name, null, null, null, null);
        }

        static Case failed(String name, String type, String message, String details) {
            return new Case(name, "failure", type, message, details);
        }

        static Case skipped(String name, String message) {
            return new Case(name, "skipped", null, message, null);
        }
    }

    @Override
    public void write(ReportInput input, Path directory) {
        for (ScenarioRecord scenario : input.run().scenarios()) {
            RunDirectory.writeAtomically(directory.resolve(fileName(scenario)), text(input, scenario));
        }
    }

    static String fileName(ScenarioRecord scenario) {
        return "TEST-perf-" + scenario.name() + ".xml";
    }

    static String text(ReportInput input, ScenarioRecord scenario) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            write(xml, input.run(), scenario, cases(input, scenario));
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a report must be writable as XML", e);
        }
        return text.append('\n').toString();
    }

    private static List<Case> cases(ReportInput input, ScenarioRecord scenario) {
        List<Case> cases = new ArrayList<>();
        Judgement judgement = input.judgement();
        List<String> names =
                input.run().scenarios().stream().map(ScenarioRecord::name).toList();
        List<String> failures = judgement.failuresOf(scenario.name(), names);
        cases.add(
                failures.isEmpty()
                        ? Case.passed("performance check")
                        : Case.failed(
                                "performance check", "check", firstLine(failures.get(0)), String.join("\n", failures)));
        for (ThresholdRecord threshold : scenario.thresholds()) {
            String name = "threshold " + threshold.metric() + ": " + threshold.expression();
            cases.add(
                    threshold.passed()
                            ? Case.passed(name)
                            : Case.failed(name, "threshold", Figures.broken(threshold, scenario), null));
        }
        for (CheckRecord check : scenario.checks()) {
            String name = "check " + check.name();
            String held = "held " + check.passes() + " of " + (check.passes() + check.fails()) + " times";
            boolean failed = check.fails() > 0 && judgement.blames(scenario.name(), check);
            cases.add(failed ? Case.failed(name, "check", held, null) : Case.passed(name));
        }
        if (scenario.delivery() != null) {
            for (DeliveryRecord.Expectation expectation : scenario.delivery().expectations()) {
                String name = "expect " + expectation.name() + ": " + expectation.wanted();
                cases.add(
                        expectation.passed()
                                ? Case.passed(name)
                                : Case.failed(
                                        name, "expect", expectation.found(), String.join("\n", expectation.ids())));
            }
        }
        judgement.rowsOf(scenario.name()).forEach(row -> cases.add(verdict(row, scenario)));
        return cases;
    }

    private static Case verdict(VerdictRow row, ScenarioRecord scenario) {
        String reason = FitnessText.reason(row, scenario);
        String name = "metric " + row.metric();
        if (row.fails()) {
            StringBuilder message = new StringBuilder(row.verdict())
                    .append(": baseline ")
                    .append(row.baseline() == null ? "none" : Figures.value(row.baseline(), row.unit()))
                    .append(", now ")
                    .append(Figures.value(row.now(), row.unit()));
            if (row.ratio() != null) {
                message.append(", change ").append(Figures.change(row.ratio()));
            }
            if (row.low90() != null && row.high90() != null) {
                message.append(", 90 % interval ").append(Figures.interval(row.low90(), row.high90()));
            }
            return Case.failed(name, row.verdict(), message.toString(), row.reason());
        }
        return switch (row.verdict()) {
            case "improved", "unchanged" -> Case.passed(name);
            default -> Case.skipped(name, row.verdict() + (reason == null ? "" : ": " + reason));
        };
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static void write(XMLStreamWriter xml, RunRecord run, ScenarioRecord scenario, List<Case> cases)
            throws XMLStreamException {
        String suite = "lambda-perf." + scenario.name();
        xml.writeStartElement("testsuite");
        attribute(xml, "name", suite);
        attribute(xml, "timestamp", timestamp(scenario.startedAtMs()));
        attribute(xml, "time", String.format(Locale.ROOT, "%.3f", scenario.durationMs() / 1_000.0));
        attribute(xml, "tests", Integer.toString(cases.size()));
        attribute(xml, "errors", "0");
        attribute(xml, "failures", Long.toString(count(cases, "failure")));
        attribute(xml, "skipped", Long.toString(count(cases, "skipped")));
        xml.writeCharacters("\n  ");
        xml.writeStartElement("properties");
        for (Map.Entry<String, String> property : properties(run, scenario).entrySet()) {
            xml.writeCharacters("\n    ");
            xml.writeEmptyElement("property");
            attribute(xml, "name", property.getKey());
            attribute(xml, "value", property.getValue());
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
        for (Case testCase : cases) {
            xml.writeCharacters("\n  ");
            write(xml, suite, testCase);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    private static void write(XMLStreamWriter xml, String suite, Case testCase) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute(xml, "name", testCase.name());
        attribute(xml, "classname", suite);
        attribute(xml, "time", "0");
        if (testCase.outcome() != null) {
            xml.writeCharacters("\n    ");
            xml.writeStartElement(testCase.outcome());
            attribute(xml, "message", testCase.message());
            if (testCase.type() != null) {
                attribute(xml, "type", testCase.type());
            }
            xml.writeCharacters(legal(testCase.details() == null ? "" : testCase.details()));
            xml.writeEndElement();
            xml.writeCharacters("\n  ");
        }
        xml.writeEndElement();
    }

    private static Map<String, String> properties(RunRecord run, ScenarioRecord scenario) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("run", run.runId());
        properties.put("status", run.status().name().toLowerCase(Locale.ROOT));
        properties.put("environment", Figures.environment(run));
        properties.put("function", run.function().arn());
        properties.put("executors", scenario.executors());
        if (run.commit() != null) {
            properties.put("commit", run.commit());
        }
        return properties;
    }

    private static long count(List<Case> cases, String outcome) {
        return cases.stream().filter(one -> outcome.equals(one.outcome())).count();
    }

    private static String timestamp(long epochMs) {
        return Instant.ofEpochSecond(epochMs / 1_000)
                .atOffset(ZoneOffset.UTC)
                .toLocalDateTime()
                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT));
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value));
    }

    /** XML 1.0 has no place for most control characters, even escaped. */
    private static String legal(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
