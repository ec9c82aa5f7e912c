package com.example.greetings;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** Greets as its environment says. */
public class HelloHandler implements RequestHandler<Map<String, String>, Map<String, String>> {
    @Override
    public Map<String, String> handleRequest(Map<String, String> request, Context context) {
        return Map.of("greeting", System.getenv("GREETING") + ", " + request.get("name"));
    }
}
