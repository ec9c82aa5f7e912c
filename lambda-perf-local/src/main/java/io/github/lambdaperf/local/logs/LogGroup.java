package io.github.lambdaperf.local.logs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A log group with its streams, and its events in order of time; guarded by the store. */
final class LogGroup {

    private static final class Stream {
        private final String name;
        private final long creationTime;
        private long firstEvent = Long.MAX_VALUE;
        private long lastEvent = Long.MIN_VALUE;
        private long lastIngestion;
        private long storedBytes;

        Stream(String name, long creationTime) {
            this.name = name;
            this.creationTime = creationTime;
        }

        LogStream describe() {
            boolean empty = lastEvent == Long.MIN_VALUE;
            return new LogStream(
                    name,
                    creationTime,
                    empty ? null : firstEvent,
                    empty ? null : lastEvent,
                    empty ? null : lastIngestion,
                    storedBytes);
        }
    }

    private final String name;
    private final long creationTime;
    private final Map<String, Stream> streams = new TreeMap<>();
    private final List<LogEvent> events = new ArrayList<>();

    LogGroup(String name, long creationTime) {
        this.name = name;
        this.creationTime = creationTime;
    }

    String name() {
        return name;
    }

    boolean hasStream(String stream) {
        return streams.containsKey(stream);
    }

    /** Creates the stream unless it is there. */
    void stream(String stream, long time) {
        if (!streams.containsKey(stream)) {
            streams.put(stream, new Stream(stream, time));
        }
    }

    /** Adds an event of a stream that is there; its sequence is above all others. */
    void add(LogEvent event) {
        Stream stream = streams.get(event.stream());
        stream.firstEvent = Math.min(stream.firstEvent, event.timestamp());
        stream.lastEvent = Math.max(stream.lastEvent, event.timestamp());
        stream.lastIngestion = event.ingestionTime();
        stream.storedBytes += event.message().getBytes(StandardCharsets.UTF_8).length;
        // Events come nearly in order, so the place is at the end or close to it.
        int last = events.size();
        if (last > 0 && events.get(last - 1).timestamp() > event.timestamp()) {
            events.add(firstAfter(event.timestamp()), event);
        } else {
            events.add(event);
        }
    }

    /** A copy of the events from the first to the last of these milliseconds. */
    List<LogEvent> between(long from, long to) {
        int start = from == Long.MIN_VALUE ? 0 : firstAfter(from - 1);
        return List.copyOf(events.subList(start, Math.max(start, firstAfter(to))));
    }

    private int firstAfter(long timestamp) {
        int low = 0;
        int high = events.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events.get(middle).timestamp() > timestamp) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    LogGroupDescription describe() {
        long bytes = streams.values().stream()
                .mapToLong(stream -> stream.storedBytes)
                .sum();
        return new LogGroupDescription(name, creationTime, bytes);
    }

    List<LogStream> streams(String prefix) {
        return streams.values().stream()
                .filter(stream -> stream.name.startsWith(prefix))
                .map(Stream::describe)
                .toList();
    }
}
