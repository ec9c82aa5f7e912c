package io.github.lambdaperf.maven;

import org.apache.maven.plugins.annotations.Parameter;

/** The goals that load the function: which scenarios, and how. */
abstract class AbstractLoadMojo extends AbstractTargetMojo {

    /** Which scenarios run: names or globs, separated by commas; all without it. {@code tune} wants one. */
    @Parameter(property = "perf.scenarios")
    private String scenarios;

    /** Factor on every duration of the scenarios; 0.01 runs five minutes in three seconds. */
    @Parameter(property = "perf.timeScale", defaultValue = "1")
    private String timeScale;

    /** Seed of the generated payloads; the same seed repeats them exactly. */
    @Parameter(property = "perf.seed", defaultValue = "1")
    private long seed;

    /** Seconds between two lines of progress, where there is no terminal to draw on. */
    @Parameter(property = "perf.progressSeconds", defaultValue = "10")
    private int progressSeconds;

    final Loading.Options loadOptions() {
        return Loading.Options.of(scenarios, timeScale, seed, progressSeconds);
    }
}
