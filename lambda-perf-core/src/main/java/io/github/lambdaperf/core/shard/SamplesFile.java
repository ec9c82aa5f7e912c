package io.github.lambdaperf.core.shard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** {@code <scenario>.samples.json} beside the record of a shard. */
public final class SamplesFile {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private SamplesFile() {}

    private static Path file(RunDirectory directory, String scenario) {
        return directory.path().resolve(scenario + ".samples.json");
    }

    /** Writes whole or not at all. */
    public static void write(RunDirectory directory, String scenario, ScenarioSamples samples) {
        try {
            RunDirectory.writeAtomically(file(directory, scenario), JSON.writeValueAsString(samples) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("samples must be writable as JSON", e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws PerfException where it is missing, damaged or of a schema that this version does not know
     */
    public static ScenarioSamples read(RunDirectory directory, String scenario) {
        Path file = file(directory, scenario);
        try {
            ScenarioSamples samples = JSON.readValue(Files.readAllBytes(file), ScenarioSamples.class);
            if (!ScenarioSamples.SCHEMA.equals(samples.schema())) {
                throw PerfException.user("the samples " + file + " have the schema '" + samples.schema()
                        + "', this version reads '" + ScenarioSamples.SCHEMA + "': run the shard again");
            }
            return samples;
        } catch (NoSuchFileException e) {
            throw PerfException.user(
                    "there are no samples at " + file + ": take the whole folder of the shard's record");
        } catch (JsonProcessingException e) {
            throw PerfException.user(
                    "the samples " + file + " are damaged (" + e.getOriginalMessage() + "): run the shard again");
        } catch (IOException e) {
            throw PerfException.world("cannot read the samples " + file, e);
        }
    }
}
