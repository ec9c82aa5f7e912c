package io.github.lambdaperf.local.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.local.environment.InvocationResult;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Which messages of a batch a function's answer leaves in the queue, by the developer guide's rules. */
final class BatchResponse {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BatchResponse() {}

    /**
     * The ids of the messages that failed.
     *
     * @param sent the ids of the batch
     * @param reportsItems whether the mapping has {@code ReportBatchItemFailures}
     */
    static Set<String> failed(InvocationResult result, Set<String> sent, boolean reportsItems) {
        if (result.functionError() != null) {
            return sent;
        }
        return reportsItems ? reported(result.payload(), sent) : Set.of();
    }

    private static Set<String> reported(byte[] payload, Set<String> sent) {
        JsonNode failures;
        try {
            failures = JSON.readTree(payload).path("batchItemFailures");
        } catch (IOException e) {
            return sent;
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode failure : failures) {
            String id = failure.path("itemIdentifier").asText("");
            // One unknown id makes the whole batch a failure.
            if (!sent.contains(id)) {
                return sent;
            }
            ids.add(id);
        }
        return ids;
    }
}
