package io.github.lambdaperf.maven;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
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
public class LoadMojo extends AbstractLoadMojo {

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
        new Loading(this, targetSettings(), gate, getLog()).run(loadOptions());
    }
}
