package io.github.lambdaperf.local.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes each body of a batch as a line to the file of {@code EVENTS} and reports those with the word poison. */
public final class BatchHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        StringBuilder lines = new StringBuilder();
        List<Map<String, Object>> failures = new ArrayList<>();
        for (Object item : (List<?>) event.get("Records")) {
            Map<?, ?> message = (Map<?, ?>) item;
            lines.append(message.get("body")).append('\n');
            if (message.get("body").toString().contains("poison")) {
                failures.add(Map.of("itemIdentifier", message.get("messageId")));
            }
        }
        try {
            Files.writeString(
                    Path.of(System.getenv("EVENTS")), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Map.of("batchItemFailures", failures);
    }
}
