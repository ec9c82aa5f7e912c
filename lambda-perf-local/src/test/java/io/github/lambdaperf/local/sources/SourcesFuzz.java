package io.github.lambdaperf.local.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.local.environment.InvocationResult;
import java.util.List;
import java.util.Set;

/** What stands between event sources and functions. */
public final class SourcesFuzz {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SourcesFuzz() {}

    /** A pattern, an empty line, and an event. */
    public static void eventPattern(String text) {
        String[] parts = text.split("\n\n", 2);
        try {
            EventPattern pattern = EventPattern.parse(parts[0]);
            JsonNode event = JSON.readTree(parts.length == 2 ? parts[1] : "{\"source\":\"orders\",\"n\":1.5}");
            pattern.matches(event);
        } catch (IllegalArgumentException | JsonProcessingException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** What is no answer of a batch makes the whole of it a failure, and never an exception. */
    public static void batchResponse(byte[] answer) {
        InvocationResult result = new InvocationResult(answer, null, 1, List.of(), "1", "t");
        assertThat(Set.of("a", "b")).containsAll(BatchResponse.failed(result, Set.of("a", "b"), true));
    }
}
