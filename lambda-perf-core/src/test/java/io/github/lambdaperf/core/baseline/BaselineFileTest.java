package io.github.lambdaperf.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.record.JudgedMetric.State;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.regression.RunFigure;
import io.github.lambdaperf.core.regression.RunFigures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BaselineFileTest {

    @Test
    void writesTheDocumentedForm() throws IOException {
        // its digest was computed apart, over the sorted fields of key, accepted and runs
        assertThat(example().toText()).isEqualTo(text());
    }

    @Test
    void readsWhatItWrites() throws IOException {
        assertThat(read(text())).isEqualTo(example());
        assertThat(read(text().replace("\n", "\r\n"))).isEqualTo(example());
    }

    @Test
    void theLocaleOfTheMachineIsNoMatter() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(example().toText()).isEqualTo(text());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void keepsUnknownFields() throws IOException {
        BaselineFile file = example();
        Accepted accepted = file.accepted();
        TreeMap<String, com.fasterxml.jackson.databind.JsonNode> unknown = new TreeMap<>();
        unknown.put("mood", new TextNode("fine"));
        BaselineRun first = file.runs().get(0);
        BaselineFile more = new BaselineFile(
                file.key(),
                new Accepted(accepted.date(), accepted.expires(), null, "x", null, null, null, null, unknown),
                List.of(new BaselineRun(first.at(), first.n(), first.cold(), first.figures(), unknown)),
                null,
                unknown);
        String text = more.toText();
        assertThat(text.split("\"mood\"", -1)).hasSize(4);
        assertThat(read(text).toText()).isEqualTo(text);
    }

    @Test
    void aCandidateIsMadeOfCompleteRuns() {
        BaselineFile candidate = Records.candidate(41.21349, 40.8);
        assertThat(candidate.accepted().reason()).isEmpty();
        assertThat(candidate.accepted().date()).isEqualTo(LocalDate.of(2026, 11, 20));
        assertThat(candidate.accepted().expires()).isEqualTo(LocalDate.of(2027, 2, 18));
        assertThat(candidate.accepted().functionVersion()).isEqualTo("create-order:42");
        assertThat(candidate.toText()).doesNotContain("123456789012");
        assertThat(candidate.key().load()).isEqualTo("constant-arrival-rate 20/s@3f1c9a07deadbeef");
        assertThat(candidate.runs()).hasSize(2);
        assertThat(BaselineJson.line(candidate.runs().get(1)))
                .isEqualTo("{\"at\":\"2026-11-20T10:04Z\",\"n\":2000,\"cold\":40,\"client.warm.p50\":[41.213,0.0120],"
                        + "\"init.p50\":[412.000,0.0300],\"errors\":0,\"throttles\":0}");
    }

    @Test
    void theOrderOfRunsIsNoMatter() {
        assertThat(Records.candidate(41.2, 40.8, 42).toText())
                .isEqualTo(Records.candidate(42, 41.2, 40.8).toText());
    }

    @Test
    void partialAndInvalidRunsMakeNoBaseline() {
        for (RunRecord.Status status : List.of(RunRecord.Status.PARTIAL, RunRecord.Status.INVALID)) {
            RunRecord run = Records.run(Records.AWS, Records.DIGEST, status, 41, 0, Map.of());
            assertThatExceptionOfType(PerfException.class)
                    .isThrownBy(() -> BaselineFile.candidate(List.of(run), "create-order", null))
                    .withMessage("no baseline is made of run run-1, it is "
                            + status.name().toLowerCase(Locale.ROOT)
                            + " (stopped after 3 s): mend that and run perf:load again");
        }
    }

    @Test
    void runsOfTwoEnvironmentsMakeNoBaseline() {
        Environment other = new Environment("aws", "eu-west-1", "arm64", 512, "java21", "Zip", false, 0, "");
        List<RunRecord> runs = List.of(
                Records.run(41, 0), Records.run(other, Records.DIGEST, RunRecord.Status.COMPLETE, 41, 0, Map.of()));
        assertThatExceptionOfType(PerfException.class)
                .isThrownBy(() -> BaselineFile.candidate(runs, "create-order", null))
                .withMessage("the runs of scenario create-order do not belong together"
                        + " (memoryMb: 1024 there, 512 here): measure them again");
        assertThatExceptionOfType(PerfException.class)
                .isThrownBy(() -> BaselineFile.candidate(runs, "other", null))
                .withMessage("run run-1 has no scenario other: run perf:load with it");
        assertThatExceptionOfType(PerfException.class)
                .isThrownBy(() -> BaselineFile.candidate(List.of(), "create-order", null))
                .withMessage("there is no run to make a baseline of: run perf:load first");
    }

    static String text() throws IOException {
        try (InputStream in = BaselineFileTest.class.getResourceAsStream("create-order.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static BaselineFile read(String text) {
        return new BaselineReader(Path.of("create-order.json")).read(text);
    }

    private static BaselineFile example() {
        BaselineRun first = new BaselineRun(
                Instant.parse("2026-09-27T10:04:59Z"),
                2000,
                41,
                new RunFigures(
                        new TreeMap<>(Map.of(
                                "client.warm.p50", new RunFigure(41.213, 0.0121, State.OK),
                                "client.warm.p95", new RunFigure(62.87, 0.0254, State.OK))),
                        new TreeMap<>(Map.of(
                                "errors", new JudgedCount(0, 2000, 1), "throttles", new JudgedCount(0, 2000, 1)))),
                new TreeMap<>());
        BaselineRun second = new BaselineRun(
                Instant.parse("2026-09-27T10:31:00Z"),
                2003,
                38,
                new RunFigures(
                        new TreeMap<>(Map.of(
                                "client.warm.p50", new RunFigure(40.801, 0.0113, State.OK),
                                "client.warm.p95", new RunFigure(63.442, 0.0239, State.OK),
                                "client.warm.p99", new RunFigure(180, 0.08, State.INSUFFICIENT))),
                        new TreeMap<>(Map.of(
                                "errors", new JudgedCount(2, 2000, 1.5), "throttles", new JudgedCount(0, 2003, 1)))),
                new TreeMap<>());
        return new BaselineFile(
                new BaselineKey("create-order", Records.AWS, "constant-arrival-rate 20/s@3f1c9a07deadbeef"),
                new Accepted(
                        LocalDate.of(2026, 9, 27),
                        LocalDate.of(2026, 12, 26),
                        "9d1e4c2",
                        "first baseline",
                        "q8Zt",
                        "create-order:42",
                        "java:21.v38",
                        "com.acme:orders:1.4.0",
                        new TreeMap<>()),
                List.of(second, first),
                new Anchor("1.4.0", new TreeMap<>(Map.of("client.warm.p95", 60.1))),
                new TreeMap<>());
    }
}
