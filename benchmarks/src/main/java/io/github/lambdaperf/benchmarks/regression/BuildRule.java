package io.github.lambdaperf.benchmarks.regression;

/** A rule that lets a build pass or fails it. */
@FunctionalInterface
interface BuildRule {
    /** Judges one build. */
    Outcome judge(Trial trial);

    /**
     * What came of a build.
     *
     * @param red true where it failed
     * @param undecided true where it ended with a warning
     * @param loadRuns runs of the later version that it took
     */
    record Outcome(boolean red, boolean undecided, int loadRuns) {
        static Outcome of(boolean red, int loadRuns) {
            return new Outcome(red, false, loadRuns);
        }
    }
}
