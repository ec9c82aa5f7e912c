package io.github.lambdaperf.maven;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Logs its event, and takes every message but those that hold the word poison: names them in a batch, fails on them alone. */
public final class PickyHandler implements RequestStreamHandler {
    private static final Pattern RECORD =
            Pattern.compile("\"messageId\":\"([^\"]+)\".*?\"body\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        System.out.println(event);
        StringBuilder failed = new StringBuilder();
        Matcher record = RECORD.matcher(event);
        boolean batch = false;
        while (record.find()) {
            batch = true;
            if (record.group(2).contains("poison")) {
                failed.append(failed.isEmpty() ? "" : ",")
                        .append("{\"itemIdentifier\":\"")
                        .append(record.group(1))
                        .append("\"}");
            }
        }
        if (!batch && event.contains("poison")) {
            throw new IllegalArgumentException("poison");
        }
        output.write(("{\"batchItemFailures\":[" + failed + "]}").getBytes(StandardCharsets.UTF_8));
    }
}
