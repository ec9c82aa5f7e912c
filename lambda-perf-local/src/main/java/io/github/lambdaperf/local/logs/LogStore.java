package io.github.lambdaperf.local.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Log groups, streams and events in memory, and in a {@link LogFile} when there is a directory for it. Thread-safe. */
public final class LogStore implements AutoCloseable {

    private static final Comparator<LogEvent> BY_TIME =
            Comparator.comparingLong(LogEvent::timestamp).thenComparingLong(LogEvent::sequence);

    private final Map<String, LogGroup> groups = new TreeMap<>();
    private final LogFile file;
    private Consumer<List<LogLine>> hearer = lines -> {};
    private long nextSequence = 1;

    private LogStore(LogFile file) throws IOException {
        if (file != null) {
            file.read(this::apply);
            file.open();
        }
        this.file = file;
    }

    /** A store that forgets everything when it is closed. */
    public static LogStore inMemory() {
        try {
            return new LogStore(null);
        } catch (IOException e) {
            throw new IllegalStateException("nothing was read or written", e);
        }
    }

    /**
     * A store that keeps its events in the directory and starts with those found there.
     *
     * @throws IOException when the file cannot be read or holds a line that is not an event
     */
    public static LogStore in(Path directory) throws IOException {
        return new LogStore(new LogFile(directory));
    }

    /** Tells of all lines that are appended from now on. */
    public synchronized void tell(Consumer<List<LogLine>> lines) {
        hearer = lines;
    }

    private void apply(LogRow row) {
        if (row.deleted()) {
            groups.remove(row.group());
            return;
        }
        LogGroup group = groups.computeIfAbsent(row.group(), name -> new LogGroup(name, row.time()));
        if (row.stream() != null) {
            group.stream(row.stream(), row.time());
        }
        if (row.message() != null) {
            group.add(new LogEvent(
                    nextSequence++, row.group(), row.stream(), row.time(), row.ingestionTime(), row.message()));
        }
    }

    private void record(LogRow row) {
        apply(row);
        if (file != null) {
            file.write(row);
        }
    }

    /** Whether the group exists. */
    public synchronized boolean hasGroup(String group) {
        return groups.containsKey(group);
    }

    /** Whether the stream exists. */
    public synchronized boolean hasStream(String group, String stream) {
        LogGroup known = groups.get(group);
        return known != null && known.hasStream(stream);
    }

    /** Creates the group; false when it was there already. */
    public synchronized boolean createGroup(String group) {
        if (hasGroup(group)) {
            return false;
        }
        record(LogRow.group(group, System.currentTimeMillis()));
        return true;
    }

    /** Removes the group with its events; false when there was none. */
    public synchronized boolean deleteGroup(String group) {
        if (!hasGroup(group)) {
            return false;
        }
        record(LogRow.deletion(group, System.currentTimeMillis()));
        return true;
    }

    /** Creates the stream, and its group if need be; false when it was there already. */
    public synchronized boolean createStream(String group, String stream) {
        if (hasStream(group, stream)) {
            return false;
        }
        record(LogRow.stream(group, stream, System.currentTimeMillis()));
        return true;
    }

    /** Appends lines to a stream, which is created when absent. */
    public synchronized void append(String group, String stream, List<LogLine> lines) {
        long now = System.currentTimeMillis();
        for (LogLine line : lines) {
            record(LogRow.event(group, stream, line.timestamp(), now, line.message()));
        }
        hearer.accept(lines);
    }

    /** All groups whose name starts with the prefix, by name. */
    public synchronized List<LogGroupDescription> groups(String prefix) {
        return groups.values().stream()
                .filter(group -> group.name().startsWith(prefix))
                .map(LogGroup::describe)
                .toList();
    }

    /** The group's streams whose name starts with the prefix, by name; none for an unknown group. */
    public synchronized List<LogStream> streams(String group, String prefix) {
        LogGroup known = groups.get(group);
        return known == null ? List.of() : known.streams(prefix);
    }

    /**
     * The events of the groups, by time and then by order of ingestion.
     *
     * @param from first millisecond
     * @param to last millisecond
     */
    public synchronized List<LogEvent> events(Set<String> names, long from, long to) {
        List<LogEvent> found = new ArrayList<>();
        for (String name : names) {
            LogGroup group = groups.get(name);
            if (group != null) {
                found.addAll(group.between(from, to));
            }
        }
        if (names.size() > 1) {
            found.sort(BY_TIME);
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
