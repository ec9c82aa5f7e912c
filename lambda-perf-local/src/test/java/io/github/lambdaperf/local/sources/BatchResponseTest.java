package io.github.lambdaperf.local.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.local.environment.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The developer guide's conditions of success and failure of a batch. */
class BatchResponseTest {

    private static final Set<String> SENT = Set.of("a", "b");

    private static Set<String> failed(String answer, boolean reportsItems) {
        byte[] payload = answer.getBytes(StandardCharsets.UTF_8);
        return BatchResponse.failed(
                new InvocationResult(payload, null, 1, List.of(), "$LATEST", "Root=1-0-0"), SENT, reportsItems);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"batchItemFailures\":[]}", "{\"batchItemFailures\":null}", "{}", "null", "\"done\""})
    void completeSuccess(String answer) {
        assertThat(failed(answer, true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"identifier\":\"a\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"other\"}]}"
            })
    void completeFailure(String answer) {
        assertThat(failed(answer, true)).isEqualTo(SENT);
    }

    @Test
    void partialFailureCountsOnlyWhereTheMappingAsksForIt() {
        String answer = "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"}]}";
        assertThat(failed(answer, true)).containsExactly("a");
        assertThat(failed(answer, false)).isEmpty();
    }

    @Test
    void anErrorFailsTheWholeBatch() {
        InvocationResult result = new InvocationResult(new byte[0], "Unhandled", 1, List.of(), "$LATEST", "Root=1-0-0");
        assertThat(BatchResponse.failed(result, SENT, false)).isEqualTo(SENT);
    }
}
