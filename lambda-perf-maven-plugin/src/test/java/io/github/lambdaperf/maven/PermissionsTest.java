package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each call that a goal makes is denied in turn, in words that do not name what is missing: the goal names it, leaves nothing
 * behind, and works when it is allowed; and the policy that perf:doctor prints has it.
 */
@Timeout(300)
class PermissionsTest {
    private static final String SAID = "not authorized";
    private static final Map<String, String> SERVICES = Map.ofEntries(
            Map.entry("StartQuery", "logs"),
            Map.entry("GetQueryResults", "logs"),
            Map.entry("StopQuery", "logs"),
            Map.entry("DescribeLogGroups", "logs"),
            Map.entry("GetMetricData", "cloudwatch"),
            Map.entry("PutMetricData", "cloudwatch"),
            Map.entry("DescribeAlarms", "cloudwatch"),
            Map.entry("PutMetricAlarm", "cloudwatch"),
            Map.entry("PutCompositeAlarm", "cloudwatch"),
            Map.entry("DeleteAlarms", "cloudwatch"),
            Map.entry("ListTagsForResource", "cloudwatch"),
            Map.entry("TagResource", "cloudwatch"),
            Map.entry("BatchGetTraces", "xray"),
            Map.entry("GetQueueUrl", "sqs"),
            Map.entry("GetQueueAttributes", "sqs"),
            Map.entry("SendMessage", "sqs"),
            Map.entry("SendMessageBatch", "sqs"),
            Map.entry("ReceiveMessage", "sqs"),
            Map.entry("ChangeMessageVisibility", "sqs"),
            Map.entry("ChangeMessageVisibilityBatch", "sqs"),
            Map.entry("Publish", "sns"),
            Map.entry("PublishBatch", "sns"),
            Map.entry("PutEvents", "events"));
    /** Actions that are not named as their operations. */
    private static final Map<String, String> ACTIONS = Map.of(
            "Invoke", "lambda:InvokeFunction",
            "SendMessageBatch", "sqs:SendMessage",
            "PublishBatch", "sns:Publish",
            "ChangeMessageVisibilityBatch", "sqs:ChangeMessageVisibility");

    @TempDir
    private Path directory;

    private TestTarget target;
    private FaultProxy proxy;
    private AwsSession session;
    private Goals goals;

    /** A goal, or several, as a user runs them. */
    private interface Use {
        Goals.Ended run() throws Exception;
    }

    private void start(String scenario) throws Exception {
        goals = new Goals(directory.resolve("orders")).scenario("orders", scenario);
        List<Scenario> scenarios = ScenarioFiles.reader().readAll(directory.resolve("orders/src/perf"), List.of());
        target = TestTarget.start(
                TestTarget.waiting("echo", 1).timeout(Duration.ofSeconds(10)).memoryMb(256),
                local -> local.alias("live")
                        .maxConcurrency(4)
                        .timeScale(0.001)
                        .sources(LocalWiring.of(scenarios, "echo", Duration.ofSeconds(10))));
        proxy = new FaultProxy(target.endpoint());
        session = target.session();
        goals.with("perf.target", "aws")
                .with("perf.function", "echo")
                .with("perf.region", "us-east-1")
                .with("perf.ingestionTimeout", "1s")
                .with("perf.endpoint", proxy.endpoint());
    }

    @AfterEach
    void end() throws Exception {
        proxy.close();
        target.close();
    }

    private static FaultProxy.Fault denied(String operation) {
        String service = SERVICES.getOrDefault(operation, "lambda");
        return switch (service) {
            case "lambda", "xray" -> FaultProxy.lambda(403, "AccessDeniedException", "{\"Message\":\"" + SAID + "\"}");
            case "cloudwatch" ->
                FaultProxy.ok(
                        403, "application/cbor", "\u00a2\u0066__type\u006cAccessDenied\u0067message\u006e" + SAID);
            case "sns" ->
                FaultProxy.ok(
                        403,
                        "text/xml",
                        "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender</Type>"
                                + "<Code>AuthorizationError</Code><Message>" + SAID
                                + "</Message></Error><RequestId>r-1</RequestId></ErrorResponse>");
            default -> FaultProxy.json(400, "AccessDeniedException", SAID);
        };
    }

    private static String action(String operation) {
        return ACTIONS.getOrDefault(operation, SERVICES.getOrDefault(operation, "lambda") + ":" + operation);
    }

