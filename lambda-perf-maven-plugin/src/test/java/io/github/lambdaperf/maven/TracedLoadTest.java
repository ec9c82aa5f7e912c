package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.analyze.WaitClock;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.load.LoadTest;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.record.AnalysisRecord.QueryRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.trace.SlowTraces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The traces of the slowest requests, by the SDK's X-Ray client. */
class TracedLoadTest {
    @TempDir
    private Path directory;

    @Test
    void areReadWhereTracingIsOn() throws Exception {
        Path scenarios = Files.createDirectories(directory.resolve("src/perf"));
        Files.writeString(scenarios.resolve("wait.yaml"), "vus: 1\niterations: 12\npayload: {}\n");
        try (TestTarget target = TestTarget.start(TestTarget.waiting("waiting", 20))) {
            AwsSession session = target.session();
            RunRecord untraced = load(scenarios, session);
            assertThat(untraced.function().traced()).isFalse();
            assertThat(untraced.scenarios().get(0).slowest()).allMatch(slow -> slow.traceId() == null);

            LambdaClient lambda = session.lambda();
            lambda.updateFunctionConfiguration(
                    b -> b.functionName("waiting").tracingConfig(tracing -> tracing.mode("Active")));
            lambda.waiter().waitUntilFunctionUpdatedV2(b -> b.functionName("waiting"));
            RunRecord traced = load(scenarios, session);
            QueryRecord traces = new SlowTraces(session.xray(), WaitClock.SYSTEM, line -> {})
                    .read(traced.scenarios().get(0).slowest(), Instant.now());

            assertThat(traced.function().traced()).isTrue();
            assertThat(traces.error()).isNull();
            assertThat(traces.rows()).hasSize(10);
            assertThat(traces.query())
                    .isEqualTo("BatchGetTraces of 10 of the 10 slowest requests; the others were not" + " sampled");
            Map<String, String> coldest = traces.rows().get(0);
            assertThat(Double.parseDouble(coldest.get("initializationMs"))).isPositive();
            assertThat(traces.rows())
                    .allSatisfy(row -> assertThat(Double.parseDouble(row.get("invocationMs")))
                            .isGreaterThanOrEqualTo(20));
        }
    }

    private RunRecord load(Path scenarios, AwsSession session) throws InterruptedException {
        return new LoadTest(
                        TestTarget.plan(
                                ScenarioFiles.reader().readAll(scenarios, List.of()), directory, "aws", "waiting"),
                        session,
                        message -> {},
                        progress -> {})
                .run();
    }
}
