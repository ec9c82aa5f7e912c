package io.github.lambdaperf.core.load;

/**
 * What reports have told so far of the bill, of all versions that a run invokes.
 *
 * @param count reports
 * @param ms their billed durations
 */
record Billed(long count, double ms) {
    static Billed of(ScenarioRecorder recorder) {
        LoadProgress.Figures figures = recorder.figures();
        return new Billed(figures.billedCount(), figures.billedMs());
    }

    Billed plus(Billed other) {
        return new Billed(count + other.count, ms + other.ms);
    }
}
