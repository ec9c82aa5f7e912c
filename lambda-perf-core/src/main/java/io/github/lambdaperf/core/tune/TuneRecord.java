package io.github.lambdaperf.core.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.github.lambdaperf.core.record.RunDirectory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sweep and its result: {@code tune.json}, and what the table and the page show.
 *
 * @param schema {@value #SCHEMA}
 * @param startedAt of the first size
 * @param endedAt of the last size
 * @param tool version that measured
 * @param function name without a qualifier
 * @param target {@code local} or {@code aws}
 * @param region of the function
 * @param architecture of the function
 * @param runtime of the function
 * @param presentMb memory of {@code $LATEST} when the sweep began
 * @param labels for the reader; of a local run, what its figures are worth
 * @param scenario whose load each size had
 * @param executors of the scenario, in words
 * @param strategy {@code cost}, {@code speed} or {@code balanced}
 * @param weight of balanced
 * @param tolerance within which scores are equal
 * @param coldShare of cold starts in cost and mean duration
 * @param constraint as written, or null
 * @param search {@code adaptive} or {@code all}
 * @param considered sizes that could be measured
 * @param sizes measured, ascending
 * @param chosenMb the best one; null: none is fit
 * @param reason of the choice, or why there is none
 * @param saving null: the present size was not measured, or nothing is chosen
 * @param snippets tool to text
 * @param visualizationUrl Power Tuning's chart of the same figures
 * @param pricesRegion region of the prices
 * @param pricesDate day of the price table
 * @param complete false: the sweep was stopped before its end
 */
public record TuneRecord(
        String schema,
        Instant startedAt,
        Instant endedAt,
        String tool,
        String function,
        String target,
        String region,
        String architecture,
        String runtime,
        int presentMb,
        List<String> labels,
        String scenario,
        String executors,
        String strategy,
        double weight,
        double tolerance,
        double coldShare,
        String constraint,
        String search,
        List<Integer> considered,
        List<SizeFigures> sizes,
        Integer chosenMb,
        String reason,
        Saving saving,
        Map<String, String> snippets,
        String visualizationUrl,
        String pricesRegion,
        String pricesDate,
        boolean complete) {
    /** Version of the format. */
    public static final String SCHEMA = "lambda-perf-tune/1";

    /** Name of the file. */
    public static final String FILE = "tune.json";

    /**
     * What the choice saves, at on-demand prices with the volume tiers.
     *
     * @param invocationsPerMonth assumed
     * @param presentUsd of a month at the present size
     * @param chosenUsd of a month at the chosen size
     * @param savedUsd the difference; negative: it costs more
     * @param notes what the figures leave out
     */
    public record Saving(
            long invocationsPerMonth,
            BigDecimal presentUsd,
            BigDecimal chosenUsd,
            BigDecimal savedUsd,
            List<String> notes) {}

    public TuneRecord {
        labels = List.copyOf(labels);
        considered = List.copyOf(considered);
        sizes = List.copyOf(sizes);
        snippets = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(snippets));
    }

    /** The size's figures, or null. */
    public SizeFigures size(int memoryMb) {
        return sizes.stream()
                .filter(size -> size.memoryMb() == memoryMb)
                .findFirst()
                .orElse(null);
    }

    /** Writes {@code tune.json}. */
    public void write(Path directory) {
        JsonMapper json = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build();
        try {
            RunDirectory.writeAtomically(directory.resolve(FILE), json.writeValueAsString(this) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a sweep's record must be writable as JSON", e);
        }
    }
}
