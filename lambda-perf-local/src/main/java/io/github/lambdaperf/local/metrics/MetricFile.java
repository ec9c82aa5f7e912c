package io.github.lambdaperf.local.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metric store's file, {@value #NAME}: one JSON object per line with the samples that a bucket got within a second or so:
 * {@code n} (namespace), {@code m} (metric), {@code d} (dimensions), {@code u} (unit), {@code t} (the bucket's first epoch
 * second), {@code s} (count, sum, minimum, maximum), {@code v} (values and their counts in turn; absent when not known).
 */
final class MetricFile {

    static final String NAME = "metrics.ndjson";

    private static final Logger LOG = LoggerFactory.getLogger(MetricFile.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A bucket's place: its metric, unit and first epoch second. */
    record Place(MetricId metric, String unit, long start) {}

    private final Path path;
    private Map<Place, MetricBucket> pending = new LinkedHashMap<>();
    private boolean closed;
    private Thread writer;
    private Writer out;
    private IOException failure;

    MetricFile(Path directory) throws IOException {
        Files.createDirectories(directory);
        path = directory.resolve(NAME);
    }

    void read(BiConsumer<Place, MetricBucket> rows) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        dropUnfinishedLine();
        int number = 0;
        try (var reader = Files.newBufferedReader(path)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                JsonNode row = JSON.readTree(line);
                if (row.path("s").size() != 4
                        || !row.path("m").isTextual()
                        || !row.path("t").isNumber()) {
                    throw new IOException(path + ":" + number + " is not a metric; remove the line or the file");
                }
                rows.accept(place(row), bucket(row));
            }
        } catch (JsonProcessingException e) {
            throw new IOException(
                    path + ":" + number + " is not a metric: " + e.getOriginalMessage()
                            + "; remove the line or the file",
                    e);
        }
    }

    // A writer that was killed leaves one; what follows would be glued to it.
    private void dropUnfinishedLine() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            long end = file.length();
            while (end > 0) {
                file.seek(end - 1);
                if (file.read() == '\n') {
                    break;
                }
                end--;
            }
            file.setLength(end);
        }
    }

    private static Place place(JsonNode row) {
        Map<String, String> dimensions = new TreeMap<>();
        row.path("d")
                .properties()
                .forEach(each -> dimensions.put(each.getKey(), each.getValue().asText()));
        return new Place(
                new MetricId(row.path("n").asText(), row.path("m").asText(), dimensions),
                row.path("u").asText(),
                row.path("t").asLong());
    }

    private static MetricBucket bucket(JsonNode row) {
        MetricBucket bucket = new MetricBucket();
        JsonNode values = row.path("v");
        for (int i = 0; i + 1 < values.size(); i += 2) {
            bucket.add(values.get(i).asDouble(), values.get(i + 1).asDouble());
        }
        if (values.isMissingNode()) {
            JsonNode set = row.path("s");
            bucket.addStatistics(
                    set.get(0).asDouble(),
                    set.get(1).asDouble(),
                    set.get(2).asDouble(),
                    set.get(3).asDouble());
        }
        return bucket;
    }

    void open() throws IOException {
        out = Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        writer = new Thread(this::writeUntilClosed, "lambda-local-metric-writer");
        writer.setDaemon(true);
        writer.start();
    }

    synchronized void write(Place place, Consumer<MetricBucket> samples) {
        if (failure == null) {
            samples.accept(pending.computeIfAbsent(place, key -> new MetricBucket()));
        }
    }

    private void writeUntilClosed() {
        Map<Place, MetricBucket> rows;
        while ((rows = take()) != null) {
            try {
                for (Map.Entry<Place, MetricBucket> row : rows.entrySet()) {
                    out.write(line(row.getKey(), row.getValue()));
                }
                out.flush();
            } catch (IOException e) {
                failed(e);
                return;
            }
        }
    }

    /** Null when closed and empty. */
    private synchronized Map<Place, MetricBucket> take() {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        try {
            long left = 1000;
            while (!closed && left > 0) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            }
        } catch (InterruptedException e) {
            closed = true;
        }
        if (closed && pending.isEmpty()) {
            return null;
        }
        Map<Place, MetricBucket> rows = pending;
        pending = new LinkedHashMap<>();
        return rows;
    }

    private static String line(Place place, MetricBucket bucket) {
        ObjectNode row = JSON.createObjectNode()
                .put("n", place.metric().namespace())
                .put("m", place.metric().name());
        ObjectNode dimensions = row.putObject("d");
        place.metric().dimensions().forEach(dimensions::put);
        row.put("u", place.unit()).put("t", place.start());
        row.putArray("s")
                .add(bucket.count())
                .add(bucket.sum())
                .add(bucket.minimum())
                .add(bucket.maximum());
        if (bucket.hasDistribution()) {
            ArrayNode values = row.putArray("v");
            bucket.values().forEach((value, times) -> values.add(value).add(times));
        }
        return row + "\n";
    }

    private synchronized void failed(IOException e) {
        failure = e;
        LOG.error("{} cannot be written, metrics are kept in memory only: {}", path, e.getMessage());
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
            throw new IOException(path + " lacks metrics: " + failure.getMessage() + "; free some space", failure);
        }
    }
}
