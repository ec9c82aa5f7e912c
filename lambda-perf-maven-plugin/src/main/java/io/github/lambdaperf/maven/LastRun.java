package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.verdict.RunFamily;
import java.nio.file.Path;

/** The newest run of a module, with the runs that confirm it. */
final class LastRun {
    private LastRun() {}

    /** The directory of the run that perf:load made. */
    static RunDirectory of(AbstractPerfMojo mojo) {
        return family(mojo).directory();
    }

    static RunFamily family(AbstractPerfMojo mojo) {
        return family(mojo.runsDirectory());
    }

    static RunFamily family(Path runs) {
        return RunFamily.newest(runs)
                .orElseThrow(() -> PerfException.user("there is no run record in " + runs + ": run perf:load first"));
    }
}
