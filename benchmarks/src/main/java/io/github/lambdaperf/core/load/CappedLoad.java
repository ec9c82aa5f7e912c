package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.check.ResponseCheck;
import io.github.lambdaperf.core.invoke.InvokeTarget;
import io.github.lambdaperf.core.invoke.NettyInvoker;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.shard.Shard;
import io.github.lambdaperf.core.threshold.Threshold;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The load with fewer connections than it wants, which no setting offers: in the product's package, to be let in. */
public final class CappedLoad {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private CappedLoad() {}

    /** Runs a scenario. @return the metrics of its record */
    public static SortedMap<String, MetricRecord> run(URI endpoint, Scenario scenario, int connections)
            throws InterruptedException {
        List<Threshold> thresholds = scenario.thresholds().stream()
                .map(spec -> Threshold.parse(spec.metric(), spec.expression()))
                .toList();
        List<ResponseCheck> checks = scenario.checks().entrySet().stream()
                .map(check -> ResponseCheck.compile(check.getKey(), check.getValue()))
                .toList();
        Inputs inputs = new Inputs(
                scenario.name(),
                "benchmark",
                null,
                scenario.payload().source(1, CappedLoad.class.getClassLoader()),
                Shard.WHOLE);
        Rehearsal.of(scenario, thresholds, inputs, checks, null);
        try (NettyInvoker invoker = new NettyInvoker(new InvokeTarget(
                endpoint,
                "us-east-1",
                "f",
                null,
                InvokeSpec.Type.REQUEST_RESPONSE,
                null,
                null,
                TIMEOUT,
                connections,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none"))))) {
            ScenarioRun run = new ScenarioRun(
                    scenario,
                    thresholds,
                    invoker,
                    null,
                    inputs,
                    checks,
                    new LoadSettings(TIMEOUT, Duration.ofDays(1), seen -> {}),
                    null);
            run.settle();
            run.run();
            return run.recorder().metricRecords(run.recorder().seconds());
        }
    }
}
