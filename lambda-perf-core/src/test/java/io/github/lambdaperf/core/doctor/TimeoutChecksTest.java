package io.github.lambdaperf.core.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.baseline.Records;
import io.github.lambdaperf.core.doctor.Finding.Level;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.scenario.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;

class TimeoutChecksTest {
    private static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:create-order";

    @TempDir
    Path directory;

    /** With a timeout of 10 s. */
    private Finding timeout(double p99, double max) throws IOException {
        RunRecord run = Records.run(20, 0);
        ScenarioRecord scenario = run.scenarios().get(0);
        Map<String, Double> values = Map.of("p(99)", p99, "max", max);
        ScenarioRecord measured = scenario.withAnalysis(
                null,
                null,
                new TreeMap<>(
                        Map.of("server_duration", new MetricRecord("trend", "ms", "tail", 100, new TreeMap<>(values)))),
                List.of());
        return finding(Optional.of(run.withScenarios(List.of(measured))));
    }

    private Finding finding(Optional<RunRecord> run) throws IOException {
        Files.write(
                directory.resolve("create-order.yaml"),
                "vus: 1\nduration: 5s\npayload: {}\n".getBytes(StandardCharsets.UTF_8));
        List<Scenario> scenarios = ScenarioFiles.reader().readAll(directory, List.of());
        GetFunctionConfigurationResponse config = GetFunctionConfigurationResponse.builder()
                .functionName("create-order")
                .functionArn(ARN)
                .timeout(10)
                .build();
        Subject subject = new Subject("create-order", config, FunctionArn.parse(ARN), scenarios, run, false);
        return new TimeoutChecks(subject).findings().get(0);
    }

    @Test
    void comparesWithTheTailOfTheLastRun() throws IOException {
        assertThat(timeout(900, 2100))
                .isEqualTo(Finding.ok("timeout", "create-order: 10 s; the last run took 2100 ms at most, p99 900 ms"));
        assertThat(timeout(900, 8500).level()).isEqualTo(Level.WARN);
        assertThat(timeout(8100, 9000))
                .isEqualTo(Finding.fail(
                        "timeout",
                        "create-order: 10 s; the last run took 9000 ms at most, p99 8100 ms",
                        "aws lambda update-function-configuration --function-name create-order --timeout 14"
                                + " --region eu-west-1"));
        assertThat(timeout(100, 10_000).level()).isEqualTo(Level.FAIL);
    }

    @Test
    void cannotTellWithoutARun() throws IOException {
        assertThat(finding(Optional.empty()))
                .isEqualTo(Finding.skipped("timeout", "create-order: 10 s; no run has measured it"));
    }
}
