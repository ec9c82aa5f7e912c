package it;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** Behind an API: puts the body that it got into its answer. */
public class EchoHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        Object path = event.containsKey("rawPath") ? event.get("rawPath") : event.get("path");
        return Map.of(
                "statusCode",
                200,
                "headers",
                Map.of("Content-Type", "application/json", "X-Path", String.valueOf(path)),
                "body",
                "{\"data\":" + event.get("body") + "}");
    }
}
