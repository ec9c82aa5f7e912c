package com.example.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Takes events from a queue, a topic or a bus; of a queue's batch it names the messages that failed. */
public class EventHandler implements RequestStreamHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode event = JSON.readTree(input);
        JsonNode first = event.path("Records").path(0);
        if (first.path("eventSource").asText().equals("aws:sqs")) {
            JSON.writeValue(output, batch(event.path("Records")));
        } else if (first.path("EventSource").asText().equals("aws:sns")) {
            process(JSON.readTree(first.path("Sns").path("Message").asText()));
        } else {
            process(event.path("detail"));
        }
    }

    private static ObjectNode batch(JsonNode records) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode failures = answer.putArray("batchItemFailures");
        for (JsonNode record : records) {
            try {
                process(JSON.readTree(record.path("body").asText()));
            } catch (IllegalArgumentException | JsonProcessingException e) {
                failures.addObject()
                        .put("itemIdentifier", record.path("messageId").asText());
            }
        }
        return answer;
    }

    private static void process(JsonNode message) {
        String action = message.path("payload").path("action").asText();
        if (!action.equals("process")) {
            throw new IllegalArgumentException("unknown action '" + action + "'");
        }
    }
}
