package io.github.lambdaperf.local;

import static io.github.lambdaperf.local.SourcesUnderTest.functionArn;
import static io.github.lambdaperf.local.SourcesUnderTest.json;
import static io.github.lambdaperf.local.SourcesUnderTest.queueArn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.local.handlers.RecordingStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class AsyncInvocationTest {

    @TempDir
    private Path directory;

    private static String send(SourcesUnderTest target, String event) {
        return target.target
                .lambda
                .invoke(b -> b.functionName("sample")
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String(event)))
                .responseMetadata()
                .requestId();
    }

    @Test
    void whatFailsThreeTimesGoesToTheDestinationAndToTheDeadLetterQueue() {
        LocalSources sources = new LocalSources()
                .queue("failed", Map.of())
                .queue("dead", Map.of())
                .functionDeadLetter("sample", "sqs:dead");
        try (SourcesUnderTest target = new SourcesUnderTest(directory, RecordingStream.class, sources)) {
            target.target.lambda.putFunctionEventInvokeConfig(b -> b.functionName("sample")
                    .destinationConfig(d -> d.onFailure(f -> f.destination(queueArn("failed")))));
            assertThat(target.target
                            .lambda
                            .getFunctionConfiguration(b -> b.functionName("sample"))
                            .deadLetterConfig()
                            .targetArn())
                    .isEqualTo(queueArn("dead"));
            String requestId = send(target, "{\"order\":\"poison\"}");

            JsonNode told = json(target.receive("failed").get(0).body());
            assertThat(told.path("version").asText()).isEqualTo("1.0");
            assertThat(told.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(told.path("requestContext"))
                    .isEqualTo(json("{\"requestId\":\"" + requestId + "\",\"functionArn\":\"" + functionArn()
                            + ":$LATEST\",\"condition\":\"RetriesExhausted\",\"approximateInvokeCount\":3}"));
            assertThat(told.path("requestPayload")).isEqualTo(json("{\"order\":\"poison\"}"));
            assertThat(told.path("responseContext"))
                    .isEqualTo(json("{\"statusCode\":200,\"executedVersion\":\"$LATEST\","
                            + "\"functionError\":\"Unhandled\"}"));
            assertThat(told.path("responsePayload").path("errorMessage").asText())
                    .isEqualTo("poisoned");
            assertThat(target.lines()).hasSize(3);

            Message dead = target.receive("dead").get(0);
            assertThat(dead.body()).isEqualTo("{\"order\":\"poison\"}");
            assertThat(dead.messageAttributes().get("RequestID").stringValue()).isEqualTo(requestId);
            assertThat(dead.messageAttributes().get("ErrorCode").stringValue()).isEqualTo("200");
            assertThat(dead.messageAttributes().get("ErrorCode").dataType()).isEqualTo("Number");
            assertThat(dead.messageAttributes().get("ErrorMessage").stringValue())
                    .isEqualTo("poisoned");
        }
    }

    @Test
    void successGoesToItsDestinationOnly() {
        LocalSources sources = new LocalSources()
                .queue("done", Map.of())
                .queue("failed", Map.of())
                .asynchronous("sample", 0, Duration.ofHours(1), "sqs:done", "sqs:failed");
        try (SourcesUnderTest target = new SourcesUnderTest(directory, RecordingStream.class, sources)) {
            send(target, "{\"order\":1}");

            JsonNode told = json(target.receive("done").get(0).body());
            assertThat(told.path("requestContext").path("condition").asText()).isEqualTo("Success");
            assertThat(told.path("requestContext")
                            .path("approximateInvokeCount")
                            .asInt())
                    .isEqualTo(1);
            assertThat(told.path("responseContext"))
                    .isEqualTo(json("{\"statusCode\":200,\"executedVersion\":\"$LATEST\"}"));
            assertThat(told.path("responsePayload")).isEqualTo(json("{\"handled\":true}"));

            send(target, "{\"order\":\"poison\"}");
            assertThat(json(target.receive("failed").get(0).body())
                            .path("requestContext")
                            .path("approximateInvokeCount")
                            .asInt())
                    .isEqualTo(1);
            assertThat(target.count("done", QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                    .isZero();
        }
    }

    @Test
    void anEventBusAsDestinationGetsAnEventThatRulesMatch() {
        LocalSources sources = new LocalSources()
                .queue("told", Map.of())
                .rule(
                        "failures",
                        "{\"source\":[\"lambda\"],\"detail\":{\"requestContext\":{\"condition\":[\"RetriesExhausted\"]}}}",
                        "sqs:told")
                .asynchronous("sample", 0, Duration.ofHours(1), "events:default", "events:default");
        try (SourcesUnderTest target = new SourcesUnderTest(directory, RecordingStream.class, sources)) {
            send(target, "{\"order\":1}");
            send(target, "{\"order\":\"poison\"}");

            List<Message> told = target.receive("told");
            assertThat(told).hasSize(1);
            JsonNode event = json(told.get(0).body());
            assertThat(event.path("detail-type").asText()).isEqualTo("Lambda Function Invocation Result - Failure");
            assertThat(event.path("detail").path("requestPayload").path("order").asText())
                    .isEqualTo("poison");
        }
    }

    @Test
    void eventsThatWaitedTooLongAreGivenUp() {
        LocalSources sources = new LocalSources()
                .queue("failed", Map.of())
                .asynchronous("sample", 2, Duration.ofSeconds(60), null, "sqs:failed");
        try (SourcesUnderTest target = new SourcesUnderTest(directory, RecordingStream.class, sources)) {
            // One environment only: its start takes longer than the 60 ms that an event may wait at this time scale.
            send(target, "{\"order\":1}");
            String late = send(target, "{\"order\":2}");

            JsonNode told = json(target.receive("failed").get(0).body());
            assertThat(told.path("requestContext").path("requestId").asText()).isEqualTo(late);
            assertThat(told.path("requestContext").path("condition").asText()).isEqualTo("EventAgeExceeded");
            assertThat(told.path("requestContext")
                            .path("approximateInvokeCount")
                            .asInt())
                    .isZero();
            assertThat(told.has("responseContext")).isFalse();
            assertThat(target.lines()).hasSize(1);
        }
    }

    @Test
    void settingsAreMadeMergedAndDeletedByLambdasApi() {
        LocalSources sources = new LocalSources().queue("failed", Map.of());
        try (SourcesUnderTest target = new SourcesUnderTest(directory, RecordingStream.class, sources)) {
            var lambda = target.target.lambda;
            assertThatThrownBy(() -> lambda.getFunctionEventInvokeConfig(b -> b.functionName("sample")))
                    .isInstanceOf(ResourceNotFoundException.class);
            lambda.putFunctionEventInvokeConfig(b -> b.functionName("sample")
                    .maximumRetryAttempts(1)
                    .destinationConfig(d -> d.onFailure(f -> f.destination(queueArn("failed")))));
            lambda.updateFunctionEventInvokeConfig(b -> b.functionName("sample").maximumEventAgeInSeconds(120));

            GetFunctionEventInvokeConfigResponse found =
                    lambda.getFunctionEventInvokeConfig(b -> b.functionName("sample"));
            assertThat(found.maximumRetryAttempts()).isEqualTo(1);
            assertThat(found.maximumEventAgeInSeconds()).isEqualTo(120);
            assertThat(found.destinationConfig().onFailure().destination()).isEqualTo(queueArn("failed"));
            assertThat(found.functionArn()).isEqualTo(functionArn() + ":$LATEST");
            assertThat(lambda.listFunctionEventInvokeConfigs(b -> b.functionName("sample"))
                            .functionEventInvokeConfigs())
                    .hasSize(1);
            assertThatThrownBy(() -> lambda.putFunctionEventInvokeConfig(
                            b -> b.functionName("sample").maximumRetryAttempts(3)))
                    .isInstanceOf(InvalidParameterValueException.class);

            lambda.deleteFunctionEventInvokeConfig(b -> b.functionName("sample"));
            assertThat(lambda.listFunctionEventInvokeConfigs(b -> b.functionName("sample"))
                            .functionEventInvokeConfigs())
                    .isEmpty();
        }
    }
}
