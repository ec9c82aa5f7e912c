package io.github.lambdaperf.maven;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Runs the scenarios of {@code src/perf} against the function and leaves a run record in {@code target/perf/runs}. Fails
 * only where the load could not be run, or where a threshold with {@code abortOnFail} ended it; {@code perf:check} judges.
 */
@Mojo(
        name = "load",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
public class LoadMojo extends AbstractTargetMojo {

    /** Which scenarios run: names or globs, separated by commas; all without it. */
    @Parameter(property = "perf.scenarios")
    private String scenarios;

    /** Factor on every duration of the scenarios; 0.01 runs five minutes in three seconds. */
    @Parameter(property = "perf.timeScale", defaultValue = "1")
    private String timeScale;

    /** Seed of the generated payloads; the same seed repeats them exactly. */
    @Parameter(property = "perf.seed", defaultValue = "1")
    private long seed;

    /** Seconds between two lines of progress. */
    @Parameter(property = "perf.progressSeconds", defaultValue = "10")
    private int progressSeconds;

    private final LoadGate gate;

    @Inject
    LoadMojo(LoadGate gate) {
        this.gate = gate;
    }

    @Override
    boolean isTest() {
        return true;
    }

    @Override
    void perform() throws InterruptedException {
        new Loading(this, targetSettings(), gate, getLog())
                .run(Loading.Options.of(scenarios, timeScale, seed, progressSeconds));
    }
}
