package io.github.lambdaperf.core.scenario;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.scenario.Problems.Place;
import io.github.lambdaperf.core.threshold.MetricType;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Reads scenario files: YAML 1.2 ({@code .yaml}, {@code .yml}) or JSON ({@code .json}). k6's {@code options}, as YAML
 * or JSON, are a valid file.
 *
 * <p>All that is wrong in all files is found at once and thrown as one {@link PerfException} of
 * {@link PerfException.Blame#USER}, with file, line, column, what was found and what is allowed.
 */
public final class ScenarioReader {
    private static final Set<String> ENDINGS = Set.of("yaml", "yml", "json");
    private static final Set<String> OTHER_FILES = Set.of("alarms.yaml", "alarms.yml");

    /**
     * What a scenario file may refer to.
     *
     * @param metrics names that thresholds may use, custom ones included, with their types
     * @param tags names of tags that thresholds may select by, besides those that the file sets itself
     * @param judgedMetrics names that {@code regression} may use; empty: not checked
     */
    public record Names(Map<String, MetricType> metrics, Set<String> tags, Set<String> judgedMetrics) {
        public Names {
            metrics = Map.copyOf(metrics);
            tags = Set.copyOf(tags);
            judgedMetrics = Set.copyOf(judgedMetrics);
        }
    }

    private final Names names;

    public ScenarioReader(Names names) {
        this.names = names;
    }

    /**
     * Reads one file.
     *
     * @throws PerfException names all problems of the file
     */
    public Scenario read(Path file) {
        Problems problems = new Problems();
        Optional<Scenario> scenario =
                compose(file, file.getFileName().toString(), problems).flatMap(source -> scenario(source, problems));
        problems.throwIfAny();
        return scenario.orElseThrow();
    }

    /** All scenarios of a directory, which may have none, or not be there. */
    public List<Scenario> readAny(Path directory) {
        return Files.isDirectory(directory) && !scenarioFiles(directory).isEmpty()
                ? readAll(directory, List.of())
                : List.of();
    }

    /**
     * Reads the scenarios of a directory, sorted by name; subdirectories, {@code alarms.yaml} and the payload files that
     * other scenarios name are no scenarios.
     *
     * @param namesOrGlobs scenarios by name ({@code orders}), file ({@code orders.yaml}) or glob ({@code order*}); empty:
     *     all
     * @throws PerfException names all problems of all files; also where there is no scenario
     */
    public List<Scenario> readAll(Path directory, List<String> namesOrGlobs) {
        Problems problems = new Problems();
        Map<String, Path> files = select(directory, namesOrGlobs);
        List<Source> sources = new ArrayList<>();
        Set<Path> payloads = new HashSet<>();
        Map<Path, Problems> unreadable = new LinkedHashMap<>();
        for (Path file : scenarioFiles(directory).values()) {
            Problems own = new Problems();
            Optional<Source> source = compose(file, file.getFileName().toString(), own);
            source.map(PayloadReader::files).ifPresent(payloads::addAll);
            if (files.containsValue(file)) {
                source.ifPresent(sources::add);
                if (source.isEmpty()) {
                    unreadable.put(file, own);
                }
            }
        }
        sources.removeIf(source -> isPayload(source.path(), payloads));
        unreadable.keySet().removeIf(file -> isPayload(file, payloads));
        unreadable.values().forEach(problems::addAll);
        Map<String, Scenario> scenarios = new TreeMap<>();
        Map<String, String> stems = new TreeMap<>();
        for (Source source : sources) {
            String other = stems.put(ScenarioFile.stem(source.path()), source.shown());
            if (other != null) {
                problems.add(
                        new Place(source.shown(), 0, 0),
                        "has the same scenario name as " + other,
                        null,
                        "one file per name");
            }
            scenario(source, problems).ifPresent(scenario -> scenarios.put(scenario.name(), scenario));
        }
        problems.throwIfAny();
        if (scenarios.isEmpty()) {
            throw PerfException.user("No scenario file in " + directory + ": put one there, such as load.yaml with"
                    + " 'duration: 1m', or let perf:init write one.");
        }
        return List.copyOf(scenarios.values());
    }

    private Optional<Scenario> scenario(Source source, Problems problems) {
        return new ScenarioFile(source, names, problems).read();
    }

    private static Optional<Source> compose(Path file, String shown, Problems problems) {
        Optional<Source> source = Source.read(file, shown, problems);
        if (source.isPresent() && source.get().root() == null) {
            problems.add(new Place(shown, 0, 0), "is empty", null, "a scenario, at least 'invoke: {}'");
            return Optional.empty();
        }
        return source;
    }

    private static boolean isPayload(Path file, Set<Path> payloads) {
        return payloads.contains(file.toAbsolutePath().normalize());
    }

    private static Map<String, Path> select(Path directory, List<String> namesOrGlobs) {
        Map<String, Path> all = scenarioFiles(directory);
        if (namesOrGlobs.isEmpty()) {
            return all;
        }
        Map<String, Path> selected = new TreeMap<>();
        List<String> unmatched = new ArrayList<>();
        for (String wanted : namesOrGlobs) {
            PathMatcher matcher = matcher(wanted.strip());
            boolean found = false;
            for (Map.Entry<String, Path> file : all.entrySet()) {
                if (matcher.matches(Path.of(file.getKey()))
                        || matcher.matches(Path.of(ScenarioFile.stem(file.getValue())))) {
                    selected.put(file.getKey(), file.getValue());
                    found = true;
                }
            }
            if (!found) {
                unmatched.add(wanted);
            }
        }
        if (!unmatched.isEmpty()) {
            Set<String> stems = new LinkedHashSet<>();
            all.values().forEach(file -> stems.add(ScenarioFile.stem(file)));
            throw PerfException.user("No scenario '" + String.join("', '", unmatched) + "' in " + directory
                    + NearestName.hint(unmatched.get(0), stems) + "\n    allowed: "
                    + (stems.isEmpty() ? "there are none" : String.join(", ", stems)));
        }
        return selected;
    }

    private static PathMatcher matcher(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw PerfException.user("'" + glob + "' is neither a scenario's name nor a glob: " + e.getDescription());
        }
    }

    /** File name to file, sorted. */
    private static Map<String, Path> scenarioFiles(Path directory) {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(directory)) {
            entries.filter(Files::isRegularFile).forEach(file -> {
                String name = file.getFileName().toString();
                String ending = name.substring(name.lastIndexOf('.') + 1);
                if (ENDINGS.contains(ending) && !name.startsWith(".") && !OTHER_FILES.contains(name)) {
                    files.put(name, file);
                }
            });
        } catch (IOException e) {
            throw PerfException.user("The scenario directory " + directory + " cannot be read: " + e);
        }
        return files;
    }
}
