package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock between processes: the operating system's own on a file, so that it ends with its process, however that ends. The
 * file says who has it, and is removed with the lock.
 */
final class FileLocked implements AutoCloseable {
    /** The lock is on a byte beyond the text, which others may read meanwhile wherever locks are mandatory. */
    private static final long PLACE = 1 << 20;

    /** What this process has locked. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FileLocked(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock, or not.
     *
     * @param owner for the reader of the file
     * @return empty where another process, or another thread of this one, has it
     */
    static Optional<FileLocked> tryLock(Path file, String owner) {
        FileChannel channel = open(file);
        Object before = identity(file);
        try {
            FileLock lock = channel.tryLock(PLACE, 1, false);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            FileLocked locked = new FileLocked(file, channel);
            return locked.signed(owner, before) ? Optional.of(locked) : tryLock(file, owner);
        } catch (OverlappingFileLockException e) {
            close(channel);
            return Optional.empty();
        } catch (IOException e) {
            close(channel);
            throw unlocked(file, e);
        }
    }

    /**
     * Waits for the lock; other threads of this process must not try meanwhile.
     *
     * @param owner for the reader of the file
     */
    static FileLocked lock(Path file, String owner) throws InterruptedException {
        FileChannel channel = open(file);
        Object before = identity(file);
        try {
            channel.lock(PLACE, 1, false);
            FileLocked locked = new FileLocked(file, channel);
            return locked.signed(owner, before) ? locked : lock(file, owner);
        } catch (FileLockInterruptionException e) {
            close(channel);
            throw new InterruptedException("interrupted while waiting for " + file);
        } catch (IOException e) {
            close(channel);
            throw unlocked(file, e);
        }
    }

    /** Who has, or last had it. */
    static String owner(Path file) {
        if (HELD.contains(file)) {
            // closing the file would release this process's lock on it
            return "this build";
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "another process";
        }
    }

    /**
     * Says in the file who has it.
     *
     * @param before identity of the file when it was opened
     * @return false where the one that had the lock before has removed the file: it is a lock of nothing then
     */
    private boolean signed(String owner, Object before) throws IOException {
        if (!Objects.equals(before, identity(file))) {
            channel.close();
            return false;
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((owner + "\n").getBytes(StandardCharsets.UTF_8)), 0);
        HELD.add(file);
        return true;
    }

    private static Object identity(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return "removed";
        }
    }

    private static FileChannel open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unlocked(file, e);
        }
    }

    private static PerfException unlocked(Path file, IOException e) {
        return PerfException.world(
                "cannot lock " + file + " (" + e + "): make its folder writable, or free some space, on a file system"
                        + " that has locks",
                e);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // nothing was locked
        }
    }

    @Override
    public void close() {
        HELD.remove(file);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // where an open file cannot be removed it stays, and does no harm
        }
        close(channel);
    }
}
