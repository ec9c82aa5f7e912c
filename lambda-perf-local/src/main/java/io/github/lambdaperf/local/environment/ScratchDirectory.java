package io.github.lambdaperf.local.environment;

import io.github.lambdaperf.local.runtime.LeftOverDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A target's own temporary directory. A target that was killed cannot remove it, so the next one does: a directory whose
 * lock nobody holds is left over.
 */
final class ScratchDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScratchDirectory.class);
    private static final String PREFIX = "lambda-local-";

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
        Path hidden = path.resolve(LeftOverDirectory.LOCK + ".new");
        FileChannel lock = FileChannel.open(hidden, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        Files.move(hidden, path.resolve(LeftOverDirectory.LOCK));
        return new ScratchDirectory(path, lock);
    }

    Path path() {
        return path;
    }

    private static void removeLeftOvers(Path parent) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path directory : found) {
                if (!directory.getFileName().toString().startsWith(ownPrefix())) {
                    removeIfLeftOver(directory);
                }
            }
        } catch (IOException e) {
            LOG.debug("cannot look for left-over directories in {}", parent, e);
        }
    }

    private static void removeIfLeftOver(Path directory) {
        try {
            LeftOverDirectory.delete(directory);
        } catch (IOException e) {
            // Another user's, or another target's to remove.
            LOG.debug("cannot remove {}", directory, e);
        }
    }

    // Not even looked at by this process: to open and close a lock file here would give up the lock that is held on it.
    private static String ownPrefix() {
        return PREFIX + ProcessHandle.current().pid() + "-";
    }

    @Override
    public void close() throws IOException {
        lock.close();
        LeftOverDirectory.deleteAll(path);
    }
}
