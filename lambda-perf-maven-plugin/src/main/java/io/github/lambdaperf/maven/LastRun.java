package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.RunDirectory;

/** The newest run record of a module. */
final class LastRun {
    private LastRun() {}

    static RunDirectory of(AbstractPerfMojo mojo) {
        return RunDirectory.newest(mojo.runsDirectory())
                .orElseThrow(() -> PerfException.user(
                        "there is no run record in " + mojo.runsDirectory() + ": run perf:load first"));
    }
}
