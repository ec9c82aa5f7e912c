package com.example.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiHandlerTest {
    private final ApiHandler handler = new ApiHandler();

    @Test
    void sumsUpTheRecords() {
        Map<String, Object> answer = handler.handleRequest(
                Map.of(
                        "body",
                        "{\"action\":\"process\",\"data\":{\"id\":\"1-0\",\"payload\":{\"records\":[{\"value\":1.5},{\"value\":2}]}}}"),
                null);

        assertEquals(200, answer.get("statusCode"));
        assertEquals("{\"data\":{\"id\":\"1-0\",\"records\":2,\"sum\":3.5}}", answer.get("body"));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertEquals(400, handler.handleRequest(Map.of("body", "{\"action\":\"drop\"}"), null).get("statusCode"));
        assertEquals(400, handler.handleRequest(Map.of("body", "no json"), null).get("statusCode"));
    }
}
