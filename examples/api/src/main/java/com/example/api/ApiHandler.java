package com.example.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The function behind the API: sums up the records of a request. Serves REST APIs, HTTP APIs and function URLs. */
public class ApiHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        try {
            JsonNode request = JSON.readTree(String.valueOf(event.get("body")));
            if (!"process".equals(request.path("action").asText())) {
                return answer(400, JSON.createObjectNode().put("error", "action must be process"));
            }
            return answer(200, JSON.createObjectNode().set("data", process(request.path("data"))));
        } catch (JsonProcessingException e) {
            return answer(400, JSON.createObjectNode().put("error", "the body is no JSON"));
        }
    }

    private static JsonNode process(JsonNode data) {
        double sum = 0;
        JsonNode records = data.path("payload").path("records");
        for (JsonNode record : records) {
            sum += record.path("value").asDouble();
        }
        return JSON.createObjectNode()
                .put("id", data.path("id").asText())
                .put("records", records.size())
                .put("sum", sum);
    }

    private static Map<String, Object> answer(int status, ObjectNode body) {
        return Map.of(
                "statusCode", status, "headers", Map.of("Content-Type", "application/json"), "body", body.toString());
    }
}
