package io.github.lambdaperf.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The schema for editors names the keys that the reader knows. */
class ScenarioSchemaTest {
    private final JsonNode schema = schema();

    private static JsonNode schema() {
        try (InputStream in = ScenarioReader.class.getResourceAsStream("scenario.schema.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Set<String> keys(String pointer) {
        Set<String> keys = new TreeSet<>();
        schema.at(pointer + "/properties").fieldNames().forEachRemaining(keys::add);
        assertThat(schema.at(pointer + "/additionalProperties").isBoolean())
                .as(pointer)
                .isTrue();
        return keys;
    }

    @Test
    void namesTheKeysOfEachSection() {
        assertThat(schema.get("$schema").textValue()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(keys("")).containsExactlyInAnyOrderElementsOf(Keys.top());
        assertThat(keys("/$defs/invoke")).containsExactlyInAnyOrderElementsOf(Keys.INVOKE);
        assertThat(keys("/$defs/stage")).containsExactlyInAnyOrderElementsOf(Keys.STAGE);
        assertThat(keys("/$defs/threshold")).containsExactlyInAnyOrderElementsOf(Keys.THRESHOLD);
        assertThat(keys("/$defs/regression")).containsExactlyInAnyOrderElementsOf(Keys.REGRESSION);
        assertThat(keys("/$defs/sqs")).containsExactlyInAnyOrderElementsOf(Keys.SQS);
        assertThat(keys("/$defs/sqs/properties/local")).containsExactlyInAnyOrderElementsOf(Keys.LOCAL_QUEUE);
        assertThat(keys("/$defs/sns")).containsExactlyInAnyOrderElementsOf(Keys.SNS);
        assertThat(keys("/$defs/eventbridge")).containsExactlyInAnyOrderElementsOf(Keys.EVENT_BRIDGE);
        assertThat(keys("/$defs/eventbridge/properties/local"))
                .containsExactlyInAnyOrderElementsOf(Keys.LOCAL_ASYNCHRONOUS);
        assertThat(keys("/$defs/metric")).containsExactlyInAnyOrderElementsOf(Keys.METRIC);
        assertThat(keys("/properties/publish")).containsExactlyInAnyOrderElementsOf(Keys.PUBLISH);
        assertThat(keys("/properties/feeder")).containsExactlyInAnyOrderElementsOf(Keys.FEEDER);
        assertThat(keys("/$defs/failure")).containsExactlyInAnyOrderElementsOf(Keys.FAILURE);
        assertThat(keys("/$defs/outcome")).containsExactlyInAnyOrderElementsOf(Keys.OUTCOME);
        assertThat(keys("/$defs/waiver")).containsExactlyInAnyOrderElementsOf(Keys.WAIVER);
    }

    @Test
    void namesTheExecutorsAndTheirParameters() {
        List<String> executors = new ArrayList<>();
        schema.at("/properties/executor/enum").forEach(name -> executors.add(name.textValue()));
        assertThat(executors).containsExactlyElementsOf(Keys.EXECUTORS.keySet());
        List<String> choices = new ArrayList<>();
        schema.at("/$defs/workload/oneOf")
                .forEach(choice -> choices.add(choice.get("$ref").textValue()));
        assertThat(choices)
                .containsExactlyElementsOf(
                        executors.stream().map(name -> "#/$defs/" + name).toList());
        for (String executor : executors) {
            assertThat(keys("/$defs/" + executor))
                    .as(executor)
                    .containsExactlyInAnyOrderElementsOf(Keys.workload(executor));
            assertThat(schema.at("/$defs/" + executor + "/properties/executor/const")
                            .textValue())
                    .isEqualTo(executor);
        }
    }

    @Test
    void refersOnlyToWhatItDefines() {
        schema.findValuesAsText("$ref")
                .forEach(reference -> assertThat(
                                schema.at(reference.substring(1)).isObject())
                        .as(reference)
                        .isTrue());
    }
}
