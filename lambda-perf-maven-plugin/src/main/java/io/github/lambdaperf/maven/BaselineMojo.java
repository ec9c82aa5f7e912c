package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.baseline.BaselineChange;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.verdict.BaselineUpdate;
import io.github.lambdaperf.core.verdict.RunFamily;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Writes the baseline, the only goal that does: of the last run, or of {@code perf.runs} new ones, each in fresh execution
 * environments. Shows what changes and why; refuses runs that are partial or invalid, and a worsening without a reason.
 */
@Mojo(name = "baseline", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public class BaselineMojo extends AbstractLoadMojo {
    private static final int RUNS = 5;

    /**
     * Number of new runs to make, each in fresh execution environments on the local target; without it the last run is
     * taken with those that confirmed it, or {@value #RUNS} are made where there is none.
     */
    @Parameter(property = "perf.runs", defaultValue = "0")
    private int runs;

    /** Time between two new runs: on {@code aws} environments of the run before may still be there without it. */
    @Parameter(property = "perf.spacing", defaultValue = "0s")
    private String spacing;

    /** Why a worsening is accepted; kept in the baseline. */
    @Parameter(property = "perf.accept")
    private String accept;

    /** Writes what was measured even where nothing moved. */
    @Parameter(property = "perf.refresh", defaultValue = "false")
    private boolean refresh;

    /** Release whose values are kept as the anchor of later drift, such as {@code 1.4.0}. */
    @Parameter(property = "perf.release")
    private String release;

    private final LoadGate gate;

    @Inject
    BaselineMojo(LoadGate gate) {
        this.gate = gate;
    }

    @Override
    boolean usesRecords() {
        return true;
    }

    @Override
    void perform() throws InterruptedException {
        BaselineChange.Options options = new BaselineChange.Options(accept, refresh, release, LocalDate.now());
        for (BaselineUpdate.Outcome outcome :
                BaselineUpdate.apply(runsToPromote(), baselineDirectory(), artifact(), options)) {
            getLog().info(outcome.scenario() + ": " + outcome.lines().get(0));
            outcome.lines().stream().skip(1).forEach(line -> getLog().info("  " + line));
            getLog().info((outcome.written() ? "wrote " : "kept ") + outcome.file());
        }
    }

    private List<RunRecord> runsToPromote() throws InterruptedException {
        int wanted = runs > 0 ? runs : RunDirectory.newest(runsDirectory()).isPresent() ? 0 : RUNS;
        if (wanted == 0) {
            return LastRun.family(this).candidates();
        }
        Loading loading = new Loading(this, targetSettings(), gate, getLog()).forRuns(wanted);
        List<RunRecord> records = new ArrayList<>();
        Duration pause = duration("perf.spacing", spacing);
        for (int i = 1; i <= wanted; i++) {
            if (i > 1 && !pause.isZero()) {
                getLog().info("waiting " + spacing + " before the next run");
                Thread.sleep(pause.toMillis());
            }
            getLog().info("baseline run " + i + " of " + wanted);
            Optional<RunRecord> record = i == 1
                    ? Optional.of(loading.run(loadOptions()).read())
                    : loading.runFurther(loadOptions(), null).map(RunDirectory::read);
            record.ifPresent(records::add);
            if (loading.limitReached().isPresent()) {
                return undisturbed(withinLimits(records, wanted));
            }
        }
        return undisturbed(records);
    }

    /** What was paid for serves, where it is complete. */
    private List<RunRecord> withinLimits(List<RunRecord> records, int wanted) {
        List<RunRecord> complete = records.stream()
                .filter(run -> run.status() != RunRecord.Status.PARTIAL)
                .toList();
        if (complete.isEmpty()) {
            return records;
        }
        if (complete.size() < wanted) {
            getLog().warn("the baseline is of " + complete.size() + " instead of " + wanted
                    + " runs, perf.budget and perf.maxRequests allow no more; the more runs, the smaller the change that"
                    + " perf:check can prove");
        }
        return complete;
    }

    private List<RunRecord> undisturbed(List<RunRecord> records) {
        List<RunRecord> undisturbed =
                records.stream().filter(run -> !RunFamily.disturbed(run)).toList();
        if (undisturbed.size() < records.size()) {
            getLog().warn("other work kept this machine busy during " + (records.size() - undisturbed.size()) + " of "
                    + records.size() + " runs; "
                    + (undisturbed.isEmpty()
                            ? "the baseline is one of a busy machine, measure it again when it is quiet"
                            : "they are left out"));
        }
        return undisturbed.isEmpty() ? records : undisturbed;
    }

    private String artifact() {
        return project().getGroupId() + ":" + project().getArtifactId() + ":"
                + project().getVersion();
    }
}
