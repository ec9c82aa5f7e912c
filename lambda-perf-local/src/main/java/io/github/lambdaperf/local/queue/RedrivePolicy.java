package io.github.lambdaperf.local.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * When a message is given up.
 *
 * @param deadLetterTargetArn the dead-letter queue
 * @param maxReceiveCount receives before it goes there, 1 to 1000
 */
public record RedrivePolicy(String deadLetterTargetArn, int maxReceiveCount) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static RedrivePolicy parse(String json) {
        try {
            JsonNode policy = JSON.readTree(json);
            int most = policy.path("maxReceiveCount").asInt();
            String target = policy.path("deadLetterTargetArn").asText();
            if (most >= 1 && most <= 1000 && !target.isEmpty()) {
                return new RedrivePolicy(target, most);
            }
        } catch (JsonProcessingException e) {
            throw invalid(json, e.getOriginalMessage());
        }
        throw invalid(json, "deadLetterTargetArn and maxReceiveCount from 1 to 1000 are needed");
    }

    private static QueueException invalid(String json, String reason) {
        return QueueException.invalid(
                "Value " + json + " for parameter RedrivePolicy is invalid. Reason: " + reason + ".");
    }

    /** The policy as the attribute's value. */
    public String json() {
        return JSON.createObjectNode()
                .put("deadLetterTargetArn", deadLetterTargetArn)
                .put("maxReceiveCount", maxReceiveCount)
                .toString();
    }
}
