package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.AwsSettings;
import io.github.lambdaperf.core.aws.FunctionReader;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.load.LoadPlan;
import io.github.lambdaperf.core.load.LoadTest;
import io.github.lambdaperf.core.load.Opponent;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.record.FunctionRecord;
import io.github.lambdaperf.core.record.InterleavedMetric;
import io.github.lambdaperf.core.record.InterleavedRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.LocalTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** A deployed function beside one of its published versions, as on aws: found, invoked and compared by its ARN. */
class EarlierVersionTest {
    @TempDir
    private Path directory;

    private static FunctionDefinition function() throws Exception {
        Path classes = Path.of(WaitingHandler.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return FunctionDefinition.builder()
                .name("waiting")
                .handler(WaitingHandler.class.getName())
                .classPath(List.of(classes))
                .environment(Map.of("WAIT_MILLIS", "20"))
                .timeout(Duration.ofSeconds(30))
                .memoryMb(512)
                .build();
    }

    @Test
    void runsBesideTheFunction() throws Exception {
        Path scenarios = Files.createDirectories(directory.resolve("src/perf"));
        Files.writeString(scenarios.resolve("wait.yaml"), "vus: 2\niterations: 160\npayload: {}\n");
        try (LocalTarget target = LocalTarget.builder()
                        .function(function())
                        .maxConcurrency(4)
                        .build()
                        .start();
                AwsSession session = new AwsSession(
                        new AwsSettings(Optional.of(target.endpoint()), Optional.of("us-east-1"), Optional.empty()))) {
            LambdaClient lambda = session.lambda();
            lambda.publishVersion(b -> b.functionName("waiting"));
            lambda.updateFunctionConfiguration(
                    b -> b.functionName("waiting").environment(e -> e.variables(Map.of("WAIT_MILLIS", "60"))));
            FunctionRecord deployed =
                    FunctionReader.read(session, "waiting", "aws", "").record();
            EarlierVersion earlier =
                    EarlierVersions.deployed("1", deployed, null).orElseThrow();

            RunRecord run = new LoadTest(
                            new LoadPlan(
                                    ScenarioFiles.reader().readAll(scenarios, List.of()),
                                    directory,
                                    directory.resolve("run"),
                                    "run-1",
                                    "aws",
                                    "waiting",
                                    "",
                                    null,
                                    List.of(),
                                    "test",
                                    1,
                                    Duration.ofSeconds(10),
                                    1,
                                    PriceTable.bundled(),
                                    new Opponent(earlier.function(), earlier.label()),
                                    null),
                            session,
                            message -> {},
                            progress -> {})
                    .run();

            InterleavedRecord interleaved = run.scenarios().get(0).interleaved();
            assertThat(interleaved.version()).isEqualTo("waiting:1");
            InterleavedMetric median = interleaved.metrics().get("server.warm.p50");
            assertThat(median.n()).isGreaterThanOrEqualTo(70);
            assertThat(median.baseline()).isBetween(20.0, 59.0);
            assertThat(median.candidate()).isGreaterThan(60);
            assertThat(interleaved.baselineCounts().get("errors").trials()).isEqualTo(80);
            assertThat(interleaved.candidateCounts().get("errors").trials()).isEqualTo(80);
        }
    }

    @Test
    void isThePublishedVersionOfTheBaselineOrTheNamedOne() {
        FunctionRecord function = new FunctionRecord(
                "orders",
                "arn:aws:lambda:eu-west-1:123456789012:function:orders:live",
                "7",
                "h",
                null,
                null,
                "/aws/lambda/orders",
                "Text",
                3000,
                512);

        assertThat(EarlierVersions.deployed("stable", function, null).orElseThrow())
                .isEqualTo(new EarlierVersion(
                        "arn:aws:lambda:eu-west-1:123456789012:function:orders:stable", List.of(), "orders:stable"));
        assertThat(EarlierVersions.deployed(null, function, null)).isEmpty();
    }
}
