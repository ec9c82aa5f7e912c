package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.verdict.RunFamily;
import java.nio.file.Path;

/** The newest run of a module, with the runs that confirm it. */
final class LastRun {
    private LastRun() {}

    /** The directory of the run that perf:load made. */
    static RunDirectory of(AbstractPerfMojo mojo) {
        return family(mojo).directory();
    }

    /** True where the newest run is a share of a load, which is judged when all shares are merged. */
    static boolean isShard(RunRecord run) {
        return run.options() != null
                && run.options().sharding() != null
                && run.options().sharding().index() != null;
    }

    static RunFamily family(AbstractPerfMojo mojo) {
        return family(mojo.runsDirectory());
    }

    static RunFamily family(Path runs) {
        return RunFamily.newest(runs)
                .orElseThrow(() -> PerfException.user("there is no run record in " + runs + ": run perf:load first"));
    }
}
