package io.github.lambdaperf.local.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A stream handler, and a plain method to name as a handler. */
public final class UpperCaseStream implements RequestStreamHandler {

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        out.write(text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    /** For {@code Class::method}. */
    public String greet(String name) {
        return "hello " + name;
    }
}
