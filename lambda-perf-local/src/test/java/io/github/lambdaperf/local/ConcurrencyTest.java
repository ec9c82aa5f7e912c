package io.github.lambdaperf.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.local.handlers.BrokenHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.lambda.model.AccountLimit;
import software.amazon.awssdk.services.lambda.model.GetProvisionedConcurrencyConfigResponse;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyConfigNotFoundException;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyStatusEnum;
import software.amazon.awssdk.services.lambda.model.PutProvisionedConcurrencyConfigResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.ThrottleReason;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

class ConcurrencyTest {

    private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:";

    @TempDir
    private Path directory;

    private TargetUnderTest target;

    /** Two functions that share three places. */
    @BeforeEach
    void start() {
        target = TargetUnderTest.start(
                f -> f,
                s -> s.maxConcurrency(3)
                        .function(TargetUnderTest.sample().name("second").build()));
    }

    @AfterEach
    void close() {
        target.close();
    }

    private InvokeResponse invoke(String function, String qualifier, String event) {
        return target.lambda.invoke(b -> b.functionName(function)
                .qualifier(qualifier)
                .payload(SdkBytes.fromUtf8String(event))
                .logType(LogType.TAIL));
    }

    private CompletableFuture<InvokeResponse> hold(String function, String qualifier) {
        Path file = directory.resolve(function + System.nanoTime());
        CompletableFuture<InvokeResponse> held = CompletableFuture.supplyAsync(
                () -> invoke(function, qualifier, "{\"do\":\"sleep\",\"ms\":20000,\"file\":\"" + file + "\"}"));
        Waiting.until(() -> Files.exists(file));
        return held;
    }

    private void reserve(String function, int concurrency) {
        target.lambda.putFunctionConcurrency(b -> b.functionName(function).reservedConcurrentExecutions(concurrency));
    }

