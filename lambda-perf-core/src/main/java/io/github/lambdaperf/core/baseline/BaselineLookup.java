package io.github.lambdaperf.core.baseline;

import java.nio.file.Path;
import java.util.List;

/** What a search for a baseline found. */
public sealed interface BaselineLookup {
    /** Where the baseline of the key lies, or would. */
    Path file();

    /** A baseline of the very key. */
    record Found(Path file, BaselineFile baseline) implements BaselineLookup {}

    /**
     * None of the key, but one of the same scenario.
     *
     * @param file where the baseline of the key would lie
     * @param nearestFile the one with the fewest differences
     * @param nearest its content
     * @param differences what differs, at least one
     */
    record Nearest(Path file, Path nearestFile, BaselineFile nearest, List<String> differences)
            implements BaselineLookup {
        public Nearest {
            differences = List.copyOf(differences);
        }
    }

    /** No baseline of the scenario at all. */
    record None(Path file) implements BaselineLookup {}
}
