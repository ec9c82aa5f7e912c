package io.github.lambdaperf.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
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

    private static JsonNode aws(TargetUnderTest target, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("aws", "--endpoint-url", target.target.endpoint().toString(), "--output", "json"));
        command.addAll(List.of(arguments));
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
