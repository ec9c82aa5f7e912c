package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.verdict.RunFamily;

/** The newest run of a module, with the runs that confirm it. */
final class LastRun {
    private LastRun() {}

    /** The directory of the run that perf:load made. */
    static RunDirectory of(AbstractPerfMojo mojo) {
        return family(mojo).directory();
    }

    static RunFamily family(AbstractPerfMojo mojo) {
        return RunFamily.newest(mojo.runsDirectory())
                .orElseThrow(() -> PerfException.user(
                        "there is no run record in " + mojo.runsDirectory() + ": run perf:load first"));
    }
}
