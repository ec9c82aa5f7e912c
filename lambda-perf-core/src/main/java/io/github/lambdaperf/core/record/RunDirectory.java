package io.github.lambdaperf.core.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.github.lambdaperf.core.PerfException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run record on disk: {@code run.json} with its histograms and tables beside it. Files are written beside their place
 * and moved there, so that a reader never sees half of one.
 *
 * @param path the directory, {@code target/perf/runs/<run-id>}
 */
public record RunDirectory(Path path) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Name of the record's file. */
    public static final String RUN_JSON = "run.json";

    /** Writes {@code run.json}. */
    public void write(RunRecord run) {
        try {
            writeAtomically(path.resolve(RUN_JSON), JSON.writeValueAsString(run) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a run record must be writable as JSON", e);
        }
    }

    /**
     * Reads {@code run.json}.
     *
     * @throws PerfException where it is missing, damaged or of a schema that this version does not know
     */
    public RunRecord read() {
        Path file = path.resolve(RUN_JSON);
        try {
            RunRecord run = JSON.readValue(Files.readAllBytes(file), RunRecord.class);
            if (run == null) {
                throw PerfException.user("the run record " + file + " is damaged (it is empty): run perf:load again");
            }
            if (!RunRecord.SCHEMA.equals(run.schema())) {
                throw PerfException.user("the run record " + file + " has the schema '" + run.schema()
                        + "', this version reads '" + RunRecord.SCHEMA + "': run perf:load again");
            }
            RecordParts.missing(run).ifPresent(part -> {
                throw PerfException.user(
                        "the run record " + file + " is damaged (" + part + " is missing): run perf:load again");
            });
            return run;
        } catch (NoSuchFileException e) {
            throw PerfException.user("there is no run record at " + file + ": run perf:load first");
        } catch (JsonProcessingException e) {
            throw PerfException.user(
                    "the run record " + file + " is damaged (" + e.getOriginalMessage() + "): run perf:load again");
        } catch (CharConversionException e) {
            throw PerfException.user("the run record " + file + " is damaged (it is no text): run perf:load again");
        } catch (IOException e) {
            throw PerfException.world("cannot read the run record " + file + " (" + reason(e) + ")", e);
        }
    }

    /** The newest run under {@code runs}, by its id. */
    public static Optional<RunDirectory> newest(Path runs) {
        if (!Files.isDirectory(runs)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(runs)) {
            return entries.filter(entry -> Files.isRegularFile(entry.resolve(RUN_JSON)))
                    .max(Comparator.comparing(entry -> entry.getFileName().toString()))
                    .map(RunDirectory::new);
        } catch (IOException e) {
            throw PerfException.world("cannot list the runs in " + runs, e);
        }
    }

    /** Writes a text file whole or not at all. */
    public static void writeAtomically(Path file, String text) {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            deleteQuietly(temporary);
            throw PerfException.world(
                    "cannot write " + file + " (" + reason(e) + "): make the folder writable, free some space, or set"
                            + " -Dperf.outputDirectory to another one",
                    e);
        }
    }

    /** Most exceptions of files have nothing but the file in their message; their class says what it is about. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access denied";
        } else if (e instanceof FileAlreadyExistsException file) {
            return file.getFile() + " is no folder";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** True where a text file does not end with the end of a line, as each that is written here does. */
    static boolean isCut(Path file) {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            bytes.seek(Math.max(0, bytes.length() - 1));
            return bytes.read() != '\n';
        } catch (IOException e) {
            throw PerfException.world("cannot read " + file + " (" + reason(e) + ")", e);
        }
    }

    static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // the failure that brought us here is the one to report
        }
    }
}
