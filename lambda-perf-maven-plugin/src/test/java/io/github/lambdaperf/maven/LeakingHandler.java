package io.github.lambdaperf.maven;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Repeats its whole event wherever a function can: in its log, in its answers, and, where it has to fail, in its errors. */
public final class LeakingHandler implements RequestStreamHandler {
    private static final Pattern FAIL = Pattern.compile("fail\\W+true");

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        System.out.println("got " + event);
        String quoted = event.replace("\\", "\\\\").replace("\"", "\\\"");
        boolean fails = FAIL.matcher(event).find();
        if (fails && event.contains("requestContext")) {
            String body = "{\"message\":\"cannot take " + quoted + "\"}";
            output.write(("{\"statusCode\":400,\"body\":\""
                            + body.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}")
                    .getBytes(StandardCharsets.UTF_8));
        } else if (!fails) {
            output.write(("{\"echo\":\"" + quoted + "\"}").getBytes(StandardCharsets.UTF_8));
        } else {
            throw new IllegalArgumentException("Error: cannot take " + event);
        }
    }
}
