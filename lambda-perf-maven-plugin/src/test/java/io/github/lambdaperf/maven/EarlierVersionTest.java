package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.FunctionReader;
import io.github.lambdaperf.core.load.LoadTest;
import io.github.lambdaperf.core.load.Opponent;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.record.FunctionRecord;
import io.github.lambdaperf.core.record.InterleavedMetric;
import io.github.lambdaperf.core.record.InterleavedRecord;
import io.github.lambdaperf.core.record.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** A deployed function beside one of its published versions, as on aws: found, invoked and compared by its ARN. */
class EarlierVersionTest {
    @TempDir
    private Path directory;

    @Test
    void runsBesideTheFunction() throws Exception {
        Path scenarios = Files.createDirectories(directory.resolve("src/perf"));
        Files.writeString(scenarios.resolve("wait.yaml"), "vus: 2\niterations: 160\npayload: {}\n");
        try (TestTarget target =
                TestTarget.start(TestTarget.waiting("waiting", 20), local -> local.maxConcurrency(4))) {
            AwsSession session = target.session();
            LambdaClient lambda = session.lambda();
            lambda.publishVersion(b -> b.functionName("waiting"));
            lambda.updateFunctionConfiguration(
                    b -> b.functionName("waiting").environment(e -> e.variables(Map.of("WAIT_MILLIS", "60"))));
            FunctionRecord deployed =
                    FunctionReader.read(session, "waiting", "aws", "").record();
            EarlierVersion earlier =
                    EarlierVersions.deployed("1", deployed, null).orElseThrow();

            RunRecord run = new LoadTest(
                            TestTarget.plan(
                                    ScenarioFiles.reader().readAll(scenarios, List.of()),
                                    directory,
                                    "run-1",
                                    "aws",
                                    "waiting",
                                    new Opponent(earlier.function(), earlier.label())),
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
