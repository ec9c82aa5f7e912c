package io.github.lambdaperf.local.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;

/** A local target's directory of working files: it is left over when nobody holds the lock in it. */
public final class LeftOverDirectory {

    /** Name of the lock file. */
    public static final String LOCK = "lock";

    private LeftOverDirectory() {}

    /**
     * Deletes the directory unless its target lives.
     *
     * @return false when the lock is held
     * @throws IOException when a file cannot be deleted, or the lock file is another user's
     */
    public static boolean delete(Path directory) throws IOException {
        Path lock = directory.resolve(LOCK);
        if (!Files.isRegularFile(lock)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                return false;
            }
        }
        deleteAll(directory);
        return true;
    }

    /** Deletes the directory, the lock file last so that what cannot be deleted is still seen as left over. */
    public static void deleteAll(Path directory) throws IOException {
        Path lock = directory.resolve(LOCK);
        List<Path> files;
        try (var walk = Files.walk(directory)) {
            files = walk.sorted(Comparator.reverseOrder())
                    .filter(file -> !file.equals(directory) && !file.equals(lock))
                    .toList();
        } catch (UncheckedIOException e) {
            // Another process deletes here, too.
            throw e.getCause();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(lock);
        Files.deleteIfExists(directory);
    }
}
