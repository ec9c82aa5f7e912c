package io.github.lambdaperf.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.local.handlers.RecordingStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A client nobody here wrote, where it is installed. */
class AwsCommandLineTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    static boolean installed() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "aws")));
    }

    @Test
    @EnabledIf(value = "installed", disabledReason = "the aws command line is not on PATH")
    void changesPublishesAndProvisions() throws Exception {
        try (TargetUnderTest target = TargetUnderTest.start(f -> f)) {
            aws(target, "lambda", "update-function-configuration", "--function-name", "sample", "--memory-size", "256");
            target.lambda.waiter().waitUntilFunctionUpdatedV2(b -> b.functionName("sample"));
            JsonNode version = aws(target, "lambda", "publish-version", "--function-name", "sample");
            assertThat(version.path("Version").asText()).isEqualTo("1");
            assertThat(version.path("MemorySize").asInt()).isEqualTo(256);
            aws(
                    target,
                    "lambda",
                    "create-alias",
                    "--function-name",
                    "sample",
                    "--name",
                    "live",
                    "--function-version",
                    "1");
            JsonNode provisioned = aws(
                    target,
                    "lambda",
                    "put-provisioned-concurrency-config",
                    "--function-name",
                    "sample",
                    "--qualifier",
                    "live",
                    "--provisioned-concurrent-executions",
                    "1");
            assertThat(provisioned.path("Status").asText()).isEqualTo("IN_PROGRESS");
            Waiting.until(() -> target.lambda
                            .getProvisionedConcurrencyConfig(
                                    b -> b.functionName("sample").qualifier("live"))
                            .availableProvisionedConcurrentExecutions()
                    == 1);
            JsonNode listed =
                    aws(target, "lambda", "list-provisioned-concurrency-configs", "--function-name", "sample");
            assertThat(listed.path("ProvisionedConcurrencyConfigs")
                            .get(0)
                            .path("Status")
                            .asText())
                    .isEqualTo("READY");
        }
    }

    @Test
    @EnabledIf(value = "installed", disabledReason = "the aws command line is not on PATH")
    void invokesReadsLogsAndAsksWhoItIs() throws Exception {
        try (TargetUnderTest target = TargetUnderTest.start(f -> f)) {
            Path event = Files.writeString(directory.resolve("event.json"), "{\"do\":\"echo\",\"n\":1}");
            Path answer = directory.resolve("answer.json");

            JsonNode invoked = aws(
                    target,
                    "lambda",
                    "invoke",
                    "--function-name",
                    "sample",
                    "--log-type",
                    "Tail",
                    "--payload",
                    "fileb://" + event,
                    answer.toString());
            assertThat(invoked.path("StatusCode").asInt()).isEqualTo(200);
            assertThat(invoked.path("ExecutedVersion").asText()).isEqualTo("$LATEST");
            assertThat(Files.readString(answer)).isEqualTo("{\"do\":\"echo\",\"n\":1}");
            String tail = new String(
                    Base64.getDecoder().decode(invoked.path("LogResult").asText()), StandardCharsets.UTF_8);
            assertThat(tail).contains("\nREPORT RequestId: ");

            JsonNode found = aws(
                    target,
                    "logs",
                    "filter-log-events",
                    "--log-group-name",
                    "/aws/lambda/sample",
                    "--filter-pattern",
                    "REPORT");
            assertThat(found.path("events")).hasSize(1);
            assertThat(tail)
                    .endsWith(found.path("events").get(0).path("message").asText());

            assertThat(aws(target, "sts", "get-caller-identity").path("Account").asText())
                    .isEqualTo("000000000000");
        }
    }

    @Test
    @EnabledIf(value = "installed", disabledReason = "the aws command line is not on PATH")
    void sendsToQueuesTopicsAndBuses() throws Exception {
        LocalSources sources = new LocalSources().queue("told", Map.of());
        try (SourcesUnderTest sample = new SourcesUnderTest(directory, RecordingStream.class, sources)) {
            TargetUnderTest target = sample.target;
            String queue = aws(target, "sqs", "get-queue-url", "--queue-name", "told")
                    .path("QueueUrl")
                    .asText();
            String topic = aws(target, "sns", "create-topic", "--name", "news")
                    .path("TopicArn")
                    .asText();
            String toQueue = SourcesUnderTest.queueArn("told");
            aws(
                    target,
                    "sns",
                    "subscribe",
                    "--topic-arn",
                    topic,
                    "--protocol",
                    "sqs",
                    "--notification-endpoint",
                    toQueue,
                    "--attributes",
                    "RawMessageDelivery=true");
            aws(
                    target,
                    "sns",
                    "publish",
                    "--topic-arn",
                    topic,
                    "--message",
                    "by topic",
                    "--message-attributes",
                    "{\"kind\":{\"DataType\":\"String\",\"StringValue\":\"x\"}}");
            JsonNode received = aws(
                            target,
                            "sqs",
                            "receive-message",
                            "--queue-url",
                            queue,
                            "--message-attribute-names",
                            "All",
                            "--attribute-names",
                            "All")
                    .path("Messages")
                    .path(0);
            assertThat(received.path("Body").asText()).isEqualTo("by topic");
            assertThat(received.path("MessageAttributes")
                            .path("kind")
                            .path("StringValue")
                            .asText())
                    .isEqualTo("x");

            aws(target, "events", "put-rule", "--name", "all", "--event-pattern", "{\"source\":[\"shop\"]}");
            aws(
                    target,
                    "events",
                    "put-targets",
                    "--rule",
                    "all",
                    "--targets",
                    "Id=1,Arn=" + SourcesUnderTest.functionArn());
            JsonNode put = aws(
                    target,
                    "events",
                    "put-events",
                    "--entries",
                    "[{\"Source\":\"shop\",\"DetailType\":\"t\",\"Detail\":\"{}\"}]");
            assertThat(put.path("FailedEntryCount").asInt()).isZero();
            assertThat(SourcesUnderTest.json(sample.awaitLines(1).get(0)).path("id"))
                    .isEqualTo(put.path("Entries").path(0).path("EventId"));

            JsonNode mapping = aws(
                    target,
                    "lambda",
                    "create-event-source-mapping",
                    "--function-name",
                    "sample",
                    "--event-source-arn",
                    toQueue);
            assertThat(mapping.path("State").asText()).isEqualTo("Creating");
            aws(target, "sqs", "send-message", "--queue-url", queue, "--message-body", "by mapping");
            assertThat(sample.awaitLines(2).get(1)).contains("\"body\":\"by mapping\"");
        }
    }

    @Test
    @EnabledIf(value = "installed", disabledReason = "the aws command line is not on PATH")
    void putsAndReadsMetricsAndAlarms() throws Exception {
        try (TargetUnderTest target = TargetUnderTest.start(f -> f)) {
            aws(target, "cloudwatch", "put-metric-data --namespace Shop --metric-name Calls --value 3".split(" "));
            JsonNode metrics = aws(target, "cloudwatch", "list-metrics", "--namespace", "Shop");
            assertThat(metrics.path("Metrics").get(0).path("MetricName").asText())
                    .isEqualTo("Calls");
            aws(
                    target,
                    "cloudwatch",
                    ("put-metric-alarm --alarm-name calls --namespace Shop --metric-name Calls --statistic Sum"
                                    + " --period 60 --evaluation-periods 1 --threshold 1"
                                    + " --comparison-operator LessThanThreshold --treat-missing-data breaching")
                            .split(" "));
            JsonNode alarm = aws(target, "cloudwatch", "describe-alarms", "--alarm-names", "calls")
                    .path("MetricAlarms")
                    .get(0);
            assertThat(alarm.path("AlarmName").asText()).isEqualTo("calls");
            assertThat(alarm.path("Threshold").asDouble()).isEqualTo(1.0);
            assertThat(alarm.path("StateValue").asText()).isIn("ALARM", "OK");
        }
    }

    private static JsonNode aws(TargetUnderTest target, String service, String... arguments)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(service));
        all.addAll(List.of(arguments));
        return run(target, all);
    }

    private static JsonNode run(TargetUnderTest target, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("aws", "--endpoint-url", target.target.endpoint().toString(), "--output", "json"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AWS_ACCESS_KEY_ID", "any");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "any");
        builder.environment().put("AWS_DEFAULT_REGION", "us-east-1");
        builder.environment().remove("AWS_PROFILE");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return JSON.readTree(output);
    }
}
