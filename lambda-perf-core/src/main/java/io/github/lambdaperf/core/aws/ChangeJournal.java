package io.github.lambdaperf.core.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Changes of deployed functions that must be taken back, one file each: on the disk before the change is made, gone when it
 * has been taken back. What a killed process leaves there is taken back by the next one.
 */
final class ChangeJournal {
    private static final Map<String, Class<? extends JournalledChange>> KINDS =
            Map.of(ProvisionedChange.SCHEMA, ProvisionedChange.class, SizeChange.SCHEMA, SizeChange.class);
    private static final String PREFIX = "change-";
    private static final String ENDING = ".json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    /** @param directory made when it is needed */
    ChangeJournal(Path directory) {
        this.directory = directory;
    }

    /** Writes an entry to the disk. @return its file */
    Path write(JournalledChange change) {
        Path file = directory.resolve(PREFIX + UUID.randomUUID() + ENDING);
        write(file, change);
        return file;
    }

    /** Puts another entry in the place of one, whole or not at all. */
    void write(Path file, JournalledChange change) {
        Path part = directory.resolve(file.getFileName() + ".part");
        try {
            Files.createDirectories(directory);
            try (FileChannel channel =
                    FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(change));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            deleteQuietly(part);
            throw PerfException.world(
                    "the journal " + file + " cannot be written (" + e.getMessage()
                            + "), so nothing is changed: make its folder writable or free some space",
                    e);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // the failure that brought us here is the one to report
        }
    }

    /** Leaves an entry to whoever comes next. @param entry null: there is none */
    void abandon(Path entry, JournalledChange change) {
        if (entry != null) {
            write(entry, change.abandoned());
        }
    }

    void delete(Path entry) {
        try {
            Files.deleteIfExists(entry);
        } catch (IOException e) {
            throw PerfException.world("the journal " + entry + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    /** The entries by file. */
    Map<Path, JournalledChange> entries() {
        Map<Path, JournalledChange> entries = new TreeMap<>();
        if (!Files.isDirectory(directory)) {
            return entries;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(PREFIX) && name.endsWith(ENDING)) {
                    entries.put(file, read(file));
                }
            }
        } catch (IOException e) {
            throw PerfException.world("the journal " + directory + " cannot be read: " + e.getMessage(), e);
        }
        return entries;
    }

    private static JournalledChange read(Path file) throws IOException {
        try {
            JsonNode entry = JSON.readTree(Files.readAllBytes(file));
            Class<? extends JournalledChange> kind =
                    KINDS.get(entry.path("schema").asText());
            if (kind != null) {
                return JSON.treeToValue(entry, kind);
            }
        } catch (JsonProcessingException e) {
            throw unreadable(file, e);
        }
        throw unreadable(file, null);
    }

    private static PerfException unreadable(Path file, Exception cause) {
        return PerfException.world(
                "the journal " + file + " is not readable: look at the function that it names (provisioned concurrency,"
                        + " memory, aliases of lambda-perf), then delete the file",
                cause);
    }
}
