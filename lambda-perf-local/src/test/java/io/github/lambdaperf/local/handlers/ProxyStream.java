package io.github.lambdaperf.local.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Behind an API: answers with the Base64 text of the header {@code X-Answer}; without it with the event itself. */
public final class ProxyStream implements RequestStreamHandler {
    private static final Pattern ANSWER =
            Pattern.compile("\"x-answer\":\"([A-Za-z0-9+/=]+)\"", Pattern.CASE_INSENSITIVE);

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        Matcher wanted = ANSWER.matcher(event);
        String answer;
        if (wanted.find()) {
            answer = new String(Base64.getDecoder().decode(wanted.group(1)), StandardCharsets.UTF_8);
        } else {
            String escaped = event.replace("\\", "\\\\").replace("\"", "\\\"");
            answer = "{\"statusCode\":200,\"body\":\"" + escaped + "\"}";
        }
        if (answer.equals("throw")) {
            throw new IllegalStateException("no such order");
        }
        if (answer.equals("sleep")) {
            try {
                Thread.sleep(20_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        output.write(answer.getBytes(StandardCharsets.UTF_8));
    }
}
