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
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw PerfException.user(
                    "there are no samples at " + file + ": take the whole folder of the shard's record");
        } catch (IOException e) {
            throw PerfException.world("cannot read the samples " + file, e);
        }
        ScenarioSamples samples;
        try {
            samples = JSON.readValue(bytes, ScenarioSamples.class);
        } catch (JsonProcessingException e) {
            throw damaged(file, e.getOriginalMessage());
        } catch (IOException e) {
            // bytes that are no text
            throw damaged(file, e.getMessage());
        }
        if (samples == null || samples.start() == null) {
            throw damaged(file, "they have no start");
        }
        if (!ScenarioSamples.SCHEMA.equals(samples.schema())) {
            throw PerfException.user("the samples " + file + " have the schema '" + samples.schema()
                    + "', this version reads '" + ScenarioSamples.SCHEMA + "': run the shard again");
        }
        return samples;
    }

    private static PerfException damaged(Path file, String why) {
        return PerfException.user("the samples " + file + " are damaged (" + why + "): run the shard again");
    }
}
