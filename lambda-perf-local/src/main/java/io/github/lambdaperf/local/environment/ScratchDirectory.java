package io.github.lambdaperf.local.environment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A target's own temporary directory. A target that was killed cannot remove it, so the next one does: a directory whose
 * lock nobody holds is left over.
 */
final class ScratchDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScratchDirectory.class);
    private static final String PREFIX = "lambda-local-";
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock;

    private ScratchDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes a directory in the parent, after removing what killed targets have left there. */
    static ScratchDirectory in(Path parent) throws IOException {
        removeLeftOvers(parent);
        Path path = Files.createTempDirectory(parent, ownPrefix());
        // Locked under another name first: a lock file that can be seen is a lock that is held.
        Path hidden = path.resolve(LOCK + ".new");
        FileChannel lock = FileChannel.open(hidden, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        Files.move(hidden, path.resolve(LOCK));
        return new ScratchDirectory(path, lock);
    }

    Path path() {
        return path;
    }

    private static void removeLeftOvers(Path parent) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path directory : found) {
                boolean own = directory.getFileName().toString().startsWith(ownPrefix());
                if (!own && isLeftOver(directory.resolve(LOCK))) {
                    delete(directory);
                }
            }
        } catch (IOException e) {
            LOG.debug("cannot look for left-over directories in {}", parent, e);
        }
    }

    // Not even looked at by this process: to open and close a lock file here would give up the lock that is held on it.
    private static String ownPrefix() {
        return PREFIX + ProcessHandle.current().pid() + "-";
    }

    private static boolean isLeftOver(Path lock) {
        if (!Files.isRegularFile(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (IOException e) {
            // Another user's.
            return false;
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> files;
        try (var walk = Files.walk(directory)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
        delete(path);
    }
}
