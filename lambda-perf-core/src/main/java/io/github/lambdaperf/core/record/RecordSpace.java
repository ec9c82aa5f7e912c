package io.github.lambdaperf.core.record;

import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Room on the disk for a run's record, taken before the first request is sent: a folder that cannot be written is told
 * before anything is spent, and a disk that fills up during the run leaves room for what was measured.
 */
public final class RecordSpace implements AutoCloseable {
    /** The record of an hour with its timeline and histograms is smaller. */
    static final int BYTES = 1024 * 1024;

    private static final String NAME = ".space-for-the-record";

    private final Path file;

    private RecordSpace(Path file) {
        this.file = file;
    }

    /**
     * Takes the room.
     *
     * @throws PerfException where there is none, or the directory cannot be written
     */
    public static RecordSpace in(RunDirectory directory) {
        RecordSpace space = new RecordSpace(directory.path().resolve(NAME));
        try {
            Files.createDirectories(directory.path());
            Files.write(space.file, new byte[BYTES]);
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

    /** Gives the room back, to the record; a second time does nothing. */
    @Override
    public void close() {
        RunDirectory.deleteQuietly(file);
    }
}
