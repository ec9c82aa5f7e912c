package com.example.greetings;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** A second handler, so that looking for one class is not enough. */
public class GoodbyeHandler implements RequestHandler<Map<String, String>, Map<String, String>> {
    @Override
    public Map<String, String> handleRequest(Map<String, String> request, Context context) {
        return Map.of("greeting", "Goodbye, " + request.get("name"));
    }
}
