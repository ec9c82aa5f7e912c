package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.LeftOvers;
import io.github.lambdaperf.core.load.LoadPlan;
import io.github.lambdaperf.core.record.RunIds;
import io.github.lambdaperf.core.report.TunePage;
import io.github.lambdaperf.core.report.TuneTable;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.tune.TuneRecord;
import io.github.lambdaperf.core.tune.TuneSettings;
import io.github.lambdaperf.core.tune.Tuning;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** One sweep over memory sizes of a module: opens the target, measures, prints and writes what was found. */
final class Sweeping {
    private final AbstractPerfMojo mojo;
    private final TargetSettings target;
    private final LoadGate gate;
    private final Console console;
    private final Log log;
    private final Path directory;
    private final Loading loading;

    Sweeping(AbstractPerfMojo mojo, TargetSettings target, LoadGate gate, Console console, Log log) {
        this.mojo = mojo;
        this.target = target.withCpuShare();
        this.gate = gate;
        this.console = console;
        this.log = log;
        this.directory = mojo.outputDirectory().resolve("tune");
        this.loading = new Loading(mojo, this.target, gate, log, directory);
    }

    /** Sweeps, prints and writes. @param dryRun only says what would be done */
    void run(Loading.Options options, TuneSettings settings, boolean dryRun)
            throws InterruptedException, MojoFailureException {
        if (loading.journal() == null && settings.applies()) {
            throw PerfException.user(
                    "perf.tune.apply and perf.tune.applyAlias change a function that stays: the local target"
                            + " of a build ends with it, its memory is set by -Dperf.memory");
        }
        List<Scenario> scenarios = loading.scenarios(options);
        TuneRecord record = gate.alone(log, () -> sweep(scenarios, options, settings, dryRun));
        if (record == null) {
            return;
        }
        record.write(directory);
        TunePage.write(record, directory);
        new TuneTable(record).lines().forEach(console::print);
        record.snippets().forEach((tool, text) -> {
            console.info(tool + ":");
            text.lines().forEach(line -> console.info("  " + line));
        });
        console.info(
                "page: " + directory.resolve(TunePage.FILE) + ", Power Tuning's chart: " + record.visualizationUrl());
        if (record.chosenMb() == null) {
            throw new MojoFailureException("perf:tune has chosen no size: " + record.reason());
        }
    }

    private TuneRecord sweep(List<Scenario> scenarios, Loading.Options options, TuneSettings settings, boolean dryRun)
            throws InterruptedException {
        try (LoadConsole progress = loading.console(options);
                ProjectClasses classes = ProjectClasses.of(mojo.project(), scenarios);
                TargetConnection connection = connect(scenarios)) {
            refuseWithoutShares(connection);
            LoadPlan plan = loading.plan(
                    scenarios,
                    options,
                    LoadConsole.PERIOD,
                    connection,
                    classes.loader(),
                    directory.resolve(RunIds.at(Instant.now())),
                    null,
                    null);
            Tuning tuning = new Tuning(
                            plan, settings, connection.session(), loading.journal(), progress::info, progress)
                    .within(target.limits());
            tuning.announce();
            if (dryRun) {
                log.info("tune: nothing was changed (perf.tune.dryRun)");
                return null;
            }
            return AtShutdown.stop(tuning::stop, tuning::run);
        }
    }

    private TargetConnection connect(List<Scenario> scenarios) {
        return TargetConnection.forLoad(target, scenarios, directory.resolve("local"), null, log::info);
    }

    /** Sizes that all have the same CPU differ in nothing that a sweep could show. */
    private void refuseWithoutShares(TargetConnection connection) {
        if (target.isLocal() && !Loading.limits(connection.cpuLimiter())) {
            throw PerfException.user(
                    "the local target cannot give a function the share of a processor that its memory has"
                            + " on Lambda (CPU limiter " + connection.cpuLimiter()
                            + "), so all sizes would look alike: sweep where"
                            + " control groups can be written (Linux, as root or in a delegated group), or -Dperf.target=aws");
        }
    }

    /** Puts back what killed builds have left at this endpoint, and nothing else. */
    void restore() {
        if (loading.journal() == null) {
            log.info("there is nothing to restore: a local target of a build ends with the build");
            return;
        }
        try (TargetConnection connection = TargetConnection.forAnalysis(target, directory)) {
            int left = new LeftOvers(connection.session(), loading.journal(), log::info).restore();
            log.info(left == 0 ? "nothing is left to restore" : left + " changes are left, see above");
        }
    }
}
