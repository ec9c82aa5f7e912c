package io.github.lambdaperf.core.baseline;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.RunDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Baseline files under a directory, one per scenario and environment: {@code <scenario>/<environment>.json}. The same
 * form holds committed baselines and, under {@code target}, candidates for them.
 */
public final class BaselineStore {
    private final Path directory;

    /**
     * A store.
     *
     * @param directory such as {@code src/perf/baseline}; need not exist
     */
    public BaselineStore(Path directory) {
        this.directory = directory;
    }

    /**
     * Looks for the baseline of a key.
     *
     * @throws PerfException where its file cannot be trusted; the file stays as it is
     */
    public BaselineLookup find(BaselineKey key) {
        Path file = key.file(directory);
        if (Files.isRegularFile(file)) {
            BaselineFile baseline = read(file);
            if (key.comparableWith(baseline.key())) {
                return new BaselineLookup.Found(file, baseline);
            }
        }
        BaselineLookup best = new BaselineLookup.None(file);
        int fewest = Integer.MAX_VALUE;
        for (Path candidate : files(key.scenario())) {
            BaselineFile baseline = read(candidate);
            List<String> differences = key.differences(baseline.key());
            if (differences.isEmpty()) {
                return new BaselineLookup.Found(candidate, baseline);
            }
            if (differences.size() < fewest) {
                fewest = differences.size();
                best = new BaselineLookup.Nearest(file, candidate, baseline, differences);
            }
        }
        return best;
    }

    /** Names of the scenarios that have a baseline, sorted. */
    public List<String> scenarios() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw PerfException.world("cannot list the baselines in " + directory, e);
        }
    }

    /** Files of a scenario, by name. */
    public List<Path> files(String scenario) {
        Path folder = directory.resolve(scenario);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw PerfException.world("cannot list the baselines in " + folder, e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws PerfException where it is damaged, blended by a merge, or of a newer version; it stays as it is
     */
    public BaselineFile read(Path file) {
        try {
            return new BaselineReader(file).read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw PerfException.world("cannot read the baseline " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes a file whole or not at all, and says where. */
    public Path write(BaselineFile baseline) {
        Path file = baseline.key().file(directory);
        RunDirectory.writeAtomically(file, baseline.toText());
        return file;
    }
}
