package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.verdict.RunFamily;
import io.github.lambdaperf.core.verdict.SelfTest;
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
 * Compares this version with itself, again and again, and prints how often that raises a false alarm, how noisy each
 * metric is from run to run, and what worsening the gate can prove here. Nothing is judged and no baseline is touched.
 */
@Mojo(name = "selftest", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public class SelftestMojo extends AbstractLoadMojo {

    /** Load runs in all, those that serve as the baseline included. */
    @Parameter(property = "perf.runs", defaultValue = "15")
    private int runs;

    /** The first runs, which serve as the baseline; none where the comparison is interleaved. */
    @Parameter(property = "perf.baselineRuns", defaultValue = "5")
    private int baselineRuns;

    /** {@code stored}, or {@code interleaved}: each run sends every other invocation to a second copy of this version. */
    @Parameter(property = "perf.compare", defaultValue = "stored")
    private String compare;

    /** Runs that an undecided build gets. */
    @Parameter(property = "perf.maxRuns", defaultValue = "5")
    private int maxRuns;

    private final LoadGate gate;

    @Inject
    SelftestMojo(LoadGate gate) {
        this.gate = gate;
    }

    @Override
    boolean usesRecords() {
        return true;
    }

    @Override
    void perform() throws InterruptedException {
        boolean interleaved = compare.equals("interleaved");
        if (!interleaved && !compare.equals("stored")) {
            throw PerfException.user("perf.compare is '" + compare + "': a self-test can be stored or interleaved");
        }
        TargetSettings target = targetSettings();
        EarlierVersion itself = interleaved ? itself(target) : null;
        Loading loading =
                new Loading(this, target, gate, getLog(), outputDirectory().resolve("selftest")).forRuns(runs);
        List<RunRecord> records = new ArrayList<>();
        for (int i = 1; i <= runs; i++) {
            getLog().info("self-test run " + i + " of " + runs);
            Optional<RunDirectory> directory =
                    loading.runFurther(loadOptions(), new Loading.Confirmation(null, itself));
            if (directory.isEmpty()) {
                break;
            }
            RunRecord record = directory.get().read();
            if (record.status() != RunRecord.Status.COMPLETE) {
                getLog().warn("left out: " + String.join("; ", record.statusReasons()));
            } else if (!interleaved && RunFamily.disturbed(record)) {
                getLog().warn("left out: other work kept this machine busy");
            } else {
                records.add(record);
            }
            if (loading.limitReached().isPresent()) {
                break;
            }
        }
        if (records.size() < runs) {
            getLog().warn("the self-test is of " + records.size() + " of " + runs + " runs");
        }
        if (records.isEmpty()) {
            throw PerfException.user("none of " + runs + " runs can be judged; the warnings above say why");
        }
        for (ScenarioRecord scenario : records.get(0).scenarios()) {
            SelfTest.Result result = interleaved
                    ? SelfTest.interleaved(records, scenario.name(), maxRuns, LocalDate.now())
                    : SelfTest.stored(records, scenario.name(), baselineRuns, maxRuns, LocalDate.now());
            result.lines().forEach(getLog()::info);
        }
    }

    private static EarlierVersion itself(TargetSettings target) {
        return target.isLocal()
                ? new EarlierVersion(null, target.local().classPath(), "a copy of itself")
                : new EarlierVersion(target.function(), List.of(), "itself");
    }
}
