package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.load.LoadPlan;
import io.github.lambdaperf.core.load.LoadTest;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.record.DeliveryRecord;
import io.github.lambdaperf.core.record.DeliveryRecord.Expectation;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Messages through queues, topics and buses of the local target, told by its own account and as on aws. */
class MessageLoadTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final String LOAD = """
            executor: constant-arrival-rate
            rate: 20
            duration: 2s
            payload: { n: "${vu}-${iteration}" }
            """;

    private static final String POISON = """
            failures: { poison: { share: 15%, set: { n: poison } } }
            """;

    @TempDir
    private Path directory;

    private record Try(RunRecord run, List<String> deadBodies) {
        DeliveryRecord delivery() {
            return run.scenarios().get(0).delivery();
        }

        ScenarioRecord scenario() {
            return run.scenarios().get(0);
        }

        double value(String metric, String aggregation) {
            MetricRecord record = scenario().metrics().get(metric);
            return record.values().get(aggregation);
        }
    }

    private List<Scenario> scenarios(String text) throws Exception {
        Path scenarios = Files.createDirectories(directory.resolve("src/perf"));
        Files.writeString(scenarios.resolve("messages.yaml"), text);
        return ScenarioFiles.reader().readAll(scenarios, List.of());
    }

    private static TestTarget target(List<Scenario> scenarios) {
        return TestTarget.start(
                TestTarget.function("picky", PickyHandler.class)
                        .timeout(TIMEOUT)
                        .memoryMb(256),
                local -> local.maxConcurrency(4).timeScale(0.001).sources(LocalWiring.of(scenarios, "picky", TIMEOUT)));
    }

    private LoadPlan plan(List<Scenario> scenarios, String where) {
        return new LoadPlan(
                scenarios,
                directory,
                directory.resolve("run"),
                "run-1",
                where,
                "picky",
                "",
                null,
                List.of(),
                "test",
                1,
                Duration.ofMillis(100),
                1,
                PriceTable.bundled(),
                null,
                null);
    }

    private Try run(String text, String where, String deadQueue) throws Exception {
        List<Scenario> scenarios = scenarios(text);
        try (TestTarget target = target(scenarios)) {
            AwsSession session = target.session();
            RunRecord run = new LoadTest(plan(scenarios, where), session, message -> {}, progress -> {}).run();
            SqsClient sqs = session.sqs();
            String url =
                    sqs.getQueueUrl(request -> request.queueName(deadQueue)).queueUrl();
            List<String> bodies =
                    sqs.receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10)).messages().stream()
                            .map(message -> message.body())
                            .toList();
            return new Try(run, bodies);
        }
    }

    @Test
    void followsEachMessageOfAQueue() throws Exception {
        Try done = run(
                "sqs: { queue: orders, batch: 2, local: { reportBatchItemFailures: true, visibilityTimeout: 4s } }\n"
                        + LOAD + POISON
                        + "expect: { poison: { ends: dead-letter, retries: 2 }, others: { ends: handled, retries: 0 } }\n",
                "local",
                "orders-dlq");

        DeliveryRecord delivery = done.delivery();
        assertThat(delivery.sent()).isEqualTo(80);
        assertThat(delivery.drained()).isTrue();
        assertThat(delivery.deadLettered()).isBetween(4L, 24L);
        assertThat(delivery.delivered()).isEqualTo(80 - delivery.deadLettered());
        assertThat(delivery.retries()).isEqualTo(2 * delivery.deadLettered());
        assertThat(delivery.lost() + delivery.inFlight() + delivery.duplicates())
                .isZero();
        assertThat(delivery.expectations()).allMatch(Expectation::passed);
        assertThat(done.value("messages_sent", "count")).isEqualTo(80);
        assertThat(done.value("send_success", "rate")).isEqualTo(1);
        assertThat(done.scenario().metrics().get("end_to_end_duration").count()).isEqualTo(delivery.delivered());
        assertThat(done.scenario().metrics()).doesNotContainKey("invocation_duration");
        assertThat(done.deadBodies()).isNotEmpty().allMatch(body -> body.contains("poison"));
        assertThat(delivery.depth()).isNotEmpty();
    }

    /** The way of aws, by the queue's attributes and its dead letters alone, comes to the same counts. */
    @Test
    void countsAQueueAsOnAws() throws Exception {
        Try done = run(
                "sqs: { queue: orders, local: { reportBatchItemFailures: true, visibilityTimeout: 1s } }\n" + LOAD
                        + POISON + "expect: { poison: { ends: dead-letter }, others: { ends: handled } }\n",
                "aws",
                "orders-dlq");

        DeliveryRecord delivery = done.delivery();
        assertThat(delivery.sent()).isEqualTo(40);
        assertThat(delivery.drained()).isTrue();
        assertThat(delivery.deadLettered()).isBetween(1L, 15L);
        assertThat(delivery.delivered()).isEqualTo(40 - delivery.deadLettered());
        assertThat(delivery.expectations()).allMatch(Expectation::passed);
        assertThat(delivery.sources()).containsEntry("delivered", "sent - in flight - dead letters");
    }

    /** The way of aws through a topic: CloudWatch counts, and the function's log tells of each message. */
    @Test
    void countsNotificationsAsOnAws() throws Exception {
        Try done = run("sns: { topic: orders, drain: 20s }\n" + LOAD, "aws", "picky-failures");

        DeliveryRecord delivery = done.delivery();
        assertThat(delivery.sent()).isEqualTo(40);
        assertThat(delivery.delivered()).isEqualTo(40);
        assertThat(delivery.drained()).isTrue();
        assertThat(delivery.sources().get("delivered")).startsWith("CloudWatch, Invocations - Errors");
        assertThat(delivery.sources().get("endToEnd")).startsWith("Logs Insights, 40 messages");
        assertThat(done.scenario().metrics().get("end_to_end_duration").count()).isEqualTo(40);
    }

    @Test
    void followsNotificationsThroughRetriesToTheirDestinations() throws Exception {
        Try done = run(
                "sns: { topic: orders, attributes: { kind: test } }\n" + LOAD + POISON
                        + "expect: { poison: { ends: on-failure, retries: 2 }, others: { ends: on-success } }\n",
                "local",
                "picky-failures");

        DeliveryRecord delivery = done.delivery();
        assertThat(delivery.sent()).isEqualTo(40);
        assertThat(delivery.drained()).isTrue();
        assertThat(delivery.expectations()).as("%s", delivery.expectations()).allMatch(Expectation::passed);
        assertThat(delivery.onSuccess()).isEqualTo(delivery.delivered());
        assertThat(delivery.delivered() + delivery.deadLettered()).isEqualTo(40);
        assertThat(delivery.invocations()).isEqualTo(40 + delivery.retries());
    }

    @Test
    void followsEventsOfABusAndNamesThoseThatFail() throws Exception {
        Try done = run(
                "eventbridge: { source: com.example, detailType: Placed, batch: 5 }\n" + LOAD + POISON
                        + "expect: { poison: { ends: handled } }\n",
                "local",
                "picky-failures");

        DeliveryRecord delivery = done.delivery();
        assertThat(delivery.sent()).isEqualTo(200);
        assertThat(delivery.deadLettered()).isPositive();
        Expectation poison = delivery.expectations().get(3);
        assertThat(poison.name()).isEqualTo("poison");
        assertThat(poison.passed()).isFalse();
        assertThat(poison.ids().get(0)).matches("[0-9a-f-]{36} \\(on-failure, 2 retries\\)");
    }

    @Test
    void reconcilesWhatWasSentWhenItIsStopped() throws Exception {
        List<Scenario> scenarios =
                scenarios("sqs: { queue: orders, local: { visibilityTimeout: 1s } }\n" + LOAD.replace("2s", "60s"));
        AtomicReference<RunRecord> record = new AtomicReference<>();
        try (TestTarget target = target(scenarios)) {
            AwsSession session = target.session();
            AtomicReference<LoadTest> test = new AtomicReference<>();
            test.set(new LoadTest(plan(scenarios, "local"), session, message -> {}, progress -> {
                if (progress.figures().invocations() > 10) {
                    new Thread(test.get()::stop).start();
                }
            }));
            record.set(test.get().run());
        }

        assertThat(record.get().status()).isEqualTo(RunRecord.Status.PARTIAL);
        DeliveryRecord delivery = record.get().scenarios().get(0).delivery();
        assertThat(delivery.sent()).isBetween(10L, 1000L);
        assertThat(delivery.delivered()).isEqualTo(delivery.sent());
        assertThat(delivery.lost() + delivery.inFlight()).isZero();
    }

    @Test
    void saysWhatKeepsMessagesFromTheFunction() throws Exception {
        List<Scenario> made = scenarios("sqs: { queue: orders }\n" + LOAD);
        try (TestTarget target = target(made)) {
            AwsSession session = target.session();
            List<Scenario> other = scenarios("sqs: { queue: ordres }\n" + LOAD);
            assertThatThrownBy(() -> new LoadTest(plan(other, "aws"), session, message -> {}, progress -> {}).run())
                    .isInstanceOf(PerfException.class)
                    .hasMessage(
                            "there is no queue 'ordres' in us-east-1: check 'queue' of the scenario, and -Dperf.region");

            List<Scenario> unmapped = scenarios("sqs: { queue: orders-dlq }\n" + LOAD);
            assertThatThrownBy(() -> new LoadTest(plan(unmapped, "aws"), session, message -> {}, progress -> {}).run())
                    .isInstanceOf(PerfException.class)
                    .hasMessageStartingWith("the queue orders-dlq does not lead to the function picky: make an event"
                            + " source mapping (aws lambda create-event-source-mapping --function-name picky");
        }
    }
}
