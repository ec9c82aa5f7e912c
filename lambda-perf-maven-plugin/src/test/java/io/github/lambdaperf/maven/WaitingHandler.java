package io.github.lambdaperf.maven;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Waits as long as its environment says, as if for a database. */
public class WaitingHandler implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        try {
            Thread.sleep(Long.parseLong(System.getenv("WAIT_MILLIS")));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        answer.write(("{\"version\":\"" + context.getFunctionVersion() + "\"}").getBytes(StandardCharsets.UTF_8));
    }
}
