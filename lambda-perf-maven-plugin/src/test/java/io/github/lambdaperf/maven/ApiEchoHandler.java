package io.github.lambdaperf.maven;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** Answers an API with the body that it got; a body with {@code fail} with 404. */
public class ApiEchoHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        String body = String.valueOf(event.get("body"));
        return Map.of(
                "statusCode",
                body.contains("fail") ? 404 : 200,
                "headers",
                Map.of("Content-Type", "application/json", "X-Event", String.valueOf(event.get("version"))),
                "body",
                "{\"data\":" + body + "}");
    }
}
