package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.analyze.AnalysisSettings;
import io.github.lambdaperf.core.analyze.ServerAnalysis;
import io.github.lambdaperf.core.load.LoadPlan;
import io.github.lambdaperf.core.load.LoadTest;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.record.ErrorRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The generator against the local target's APIs. */
class ApiLoadTest {
    @TempDir
    private Path directory;

    private ScenarioRecord run(String scenario, String apiKey, boolean analysed) throws Exception {
        Path scenarios = Files.createDirectories(directory.resolve("src/perf"));
        Files.writeString(scenarios.resolve("api.yaml"), scenario);
        try (TestTarget target = TestTarget.start(
                TestTarget.function("echo", ApiEchoHandler.class),
                local -> local.maxConcurrency(2).apiKey(apiKey))) {
            LoadPlan plan =
                    TestTarget.plan(ScenarioFiles.reader().readAll(scenarios, List.of()), directory, "local", "echo");
            RunRecord run = new LoadTest(plan, target.session(), message -> {}, progress -> {}).run();
            if (!analysed) {
                return run.scenarios().get(0);
            }
            return ServerAnalysis.analyze(
                            run,
                            target.session().logs(),
                            AnalysisSettings.of(scenarios.resolve("queries"), message -> {}))
                    .scenarios()
                    .get(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"rest, null", "http, 2.0", "url, 2.0"})
    void everyKindOfApiIsCalledInTheSameWay(String api, String version) throws Exception {
        ScenarioRecord scenario = run("""
                http:
                  api: %s
                  path: /orders/${vu}
                  headers: { X-Api-Key: { env: LAMBDA_PERF_NO_SUCH_KEY, default: k-1 } }
                  auth: iam
                vus: 2
                iterations: 20
                payload: { id: "${vu}-${iteration}" }
                checks:
                  ok: status == 200 && duration < 30000
                  event: headers['x-event'] == '%s' && headers['Content-Type'] == 'application/json'
                  data: payload.data.id.length() > 2 && payload.error == null
                """.formatted(api, version), "k-1", true);

        assertThat(scenario.checks())
                .allSatisfy(check -> assertThat(check.fails()).as(check.name()).isZero());
        assertThat(scenario.metrics().get("http_reqs").values()).containsEntry("count", 20.0);
        assertThat(scenario.metrics().get("http_req_failed").values()).containsEntry("rate", 0.0);
        assertThat(scenario.metrics().get("http_req_waiting").count()).isEqualTo(20);
        assertThat(scenario.metrics().get("http_req_waiting").values().get("min"))
                .isPositive();
        assertThat(scenario.judged())
                .containsKeys("client.all.p50", "client.all.p95")
                .doesNotContainKeys("client.warm.p50", "server.warm.p50");
        assertThat(scenario.analysis().foundReports()).isEqualTo(20);
        assertThat(scenario.cost().basis()).isEqualTo("insights");
    }

    @Test
    void statusesAreFailures() throws Exception {
        ScenarioRecord refused = run("http: { api: rest }\nvus: 1\niterations: 3\n", "k-1", false);
        ScenarioRecord missing =
                run("http: { api: http }\nvus: 1\niterations: 3\npayload: { fail: true }\n", null, false);

        assertThat(refused.metrics().get("http_req_failed").values()).containsEntry("rate", 1.0);
        assertThat(refused.errors())
                .extracting(ErrorRecord::outcome, ErrorRecord::type, ErrorRecord::count)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("client_error", "ForbiddenException", 3L));
        assertThat(missing.errors())
                .extracting(ErrorRecord::type, ErrorRecord::count)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("HTTP 404", 3L));
    }
}
