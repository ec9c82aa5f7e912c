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
 * @param compare what a scenario is compared with
 * @param maxRuns runs that a scenario gets before an undecided verdict stays inconclusive, from 1
 * @param ratchet true: a confirmed improvement is followed by the advice to keep it
 */
public record JudgeSettings(
        Path projectDirectory,
        Path baselineDirectory,
        boolean requireBaseline,
        OnInconclusive onInconclusive,
        LocalDate today,
        CompareMode compare,
        int maxRuns,
        boolean ratchet) {

    /** The same with another comparison. */
    public JudgeSettings with(CompareMode other) {
        return new JudgeSettings(
                projectDirectory, baselineDirectory, requireBaseline, onInconclusive, today, other, maxRuns, ratchet);
    }

    /** What an inconclusive verdict does. */
    public enum OnInconclusive {
        WARN,
        FAIL,
        PASS
    }
}