    /** @return the operations that were denied, in order */
    private Set<String> denyEach(String goal, Use use) throws Exception {
        proxy.operations().clear();
        Goals.Ended whole = use.run();
        assertThat(whole.failure()).isNull();
        Set<String> operations = new LinkedHashSet<>(proxy.operations());
        List<String> untold = new ArrayList<>();
        String before = state();
        for (String operation : operations) {
            proxy.mend();
            proxy.on(operation, denied(operation));
            goals.log().clear();

            Goals.Ended ended = use.run();

            String said = (ended.failure() == null ? "" : ended.message()) + String.join("\n", goals.log()) + written();
            if (!said.contains(action(operation))) {
                untold.add(action(operation) + ": " + ended + "\n" + String.join("\n", goals.log()));
            }
            assertThat(ended.failure() == null || ended.isError() || ended.isFailure())
                    .isTrue();
            assertThat(goals.temporaries()).as(operation).isEmpty();
            proxy.mend();
            if (!state().equals(before)) {
                // what may not be taken back is taken back by the next run that may
                assertThat(use.run().failure()).as(operation).isNull();
            }
            assertThat(state()).as(operation).isEqualTo(before);
        }
        assertThat(untold).isEmpty();
        assertThat(use.run().failure()).isNull();
        assertThat(goals.with("perf.doctor.goals", goal).doctor().failure()).isNull();
        assertThat(Files.readString(directory.resolve("orders/target/perf/policy.json")))
                .as("the policy that perf:doctor prints")
                .contains(operations.stream()
                        .map(operation -> '"' + action(operation) + '"')
                        .toList());
        return operations;
    }

    private String state() {
        return FaultGround.state(session);
    }

    /** Everything that the goals wrote last. */
    private String written() throws IOException {
        StringBuilder all = new StringBuilder();
        Path perf = directory.resolve("orders/target/perf");
        if (Files.isDirectory(perf.resolve("runs"))) {
            try (Stream<Path> runs = Files.list(perf.resolve("runs"))) {
                Path newest = runs.sorted().reduce((a, b) -> b).orElseThrow().resolve("run.json");
                if (Files.exists(newest)) {
                    all.append(Files.readString(newest));
                }
            }
        }
        Path doctor = perf.resolve("doctor.json");
        return all.append(Files.exists(doctor) ? Files.readString(doctor) : "").toString();
    }

    @Test
    void ofALoad() throws Exception {
        start("invoke: { qualifier: live }\nprovisionedConcurrency: 1\nvus: 1\niterations: 2\n");

        assertThat(denyEach("load", goals.with("perf.allowLive", "live")::load))
                .contains("GetFunctionConfiguration", "ListTags", "Invoke", "PutProvisionedConcurrencyConfig");
    }

    @Test
    void ofAnAnalysis() throws Exception {
        start("vus: 1\niterations: 2\npublish: { namespace: Perf }\n");
        session.lambda().updateFunctionConfiguration(b -> b.functionName("echo").tracingConfig(t -> t.mode("Active")));
        session.lambda().waiter().waitUntilFunctionUpdatedV2(b -> b.functionName("echo"));
        assertThat(goals.load().failure()).isNull();

        assertThat(denyEach("analyze", goals::analyze))
                .contains("StartQuery", "GetQueryResults", "DescribeLogGroups", "GetMetricData", "BatchGetTraces");
    }

    @Test
    void ofAQueue() throws Exception {
        start("sqs: { queue: orders, drain: 1s }\npayload: { order: 1 }\nvus: 1\niterations: 2\n");

        assertThat(denyEach("load", goals::load))
                .contains("GetQueueUrl", "GetQueueAttributes", "ListEventSourceMappings");
    }

    @Test
    void ofATopic() throws Exception {
        start("sns: { topic: orders, drain: 1s }\npayload: { order: 1 }\nvus: 1\niterations: 2\n");

        assertThat(denyEach("load", goals::load)).contains("Publish", "GetFunctionEventInvokeConfig");
    }

    @Test
    void ofABus() throws Exception {
        start(
                "eventbridge: { bus: default, source: shop, detailType: Ordered, drain: 1s }\npayload: { order: 1 }\nvus: 1\niterations: 2\n");

        assertThat(denyEach("load", goals::load)).contains("PutEvents");
    }

    @Test
    void ofTheDoctor() throws Exception {
        start("vus: 1\niterations: 2\n");

        assertThat(denyEach("doctor", goals::doctor))
                .contains("GetAccountSettings", "GetFunctionConcurrency", "Invoke");
    }

    @Test
    void ofAlarms() throws Exception {
        start("vus: 1\niterations: 2\n");

        assertThat(denyEach("alarms", () -> {
                    Goals.Ended applied = goals.alarms("apply");
                    return applied.failure() == null ? goals.alarms("delete") : applied;
                }))
                .contains("DescribeAlarms", "PutMetricAlarm", "DeleteAlarms", "ListTagsForResource");
    }

    @Test
    void ofASweep() throws Exception {
        start("vus: 1\niterations: 5\n");
        goals.with("perf.tune.memory", "128,256").with("perf.tune.search", "all");

        assertThat(denyEach("tune", goals::tune))
                .contains("UpdateFunctionConfiguration", "PublishVersion", "CreateAlias");
    }
}
