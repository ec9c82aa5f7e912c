package io.github.lambdaperf.core.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
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
    private static final String PREFIX = "provisioned-";
    private static final String ENDING = ".json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    /** @param directory made when it is needed */
    ChangeJournal(Path directory) {
        this.directory = directory;
    }

    /** Writes an entry to the disk. @return its file */
    Path write(ProvisionedChange change) {
        Path file = directory.resolve(PREFIX + UUID.randomUUID() + ENDING);
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
            return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw PerfException.world(
                    "the journal " + file + " cannot be written, so nothing was changed: " + e.getMessage(), e);
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
    Map<Path, ProvisionedChange> entries() {
        Map<Path, ProvisionedChange> entries = new TreeMap<>();
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

    private static ProvisionedChange read(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(file), ProvisionedChange.class);
        } catch (JsonProcessingException e) {
            throw PerfException.world(
                    "the journal " + file + " is not readable: look at the provisioned concurrency of the function"
                            + " that it names, then delete the file",
                    e);
        }
    }
}
