package io.github.lambdaperf.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.PublishVersionResponse;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationResponse;

class VersionTest {

    private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:sample";

    private TargetUnderTest target;

    @BeforeEach
    void start() {
        target = TargetUnderTest.start(f -> f.environment(Map.of("MINE", "old")));
    }

    @AfterEach
    void close() {
        target.close();
    }

    private InvokeResponse invoke(String function, String qualifier) {
        return target.lambda.invoke(b -> b.functionName(function)
                .qualifier(qualifier)
                .payload(SdkBytes.fromUtf8String("{}"))
                .logType(LogType.TAIL));
    }

    private void waitUntilUpdated() {
        target.lambda.waiter().waitUntilFunctionUpdatedV2(b -> b.functionName("sample"));
    }

    private String publish() {
        return target.lambda.publishVersion(b -> b.functionName("sample")).version();
    }

    @Test
    void aChangedConfigurationIsThatOfTheNextInvocation() {
        JsonNode before = TargetUnderTest.json(target.invoke("{}"));

        UpdateFunctionConfigurationResponse changed =
                target.lambda.updateFunctionConfiguration(b -> b.functionName("sample")
                        .memorySize(1024)
                        .timeout(7)
                        .description("a larger one")
                        .environment(e -> e.variables(Map.of("OTHER", "new")))
                        .tracingConfig(t -> t.mode("Active"))
                        .deadLetterConfig(d -> d.targetArn("arn:aws:sqs:us-east-1:000000000000:dead"))
                        .ephemeralStorage(s -> s.size(1024))
                        .snapStart(s -> s.applyOn("PublishedVersions")));
        assertThat(changed.lastUpdateStatus()).isEqualTo(LastUpdateStatus.IN_PROGRESS);
        waitUntilUpdated();

        GetFunctionConfigurationResponse found = target.lambda.getFunctionConfiguration(b -> b.functionName("sample"));
        assertThat(found.lastUpdateStatusAsString()).isEqualTo("Successful");
        assertThat(found.memorySize()).isEqualTo(1024);
        assertThat(found.timeout()).isEqualTo(7);
        assertThat(found.description()).isEqualTo("a larger one");
        assertThat(found.tracingConfig().modeAsString()).isEqualTo("Active");
        assertThat(found.deadLetterConfig().targetArn()).endsWith(":dead");
        assertThat(found.ephemeralStorage().size()).isEqualTo(1024);
        assertThat(found.snapStart().applyOnAsString()).isEqualTo("PublishedVersions");
        assertThat(found.snapStart().optimizationStatusAsString()).isEqualTo("Off");

        InvokeResponse response = target.invoke("{}");
        JsonNode after = TargetUnderTest.json(response);
        assertThat(after.path("pid").asLong()).isNotEqualTo(before.path("pid").asLong());
        assertThat(after.path("memory").asInt()).isEqualTo(1024);
        assertThat(after.path("environment").path("OTHER").asText()).isEqualTo("new");
        assertThat(after.path("environment").has("MINE")).isFalse();
        assertThat(TargetUnderTest.tail(response))
                .contains("\tMemory Size: 1024 MB\t")
                .contains("\tInit Duration: ");
        long old = before.path("pid").asLong();
        Waiting.until(() -> ProcessHandle.of(old).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void whatIsNotSentStays() {
        target.lambda.updateFunctionConfiguration(b -> b.functionName("sample").memorySize(256));

        GetFunctionConfigurationResponse found = target.lambda.getFunctionConfiguration(b -> b.functionName("sample"));
        assertThat(found.memorySize()).isEqualTo(256);
        assertThat(found.timeout()).isEqualTo(30);
        assertThat(found.environment().variables()).isEqualTo(Map.of("MINE", "old"));
    }

    @Test
    void changesThatLambdaRefusesAreRefused() {
        assertThatThrownBy(() -> target.lambda.updateFunctionConfiguration(
                        b -> b.functionName("sample").memorySize(64)))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("'64' at 'MemorySize'");
        assertThatThrownBy(() -> target.lambda.updateFunctionConfiguration(
                        b -> b.functionName("sample").timeout(901)))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> target.lambda.updateFunctionConfiguration(
                        b -> b.functionName("sample").layers("arn:aws:lambda:us-east-1:1:layer:l:1")))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("Layers");
        assertThatThrownBy(() -> target.lambda.updateFunctionConfiguration(
                        b -> b.functionName("sample").memorySize(256).revisionId("stale")))
                .isInstanceOf(PreconditionFailedException.class);
        assertThatThrownBy(() -> target.lambda.updateFunctionConfiguration(
                        b -> b.functionName("other").memorySize(256)))
                .isInstanceOf(ResourceNotFoundException.class);
        String revision = target.lambda
                .getFunctionConfiguration(b -> b.functionName("sample"))
                .revisionId();
        assertThat(target.lambda
                        .updateFunctionConfiguration(
                                b -> b.functionName("sample").memorySize(256).revisionId(revision))
                        .revisionId())
                .isNotEqualTo(revision);
    }

    @Test
    void oneChangeAtATime() {
        try (TargetUnderTest slow = TargetUnderTest.start(f -> f, s -> s.updateDelay(Duration.ofHours(1)))) {
            slow.lambda.updateFunctionConfiguration(
                    b -> b.functionName("sample").memorySize(256));

            assertThat(slow.lambda
                            .getFunctionConfiguration(b -> b.functionName("sample"))
                            .lastUpdateStatus())
                    .isEqualTo(LastUpdateStatus.IN_PROGRESS);
            assertThatThrownBy(() -> slow.lambda.updateFunctionConfiguration(
                            b -> b.functionName("sample").memorySize(1024)))
                    .isInstanceOf(ResourceConflictException.class)
                    .hasMessageContaining("An update is in progress for resource: " + ARN);
            assertThatThrownBy(() -> slow.lambda.publishVersion(b -> b.functionName("sample")))
                    .isInstanceOf(ResourceConflictException.class);
        }
    }

    @Test
    void publishedVersionsKeepTheirConfiguration() {
        PublishVersionResponse first =
                target.lambda.publishVersion(b -> b.functionName("sample").description("the first"));
        assertThat(first.version()).isEqualTo("1");
        assertThat(first.functionArn()).isEqualTo(ARN + ":1");
        assertThat(first.description()).isEqualTo("the first");
        assertThat(publish()).as("nothing has changed").isEqualTo("1");
        target.lambda
                .waiter()
                .waitUntilPublishedVersionActive(b -> b.functionName("sample").qualifier("1"));
        target.lambda.waiter().waitUntilFunctionActiveV2(b -> b.functionName("sample"));

        target.lambda.updateFunctionConfiguration(b -> b.functionName("sample").memorySize(1024));
        waitUntilUpdated();
        assertThat(publish()).isEqualTo("2");

        assertThat(target.lambda
                        .getFunctionConfiguration(b -> b.functionName(ARN + ":1"))
                        .memorySize())
                .isEqualTo(512);
        List<FunctionConfiguration> versions =
                target
                        .lambda
                        .listVersionsByFunctionPaginator(
                                b -> b.functionName("sample").maxItems(2))
                        .versions()
                        .stream()
                        .toList();
        assertThat(versions).extracting(FunctionConfiguration::version).containsExactly("$LATEST", "1", "2");
        assertThat(versions)
                .extracting(FunctionConfiguration::functionArn)
                .containsExactly(ARN + ":$LATEST", ARN + ":1", ARN + ":2");
        assertThat(versions).extracting(FunctionConfiguration::memorySize).containsExactly(1024, 512, 1024);
        assertThat(versions).extracting(FunctionConfiguration::codeSha256).containsOnly(first.codeSha256());
    }

    @Test
    void publishingIsGuarded() {
        assertThatThrownBy(() -> target.lambda.publishVersion(
                        b -> b.functionName("sample").codeSha256("bm90IHRoaXM=")))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("is different from current CodeSHA256 in $LATEST");
        assertThatThrownBy(() -> target.lambda.publishVersion(
                        b -> b.functionName("sample").revisionId("stale")))
                .isInstanceOf(PreconditionFailedException.class);
        GetFunctionConfigurationResponse latest = target.lambda.getFunctionConfiguration(b -> b.functionName("sample"));
        assertThat(target.lambda
                        .publishVersion(b -> b.functionName("sample")
                                .codeSha256(latest.codeSha256())
                                .revisionId(latest.revisionId()))
                        .version())
                .isEqualTo("1");
    }

    @Test
    void eachVersionHasEnvironmentsOfItsOwn() {
        publish();
        target.lambda.updateFunctionConfiguration(b -> b.functionName("sample").memorySize(1024));
        waitUntilUpdated();

        InvokeResponse response = invoke("sample", "1");
        JsonNode one = TargetUnderTest.json(response);
        assertThat(response.executedVersion()).isEqualTo("1");
        assertThat(one.path("arn").asText()).isEqualTo(ARN + ":1");
        assertThat(one.path("memory").asInt()).isEqualTo(512);
        assertThat(one.path("stream").asText()).matches("\\d{4}/\\d\\d/\\d\\d/\\[1][0-9a-f]{32}");
        assertThat(one.path("environment").path("AWS_LAMBDA_FUNCTION_VERSION").asText())
                .isEqualTo("1");
        assertThat(TargetUnderTest.tail(response)).contains(" Version: 1\n").contains("\tMemory Size: 512 MB\t");

        InvokeResponse latest = target.invoke("{}");
        assertThat(latest.executedVersion()).isEqualTo("$LATEST");
        assertThat(TargetUnderTest.json(latest).path("pid").asLong())
                .isNotEqualTo(one.path("pid").asLong());
        assertThat(TargetUnderTest.json(invoke(ARN + ":1", null)).path("pid").asLong())
                .as("still warm")
                .isEqualTo(one.path("pid").asLong());
    }

    @Test
    void versionsAreDeleted() {
        publish();
        long pid = TargetUnderTest.json(invoke("sample", "1")).path("pid").asLong();
        target.lambda.createAlias(b -> b.functionName("sample").name("live").functionVersion("1"));
        assertThatThrownBy(() -> target.lambda.deleteFunction(
                        b -> b.functionName("sample").qualifier("1")))
                .isInstanceOf(ResourceConflictException.class)
                .hasMessageContaining("live");
        assertThatThrownBy(() -> target.lambda.deleteFunction(
                        b -> b.functionName("sample").qualifier("$LATEST")))
                .isInstanceOf(InvalidParameterValueException.class);

        target.lambda.deleteAlias(b -> b.functionName("sample").name("live"));
        target.lambda.deleteFunction(b -> b.functionName("sample").qualifier("1"));

        assertThatThrownBy(() -> invoke("sample", "1"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining(ARN + ":1");
        Waiting.until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(publish()).as("numbers are not used again").isEqualTo("2");

        target.lambda.deleteFunction(b -> b.functionName("sample"));
        assertThatThrownBy(() -> target.lambda.getFunction(b -> b.functionName("sample")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(target.lambda.listFunctions().functions()).isEmpty();
    }

    @Test
    void aLogGroupOfItsOwnHasStreamsWithTheFunctionsName() {
        target.lambda.updateFunctionConfiguration(b -> b.functionName("sample")
                .loggingConfig(l -> l.logGroup("/shared").logFormat("JSON").systemLogLevel("INFO")));
        waitUntilUpdated();

        JsonNode answer = TargetUnderTest.json(target.invoke("{}"));

        assertThat(answer.path("stream").asText()).matches("\\d{4}/\\d\\d/\\d\\d/sample\\[\\$LATEST][0-9a-f]{32}");
        assertThat(answer.path("environment").path("AWS_LAMBDA_LOG_GROUP_NAME").asText())
                .isEqualTo("/shared");
        assertThat(target.logs.filterLogEvents(b -> b.logGroupName("/shared")).events())
                .anyMatch(event -> event.message().contains("\"platform.report\""));
    }
}
