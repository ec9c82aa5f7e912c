package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.analyze.AnalysisSettings;
import io.github.lambdaperf.core.analyze.ServerAnalysis;
import io.github.lambdaperf.core.aws.InvokeClient;
import io.github.lambdaperf.core.load.LoadLimits;
import io.github.lambdaperf.core.load.LoadPlan;
import io.github.lambdaperf.core.load.LoadTest;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.local.LocalTargetMain;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The target {@code aws} with {@code perf.endpoint}: the way to AWS, proved against a local target in another process. */
@Timeout(120)
class OtherProcessTest {
    @TempDir
    private Path directory;

    @Test
    void loadsAndAnalysesThroughTheEndpointAlone() throws Exception {
        Process target = start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(target.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            assertThat(line).startsWith("local target at http://127.0.0.1:");
            String endpoint = line.substring("local target at ".length());

            RunRecord run = run(endpoint);

            assertThat(run.environment().target()).isEqualTo("aws");
            assertThat(run.environment().region()).isEqualTo("eu-west-1");
            ScenarioRecord scenario = run.scenarios().get(0);
            assertThat(scenario.metrics().get("invocations").values()).containsEntry("count", 60.0);
            assertThat(scenario.metrics().get("invocation_success").values()).containsEntry("rate", 1.0);
            assertThat(scenario.analysis().complete()).isTrue();
            assertThat(scenario.analysis().foundReports()).isEqualTo(60);
            assertThat(scenario.cost().invocations()).isEqualTo(60);
        } finally {
            target.getOutputStream().close();
            assertThat(target.waitFor(20, TimeUnit.SECONDS))
                    .as("it ends with its input")
                    .isTrue();
        }
    }

    private Process start() throws IOException {
        return OwnJvm.of(
                        LocalTargetMain.class,
                        "--name",
                        "echo",
                        "--handler",
                        EchoHandler.class.getName(),
                        "--classpath",
                        testClasses(),
                        "--concurrency",
                        "4")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String testClasses() {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith("test-classes")) {
                return entry;
            }
        }
        throw new IllegalStateException("the test's classes are on the class path");
    }

    private RunRecord run(String endpoint) throws Exception {
        Path scenarios = Files.createDirectories(directory.resolve("src/perf"));
        Files.writeString(
                scenarios.resolve("echo.yaml"),
                "vus: 2\niterations: 60\npayload: { n: '${iteration}' }\nchecks: { echoes: payload.n >= 0 }\n");
        TargetSettings settings = new TargetSettings(
                "aws", "echo", null, "eu-west-1", endpoint, null, InvokeClient.AUTO, null, LoadLimits.NONE, null);
        try (TargetConnection connection =
                TargetConnection.forLoad(settings, List.of(), directory.resolve("unused"), null, message -> {})) {
            LoadPlan plan = TestTarget.plan(
                    ScenarioFiles.reader().readAll(scenarios, List.of()), directory, "aws", connection.function());
            RunRecord run = new LoadTest(plan, connection.session(), message -> {}, progress -> {}).run();
            assertThat(Map.of("status", run.status())).containsEntry("status", RunRecord.Status.COMPLETE);
            return ServerAnalysis.analyze(
                    run, connection.session().logs(), AnalysisSettings.of(scenarios.resolve("queries"), message -> {}));
        }
    }
}
