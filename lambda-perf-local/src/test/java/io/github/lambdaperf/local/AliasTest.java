package io.github.lambdaperf.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.CreateAliasResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

class AliasTest {

    private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:sample";

    private TargetUnderTest target;

    /** Version 1 has 512 MB, version 2 and {@code $LATEST} have 1024 MB. */
    @BeforeEach
    void start() {
        target = TargetUnderTest.start(f -> f);
        target.lambda.publishVersion(b -> b.functionName("sample"));
        target.lambda.updateFunctionConfiguration(b -> b.functionName("sample").memorySize(1024));
        target.lambda.waiter().waitUntilFunctionUpdatedV2(b -> b.functionName("sample"));
        target.lambda.publishVersion(b -> b.functionName("sample"));
    }

    @AfterEach
    void close() {
        target.close();
    }

    private CreateAliasResponse create(String name, String version) {
        return target.lambda.createAlias(b ->
                b.functionName("sample").name(name).functionVersion(version).description("for tests"));
    }

    private InvokeResponse invoke(String alias) {
        return target.lambda.invoke(
                b -> b.functionName("sample").qualifier(alias).payload(SdkBytes.fromUtf8String("{}")));
    }

    @Test
    void anAliasIsInvokedAsItsVersion() {
        CreateAliasResponse created = create("live", "1");
        assertThat(created.aliasArn()).isEqualTo(ARN + ":live");
        assertThat(created.functionVersion()).isEqualTo("1");
        assertThat(created.routingConfig()).isNull();

        InvokeResponse response = invoke("live");
        JsonNode answer = TargetUnderTest.json(response);
        assertThat(response.executedVersion()).isEqualTo("1");
        assertThat(answer.path("arn").asText()).isEqualTo(ARN + ":live");
        assertThat(answer.path("memory").asInt()).isEqualTo(512);

        GetFunctionResponse found =
                target.lambda.getFunction(b -> b.functionName("sample").qualifier("live"));
        assertThat(found.configuration().functionArn()).isEqualTo(ARN + ":live");
        assertThat(found.configuration().version()).isEqualTo("1");

        target.lambda.updateAlias(b -> b.functionName("sample").name("live").functionVersion("2"));
        assertThat(invoke("live").executedVersion()).isEqualTo("2");
        assertThat(target.lambda
                        .getAlias(b -> b.functionName("sample").name("live"))
                        .description())
                .isEqualTo("for tests");
    }

    @Test
    void weightsShareTheInvocations() {
        create("live", "1");
        target.lambda.updateAlias(b ->
                b.functionName("sample").name("live").routingConfig(r -> r.additionalVersionWeights(Map.of("2", 0.5))));
        assertThat(target.lambda
                        .getAlias(b -> b.functionName("sample").name("live"))
                        .routingConfig()
                        .additionalVersionWeights())
                .isEqualTo(Map.of("2", 0.5));
        // One of 2^39 such runs sees a single version.
        assertThat(IntStream.range(0, 40)
                        .mapToObj(i -> invoke("live").executedVersion())
                        .distinct())
                .containsExactlyInAnyOrder("1", "2");

        target.lambda.updateAlias(b ->
                b.functionName("sample").name("live").routingConfig(r -> r.additionalVersionWeights(Map.of("2", 1.0))));
        assertThat(IntStream.range(0, 10)
                        .mapToObj(i -> invoke("live").executedVersion())
                        .distinct())
                .containsExactly("2");

        target.lambda.updateAlias(
                b -> b.functionName("sample").name("live").routingConfig(r -> r.additionalVersionWeights(Map.of())));
        assertThat(target.lambda
                        .getAlias(b -> b.functionName("sample").name("live"))
                        .routingConfig())
                .isNull();
        assertThat(invoke("live").executedVersion()).isEqualTo("1");
    }

    @Test
    void aliasesAreListedAndDeleted() {
        create("blue", "1");
        create("green", "2");
        create("next", "$LATEST");

        assertThat(target.lambda
                        .listAliasesPaginator(b -> b.functionName("sample").maxItems(1))
                        .aliases())
                .extracting(AliasConfiguration::name)
                .containsExactly("blue", "green", "next");
        assertThat(target.lambda
                        .listAliases(b -> b.functionName("sample").functionVersion("2"))
                        .aliases())
                .extracting(AliasConfiguration::name)
                .containsExactly("green");

        target.lambda.deleteAlias(b -> b.functionName("sample").name("blue"));
        assertThatThrownBy(() ->
                        target.lambda.getAlias(b -> b.functionName("sample").name("blue")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining(ARN + ":blue");
        assertThatThrownBy(() -> invoke("blue")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void whatLambdaRefusesIsRefused() {
        create("live", "1");
        assertThatThrownBy(() -> create("live", "2")).isInstanceOf(ResourceConflictException.class);
        assertThatThrownBy(() -> create("other", "9"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining(ARN + ":9");
        assertThatThrownBy(() -> create("12", "1")).isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> target.lambda.updateAlias(
                        b -> b.functionName("sample").name("live").revisionId("stale")))
                .isInstanceOf(PreconditionFailedException.class);
        assertThatThrownBy(() -> target.lambda.updateAlias(b -> b.functionName("sample")
                        .name("live")
                        .routingConfig(r -> r.additionalVersionWeights(Map.of("2", 1.5)))))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> target.lambda.updateAlias(b -> b.functionName("sample")
                        .name("live")
                        .routingConfig(r -> r.additionalVersionWeights(Map.of("$LATEST", 0.1)))))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> target.lambda.updateAlias(
                        b -> b.functionName("sample").name("none").functionVersion("1")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() ->
                        target.lambda.invoke(b -> b.functionName("sample:live").qualifier("1")))
                .isInstanceOf(InvalidParameterValueException.class);
    }
}
