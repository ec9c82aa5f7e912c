package io.github.lambdaperf.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.lambdaperf.core.record.ThresholdRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotationsTest {
    private static final String REGRESSED =
            "create-order: client.warm.p50 regressed: baseline 10.0 ms, now 16.2 ms (1 baseline run, 1 run now)";

    @TempDir
    private Path root;

    private static ReportInput input(List<String> failures, List<String> warnings) {
        ReportInput sample = SampleReport.regressed();
        Judgement judgement =
                new Judgement("failed", sample.judgement().rows(), failures, warnings, List.of(), Map.of());
        return new ReportInput(
                sample.run(),
                judgement,
                sample.timelines(),
                sample.percentiles(),
                sample.advice(),
                sample.costLines(),
                sample.productVersion());
    }

    private Path project() throws Exception {
        Path project = Files.createDirectories(root.resolve("orders/src/perf")).resolve("../..");
        Files.writeString(project.resolve("src/perf/create-order.yaml"), """
                # a scenario
                vus: 5
                thresholds:
                  invocation_duration: ['p(95)<60']
                regression:
                  'client.warm.p50': { minEffect: 5% }
                """);
        return project;
    }

    @Test
    void standAtTheLineThatTheyAreAbout() throws Exception {
        ThresholdRecord threshold =
                SampleReport.run().scenarios().get(0).thresholds().get(0);
        assertThat(threshold.metric()).isEqualTo("invocation_duration");
        ReportInput broken = input(
                List.of(
                        FailureMessage.sentence(SampleReport.run().scenarios().get(0), threshold),
                        REGRESSED,
                        "the run is invalid"),
                List.of("get-order: a warning"));

        assertThat(Annotations.of(broken, project(), root))
                .extracting(Annotation::file, Annotation::line, Annotation::rule, Annotation::fails)
                .containsExactly(
                        tuple("orders/src/perf/create-order.yaml", 4, "threshold", true),
                        tuple("orders/src/perf/create-order.yaml", 6, "regression", true),
                        tuple("orders/src/perf/create-order.yaml", 1, "performance", true),
                        tuple("orders/src/perf/get-order.yaml", 1, "performance", false));
    }

    @Test
    void areWorkflowCommandsWithTheToolkitsEscapes() {
        assertThat(GitHubCommands.of(List.of(new Annotation(
                        "src/perf/a,b.yaml", 4, "check", "c", "one", "held 10 % of\nthe times: no", true))))
                .containsExactly(
                        "::error file=src/perf/a%2Cb.yaml,line=4,title=lambda-perf check::held 10 %25 of%0Athe times: no");
        assertThat(GitHubCommands.of(List.of(new Annotation("a.yaml", 1, "performance", "", "t", "m", false))))
                .containsExactly("::warning file=a.yaml,line=1,title=lambda-perf performance::m");
    }

    @Test
    void areGitLabsCodeQuality() throws Exception {
        CodeQuality.write(
                List.of(new Annotation(
                        "src/perf/a.yaml",
                        4,
                        "threshold",
                        "invocation_duration: p(95)<60",
                        "p95 is 70 ms",
                        "whole",
                        true)),
                root);

        assertThat(Files.readString(root.resolve("gl-code-quality.json"))).isEqualTo("""
                [ {
                  "description" : "p95 is 70 ms",
                  "check_name" : "lambda-perf-threshold",
                  "fingerprint" : "FINGERPRINT",
                  "severity" : "major",
                  "location" : {
                    "path" : "src/perf/a.yaml",
                    "lines" : {
                      "begin" : 4
                    }
                  }
                } ]
                """.replace(
                        "FINGERPRINT",
                        UUID.nameUUIDFromBytes("src/perf/a.yaml\nthreshold\ninvocation_duration: p(95)<60"
                                        .getBytes(StandardCharsets.UTF_8))
                                .toString()));
    }

    @Test
    void ofALevelTenAreShown() {
        List<Annotation> many = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            many.add(new Annotation("a.yaml", 1, "threshold", "t" + i, "t", "m", true));
        }
        many.add(new Annotation("a.yaml", 1, "performance", "", "t", "m", false));

        assertThat(GitHubCommands.of(many)).hasSize(11);
        assertThat(CodeQuality.tree(many).findValuesAsText("fingerprint"))
                .hasSize(13)
                .doesNotHaveDuplicates();
    }
}