    private void expectThrottle(String function, ThrottleReason reason) {
        assertThatThrownBy(() -> invoke(function, null, "{}"))
                .isInstanceOfSatisfying(
                        TooManyRequestsException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private GetProvisionedConcurrencyConfigResponse provisioned(String qualifier) {
        return target.lambda.getProvisionedConcurrencyConfig(
                b -> b.functionName("sample").qualifier(qualifier));
    }

    private PutProvisionedConcurrencyConfigResponse provision(String qualifier, int concurrency) {
        return target.lambda.putProvisionedConcurrencyConfig(
                b -> b.functionName("sample").qualifier(qualifier).provisionedConcurrentExecutions(concurrency));
    }

    private void waitUntilReady(String qualifier) {
        Waiting.until(() -> provisioned(qualifier).status() == ProvisionedConcurrencyStatusEnum.READY);
    }

    @Test
    void reservedConcurrencyIsToldAndTakenFromTheRest() {
        reserve("sample", 2);

        assertThat(target.lambda
                        .getFunctionConcurrency(b -> b.functionName("sample"))
                        .reservedConcurrentExecutions())
                .isEqualTo(2);
        assertThat(target.lambda
                        .getFunction(b -> b.functionName("sample"))
                        .concurrency()
                        .reservedConcurrentExecutions())
                .isEqualTo(2);
        AccountLimit limit = target.lambda.getAccountSettings().accountLimit();
        assertThat(limit.concurrentExecutions()).isEqualTo(3);
        assertThat(limit.unreservedConcurrentExecutions()).isEqualTo(1);
        assertThatThrownBy(() -> reserve("second", 2))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("UnreservedConcurrentExecution");

        target.lambda.deleteFunctionConcurrency(b -> b.functionName("sample"));
        assertThat(target.lambda
                        .getFunctionConcurrency(b -> b.functionName("sample"))
                        .reservedConcurrentExecutions())
                .isNull();
        assertThatThrownBy(() -> reserve("other", 1)).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void throttlesNameTheLimit() {
        reserve("sample", 0);
        expectThrottle("sample", ThrottleReason.RESERVED_FUNCTION_CONCURRENT_INVOCATION_LIMIT_EXCEEDED);

        reserve("sample", 2);
        CompletableFuture<InvokeResponse> held = hold("second", null);
        expectThrottle("second", ThrottleReason.CONCURRENT_INVOCATION_LIMIT_EXCEEDED);
        assertThat(invoke("sample", null, "{}").functionError()).isNull();

        CompletableFuture<InvokeResponse> first = hold("sample", null);
        CompletableFuture<InvokeResponse> second = hold("sample", null);
        expectThrottle("sample", ThrottleReason.RESERVED_FUNCTION_CONCURRENT_INVOCATION_LIMIT_EXCEEDED);
        assertThat(held).isNotDone();
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
    }

    @Test
    void provisionedEnvironmentsAreInitialisedAhead() {
        target.lambda.publishVersion(b -> b.functionName("sample"));
        target.lambda.createAlias(b -> b.functionName("sample").name("live").functionVersion("1"));

        PutProvisionedConcurrencyConfigResponse put = provision("live", 1);
        assertThat(put.requestedProvisionedConcurrentExecutions()).isEqualTo(1);
        assertThat(put.status()).isEqualTo(ProvisionedConcurrencyStatusEnum.IN_PROGRESS);
        waitUntilReady("live");
        GetProvisionedConcurrencyConfigResponse ready = provisioned("live");
        assertThat(ready.allocatedProvisionedConcurrentExecutions()).isEqualTo(1);
        assertThat(ready.availableProvisionedConcurrentExecutions()).isEqualTo(1);

        InvokeResponse first = invoke("sample", "live", "{}");
        JsonNode answer = TargetUnderTest.json(first);
        assertThat(first.executedVersion()).isEqualTo("1");
        assertThat(TargetUnderTest.tail(first)).contains("REPORT RequestId").doesNotContain("Init Duration");
        assertThat(answer.path("environment")
                        .path("AWS_LAMBDA_INITIALIZATION_TYPE")
                        .asText())
                .isEqualTo("provisioned-concurrency");
        assertThat(target.messages()).anyMatch(line -> line.matches("INIT_REPORT Init Duration: \\d+\\.\\d\\d ms\n"));

        CompletableFuture<InvokeResponse> held = hold("sample", "live");
        InvokeResponse spilled = invoke("sample", "live", "{}");
        assertThat(held).isNotDone();
        assertThat(TargetUnderTest.tail(spilled)).contains("\tInit Duration: ");
        assertThat(TargetUnderTest.json(spilled)
                        .path("environment")
                        .path("AWS_LAMBDA_INITIALIZATION_TYPE")
                        .asText())
                .isEqualTo("on-demand");
        assertThat(invoke("sample", null, "{}").executedVersion()).isEqualTo("$LATEST");

        assertThat(metric("ProvisionedConcurrencyInvocations", "Sum")).isEqualTo(2);
        assertThat(metric("ProvisionedConcurrencySpilloverInvocations", "Sum")).isEqualTo(1);
        assertThat(metric("ProvisionedConcurrencyUtilization", "Maximum")).isEqualTo(1);
        assertThat(metric("ProvisionedConcurrentExecutions", "Maximum")).isEqualTo(1);
    }

    private double metric(String name, String statistic) {
        Instant now = Instant.now();
        try (CloudWatchClient cloudWatch =
                target.configured(CloudWatchClient.builder()).build()) {
            return cloudWatch
                    .getMetricStatistics(b -> b.namespace("AWS/Lambda")
                            .metricName(name)
                            .dimensions(
                                    Dimension.builder()
                                            .name("FunctionName")
                                            .value("sample")
                                            .build(),
                                    Dimension.builder()
                                            .name("Resource")
                                            .value("sample:live")
                                            .build())
                            .startTime(now.minusSeconds(3600))
                            .endTime(now.plusSeconds(60))
                            .period(7200)
                            .statisticsWithStrings(statistic))
                    .datapoints()
                    .stream()
                    .mapToDouble(point -> statistic.equals("Sum") ? point.sum() : point.maximum())
                    .sum();
        }
    }

    @Test
    void provisionedConcurrencyIsListedMovedAndDeleted() {
        target.lambda.publishVersion(b -> b.functionName("sample"));
        target.lambda.createAlias(b -> b.functionName("sample").name("live").functionVersion("1"));
        provision("live", 1);
        waitUntilReady("live");
        assertThat(target.lambda
                        .listProvisionedConcurrencyConfigs(b -> b.functionName("sample"))
                        .provisionedConcurrencyConfigs())
                .singleElement()
                .satisfies(c -> assertThat(c.functionArn()).isEqualTo(ARN + "sample:live"));
        long old =
                TargetUnderTest.json(invoke("sample", "live", "{}")).path("pid").asLong();

        target.lambda.updateFunctionConfiguration(b -> b.functionName("sample").memorySize(256));
        target.lambda.waiter().waitUntilFunctionUpdatedV2(b -> b.functionName("sample"));
        target.lambda.publishVersion(b -> b.functionName("sample"));
        target.lambda.updateAlias(b -> b.functionName("sample").name("live").functionVersion("2"));
        waitUntilReady("live");
        Waiting.until(() -> ProcessHandle.of(old).filter(ProcessHandle::isAlive).isEmpty());
        JsonNode moved = TargetUnderTest.json(invoke("sample", "live", "{}"));
        assertThat(moved.path("memory").asInt()).isEqualTo(256);
        assertThat(moved.path("environment")
                        .path("AWS_LAMBDA_INITIALIZATION_TYPE")
                        .asText())
                .isEqualTo("provisioned-concurrency");

        target.lambda.deleteProvisionedConcurrencyConfig(
                b -> b.functionName("sample").qualifier("live"));
        long pid = moved.path("pid").asLong();
        Waiting.until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        assertThatThrownBy(() -> provisioned("live")).isInstanceOf(ProvisionedConcurrencyConfigNotFoundException.class);
    }

    @Test
    void whatCannotBeProvisionedIsRefused() {
        assertThatThrownBy(() -> provision("$LATEST", 1)).isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> provision("7", 1)).isInstanceOf(ResourceNotFoundException.class);
        target.lambda.publishVersion(b -> b.functionName("sample"));
        assertThatThrownBy(() -> provision("1", 4))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("unreserved concurrency [3]");
        assertThatThrownBy(() -> provision("1", 0)).isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> provisioned("1")).isInstanceOf(ProvisionedConcurrencyConfigNotFoundException.class);
        reserve("sample", 1);
        assertThatThrownBy(() -> provision("1", 2))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("reservedConcurrentExecution");
    }

    @Test
    void aFunctionThatCannotInitialiseFails() {
        try (TargetUnderTest broken = TargetUnderTest.start(f -> f.handler(BrokenHandler.class.getName()))) {
            broken.lambda.publishVersion(b -> b.functionName("sample"));
            broken.lambda.putProvisionedConcurrencyConfig(
                    b -> b.functionName("sample").qualifier("1").provisionedConcurrentExecutions(1));

            Waiting.until(() -> broken.lambda
                            .getProvisionedConcurrencyConfig(
                                    b -> b.functionName("sample").qualifier("1"))
                            .status()
                    == ProvisionedConcurrencyStatusEnum.FAILED);
            assertThat(broken.messages())
                    .anyMatch(line -> line.matches(
                            "INIT_REPORT Init Duration: \\S+ ms\tPhase: init\tStatus: error\tError Type: \\S+\n"));
        }
    }

    @Test
    void tagsAreKept() {
        target.lambda.tagResource(b -> b.resource(ARN + "sample").tags(Map.of("team", "orders", "stage", "test")));
        target.lambda.untagResource(b -> b.resource(ARN + "sample").tagKeys("stage"));

        assertThat(target.lambda.listTags(b -> b.resource(ARN + "sample")).tags())
                .isEqualTo(Map.of("team", "orders"));
        assertThat(target.lambda.getFunction(b -> b.functionName("sample")).tags())
                .isEqualTo(Map.of("team", "orders"));
        assertThatThrownBy(() -> target.lambda.listTags(b -> b.resource(ARN + "other")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> target.lambda.getPolicy(b -> b.functionName("sample")))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}
