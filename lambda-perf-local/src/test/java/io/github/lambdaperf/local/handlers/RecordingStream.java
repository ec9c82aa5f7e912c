package io.github.lambdaperf.local.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes each event as a line to the file of {@code EVENTS} and fails for those with the word poison. */
public final class RecordingStream implements RequestStreamHandler {

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        // other environments write to it too, and a large event takes more than one write
        try (FileChannel file = FileChannel.open(
                        Path.of(System.getenv("EVENTS")), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                FileLock lock = file.lock()) {
            ByteBuffer line = StandardCharsets.UTF_8.encode(event + "\n");
            while (lock.isValid() && line.hasRemaining()) {
                file.write(line);
            }
        }
        if (event.contains("poison")) {
            throw new IllegalStateException("poisoned");
        }
        output.write("{\"handled\":true}".getBytes(StandardCharsets.UTF_8));
    }
}
