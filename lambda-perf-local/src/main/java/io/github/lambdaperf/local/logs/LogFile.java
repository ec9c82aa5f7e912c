package io.github.lambdaperf.local.logs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log store's file, {@value #NAME}: one JSON object per line, {@code t} (time), {@code g} (group), {@code s}
 * (stream), {@code i} (ingestion time), {@code m} (message), {@code d} (the group was deleted). Rows are handed to a
 * thread that writes them within a second; {@link #close} writes the rest.
 */
final class LogFile {

    static final String NAME = "logs.ndjson";

    private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);
    private static final JsonFactory JSON = new JsonFactory()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    private static final int HURRY_AT = 10_000;

    private final Path path;
    private List<LogRow> pending = new ArrayList<>();
    private boolean closed;
    private Thread writer;
    private OutputStream out;
    private IOException failure;

    LogFile(Path directory) throws IOException {
        Files.createDirectories(directory);
        path = directory.resolve(NAME);
    }

    void read(Consumer<LogRow> rows) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        dropUnfinishedLine();
        int number = 0;
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                rows.accept(parse(line));
            }
        } catch (JsonProcessingException e) {
            throw new IOException(
                    path + ":" + number + " is not a log event: " + e.getOriginalMessage()
                            + "; remove the line or the file",
                    e);
        }
    }

    // A writer that was killed leaves one; what follows would be glued to it.
    private void dropUnfinishedLine() throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            long end = file.size();
            while (end > 0) {
                last.clear();
                file.read(last, end - 1);
                if (last.get(0) == '\n') {
                    break;
                }
                end--;
            }
            file.truncate(end);
        }
    }

    private static LogRow parse(String line) throws IOException {
        long time = 0;
        long ingestion = 0;
        String group = null;
        String stream = null;
        String message = null;
        boolean deleted = false;
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(parser, "it is no object");
            }
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                parser.nextToken();
                switch (field) {
                    case "t" -> time = parser.getLongValue();
                    case "i" -> ingestion = parser.getLongValue();
                    case "g" -> group = parser.getText();
                    case "s" -> stream = parser.getText();
                    case "m" -> message = parser.getText();
                    case "d" -> deleted = parser.getBooleanValue();
                    default -> parser.skipChildren();
                }
            }
            if (group == null || message != null && stream == null) {
                throw new JsonParseException(parser, "group or stream is missing");
            }
        }
        return new LogRow(group, stream, time, ingestion, message, deleted);
    }

    void open() throws IOException {
        out = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        writer = new Thread(this::writeUntilClosed, "lambda-local-log-writer");
        writer.setDaemon(true);
        writer.start();
    }

    synchronized void write(LogRow row) {
        if (failure != null) {
            return;
        }
        pending.add(row);
        if (pending.size() >= HURRY_AT) {
            notifyAll();
        }
    }

    private void writeUntilClosed() {
        List<LogRow> rows;
        while ((rows = take()) != null) {
            try {
                writeAll(rows);
            } catch (IOException e) {
                failed(e);
                return;
            }
        }
    }

    /** Null when closed and empty. */
    private synchronized List<LogRow> take() {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        try {
            long left = 1000;
            while (!closed && left > 0 && pending.size() < HURRY_AT) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            }
        } catch (InterruptedException e) {
            closed = true;
        }
        if (closed && pending.isEmpty()) {
            return null;
        }
        List<LogRow> rows = pending;
        pending = new ArrayList<>();
        return rows;
    }

    private void writeAll(List<LogRow> rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(rows.size() * 200);
        for (LogRow row : rows) {
            try (JsonGenerator json = JSON.createGenerator(bytes)) {
                json.writeStartObject();
                json.writeNumberField("t", row.time());
                json.writeStringField("g", row.group());
                if (row.stream() != null) {
                    json.writeStringField("s", row.stream());
                }
                if (row.message() != null) {
                    json.writeNumberField("i", row.ingestionTime());
                    json.writeStringField("m", row.message());
                }
                if (row.deleted()) {
                    json.writeBooleanField("d", true);
                }
                json.writeEndObject();
            }
            bytes.write('\n');
        }
        bytes.writeTo(out);
    }

    private synchronized void failed(IOException e) {
        failure = e;
        LOG.error("{} cannot be written, log events are kept in memory only: {}", path, e.getMessage());
    }

    /** Writes what is left. */
    void close() throws IOException {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.close();
        if (failure != null) {
            throw new IOException(path + " lacks log events: " + failure.getMessage() + "; free some space", failure);
        }
    }
}
