package io.github.lambdaperf.core.record;

import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Room on the disk for a run's record, taken before the first request is sent: a folder that cannot be written is told
 * before anything is spent, and a disk that fills up during the run leaves room for what was measured. The file is locked
 * as long as its run lives, so that what a killed one has left can be told from it.
 */
public final class RecordSpace implements AutoCloseable {
    /** The record of an hour with its timeline and histograms is smaller. */
    static final int BYTES = 1024 * 1024;

    static final String NAME = ".space-for-the-record";

    /** Runs are at most so deep below the folder of all records: {@code tune/<id>/<size>}. */
    private static final int DEPTH = 4;

    /** Of this process: to open and close a file would release the process's own lock on it. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private FileChannel channel;

    private RecordSpace(Path file) {
        this.file = file;
    }

    /**
     * Takes the room.
     *
     * @throws PerfException where there is none, or the directory cannot be written
     */
    public static RecordSpace in(RunDirectory directory) {
        RecordSpace space =
                new RecordSpace(directory.path().resolve(NAME).toAbsolutePath().normalize());
        try {
            Files.createDirectories(directory.path());
            space.take();
            return space;
        } catch (IOException e) {
            space.close();
            throw PerfException.world(
                    "nothing was sent: the record cannot be kept in " + directory.path() + " ("
                            + RunDirectory.reason(e) + "): make the folder writable, free some space, or set"
                            + " -Dperf.outputDirectory to another one",
                    e);
        }
    }

    private void take() throws IOException {
        HELD.add(file);
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        lock(channel);
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Null where another process has it, or the file system has no locks. */
    private static FileLock lock(FileChannel channel) {
        try {
            return channel.tryLock();
        } catch (IOException | OverlappingFileLockException e) {
            return null;
        }
    }

    /**
     * Gives back the room that killed runs had taken.
     *
     * @param records folder of all of them, {@code target/perf}
     */
    public static void giveBackOfTheKilled(Path records) {
        List<Path> left;
        try (Stream<Path> files = Files.find(
                records,
                DEPTH,
                (file, attributes) -> attributes.isRegularFile()
                        && file.getFileName().toString().equals(NAME))) {
            left = files.map(file -> file.toAbsolutePath().normalize()).toList();
        } catch (IOException | UncheckedIOException e) {
            // it costs a megabyte, and the next goal looks again
            return;
        }
        left.stream().filter(file -> !HELD.contains(file)).forEach(RecordSpace::giveBack);
    }

    private static void giveBack(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (lock(channel) != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // as above
        }
    }

    /** Gives the room back, to the record; a second time does nothing. */
    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException ignored) {
                // nothing of it is needed
            }
        }
        RunDirectory.deleteQuietly(file);
        HELD.remove(file);
    }
}
