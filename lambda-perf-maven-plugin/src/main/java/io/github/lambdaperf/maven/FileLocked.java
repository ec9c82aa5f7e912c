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
import java.util.Optional;

/**
 * A lock between processes: the operating system's own on a file, so that it ends with its process, however that ends. The
 * file says who has it, and stays.
 */
final class FileLocked implements AutoCloseable {
    /** The lock is on a byte beyond the text, which others may read meanwhile wherever locks are mandatory. */
    private static final long PLACE = 1 << 20;

    private final FileChannel channel;

    private FileLocked(FileChannel channel) {
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
        try {
            FileLock lock = channel.tryLock(PLACE, 1, false);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new FileLocked(channel).signed(owner));
        } catch (OverlappingFileLockException e) {
            close(channel);
            return Optional.empty();
        } catch (IOException e) {
            close(channel);
            throw PerfException.world("cannot lock " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Waits for the lock; other threads of this process must not try meanwhile.
     *
     * @param owner for the reader of the file
     */
    static FileLocked lock(Path file, String owner) throws InterruptedException {
        FileChannel channel = open(file);
        try {
            channel.lock(PLACE, 1, false);
            return new FileLocked(channel).signed(owner);
        } catch (FileLockInterruptionException e) {
            close(channel);
            throw new InterruptedException("interrupted while waiting for " + file);
        } catch (IOException e) {
            close(channel);
            throw PerfException.world("cannot lock " + file + ": " + e.getMessage(), e);
        }
    }

    /** Who has, or last had it. */
    static String owner(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "another process";
        }
    }

    private FileLocked signed(String owner) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((owner + "\n").getBytes(StandardCharsets.UTF_8)), 0);
        return this;
    }

    private static FileChannel open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw PerfException.world("cannot write " + file + ": " + e, e);
        }
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
        close(channel);
    }
}
