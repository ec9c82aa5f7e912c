package io.github.lambdaperf.core.verdict;

import java.nio.file.Path;
import java.time.LocalDate;

/**
 * How a run is judged.
 *
 * @param projectDirectory files are named relative to it
 * @param baselineDirectory of the committed baselines
 * @param requireBaseline true: a scenario without a baseline fails
 * @param onInconclusive what becomes of a build that is neither proved worse nor proved unchanged
 * @param today for waivers and expiry
 */
public record JudgeSettings(
        Path projectDirectory,
        Path baselineDirectory,
        boolean requireBaseline,
        OnInconclusive onInconclusive,
        LocalDate today) {

    /** What an inconclusive verdict does. */
    public enum OnInconclusive {
        WARN,
        FAIL,
        PASS
    }
}
