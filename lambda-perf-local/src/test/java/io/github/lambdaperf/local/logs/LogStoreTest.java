package io.github.lambdaperf.local.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogStoreTest {

    @Test
    void eventsComeByTimeAndThenByIngestion() throws IOException {
        try (LogStore store = LogStore.inMemory()) {
            store.append("g", "s", List.of(new LogLine(5, "a"), new LogLine(7, "b"), new LogLine(7, "c")));
            store.append("h", "s", List.of(new LogLine(6, "other")));
            store.append("g", "t", List.of(new LogLine(6, "late"), new LogLine(1, "oldest"), new LogLine(7, "d")));

            assertThat(messages(store, Set.of("g"), 0, 10)).containsExactly("oldest", "a", "late", "b", "c", "d");
            assertThat(messages(store, Set.of("g"), 5, 6)).containsExactly("a", "late");
            assertThat(messages(store, Set.of("g"), Long.MIN_VALUE, 1)).containsExactly("oldest");
            assertThat(messages(store, Set.of("g"), 8, Long.MAX_VALUE)).isEmpty();
            assertThat(messages(store, Set.of("g", "h"), 6, 6)).containsExactly("other", "late");
            assertThat(store.streams("g", "s")).singleElement().satisfies(stream -> {
                assertThat(stream.firstEvent()).isEqualTo(5);
                assertThat(stream.lastEvent()).isEqualTo(7);
                assertThat(stream.storedBytes()).isEqualTo(3);
            });
        }
    }

    @Test
    void aLineThatWasCutOffIsDropped(@TempDir Path directory) throws IOException {
        try (LogStore store = LogStore.in(directory)) {
            store.append("g", "s", List.of(new LogLine(1, "über \"quotes\"\n")));
        }
        Path file = directory.resolve("logs.ndjson");
        Files.writeString(file, "{\"t\":2,\"g\":\"g\",\"s", StandardOpenOption.APPEND);
        try (LogStore store = LogStore.in(directory)) {
            store.append("g", "s", List.of(new LogLine(3, "more")));
        }
        try (LogStore store = LogStore.in(directory)) {
            assertThat(messages(store, Set.of("g"), 0, 9)).containsExactly("über \"quotes\"\n", "more");
        }
    }

    @Test
    void eventsAreWrittenWhileTheStoreIsOpen(@TempDir Path directory) throws IOException {
        try (LogStore store = LogStore.in(directory)) {
            store.append("g", "s", List.of(new LogLine(1, "a")));
            Path file = directory.resolve("logs.ndjson");
            while (Files.size(file) == 0) {
                Thread.onSpinWait();
            }
            assertThat(Files.readString(file)).endsWith(",\"m\":\"a\"}\n");
        }
    }

    @Test
    void aLineThatIsNoEventIsNamed(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("logs.ndjson"), "{\"t\":1,\"g\":\"g\"}\nnonsense\n");

        assertThatThrownBy(() -> LogStore.in(directory)).hasMessageContaining("logs.ndjson:2 is not a log event");
    }

    private static List<String> messages(LogStore store, Set<String> groups, long from, long to) {
        return store.events(groups, from, to).stream().map(LogEvent::message).toList();
    }
}
