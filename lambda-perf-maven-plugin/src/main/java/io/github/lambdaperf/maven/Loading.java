package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.load.LoadPlan;
import io.github.lambdaperf.core.load.LoadTest;
import io.github.lambdaperf.core.load.Opponent;
import io.github.lambdaperf.core.load.RunBudget;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunIds;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.scenario.MessageSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.shard.Shard;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.maven.plugin.logging.Log;

/**
 * The loads of one goal in a module: reads the scenarios, opens the target, runs, closes; the same for every goal that loads.
 * All of them together are bound by its limits.
 */
final class Loading {
    private final AbstractPerfMojo mojo;
    private final TargetSettings target;
    private final LoadGate gate;
    private final Log log;
    private final Path runs;
    private Shard shard = Shard.WHOLE;
    private Instant startAt;
    private int atLeast = 1;
    private RunBudget budget;
    private Consumer<RunDirectory> recorded = record -> {};

    Loading(AbstractPerfMojo mojo, TargetSettings target, LoadGate gate, Log log) {
        this(mojo, target, gate, log, mojo.runsDirectory());
    }

    /** @param runs where the records go */
    Loading(AbstractPerfMojo mojo, TargetSettings target, LoadGate gate, Log log, Path runs) {
        this.runs = runs;
        this.mojo = mojo;
        this.target = target;
        this.gate = gate;
        this.log = log;
    }

    /**
     * What the user may change per run.
     *
     * @param scenarios names or globs, empty: all
     * @param timeScale factor on every duration
     * @param seed of payloads
     * @param progressSeconds between two lines of progress
     */
    record Options(List<String> scenarios, double timeScale, long seed, int progressSeconds) {

        /** From the parameters of a goal, as they are written. */
        static Options of(String scenarios, String timeScale, long seed, int progressSeconds) {
            List<String> names = scenarios == null
                    ? List.of()
                    : Arrays.stream(scenarios.split(","))
                            .map(String::strip)
                            .filter(name -> !name.isEmpty())
                            .toList();
            return new Options(names, scale(timeScale), seed, progressSeconds);
        }
    }

    /**
     * What a further run is for.
     *
     * @param run id of the run that it confirms, or null
     * @param earlier the version that gets every other invocation, or null
     */
    record Confirmation(String run, EarlierVersion earlier) {}

    /**
     * Runs a share only.
     *
     * @param newStartAt of all shards, or null
     * @param newRecorded told of the record, also where a threshold ended the run
     */
    Loading sharing(Shard newShard, Instant newStartAt, Consumer<RunDirectory> newRecorded) {
        shard = newShard;
        startAt = newStartAt;
        recorded = newRecorded;
        return this;
    }

    /** So many runs are going to be made: what is known to be too much for all of them is not begun. */
    Loading forRuns(int newAtLeast) {
        atLeast = newAtLeast;
        return this;
    }

    /** Runs; the record is in the returned directory. */
    RunDirectory run(Options options) throws InterruptedException {
        return run(options, null);
    }

    /** Runs once more, for a verdict. @param confirmation null: a run for its own sake */
    RunDirectory run(Options options, Confirmation confirmation) throws InterruptedException {
        List<Scenario> scenarios = scenarios(options);
        Work<RunDirectory> work = () -> load(scenarios, options, confirmation);
        return shard.whole() ? gate.alone(log, work) : gate.inThisBuild(log, work);
    }

    /**
     * Runs once more with what the limits have left.
     *
     * @return empty where that is too little: nothing was sent, and the log says why
     */
    Optional<RunDirectory> runFurther(Options options, Confirmation confirmation) throws InterruptedException {
        try {
            return Optional.of(run(options, confirmation));
        } catch (PerfException e) {
            if (limitReached().isEmpty()) {
                throw e;
            }
            log.warn("no further run: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The limit that ended or refused a run, for the reader; empty: none did. */
    Optional<String> limitReached() {
        return budget == null ? Optional.empty() : budget.reached();
    }

    List<Scenario> scenarios(Options options) {
        return ScenarioFiles.reader().readAll(mojo.perfDirectory(), options.scenarios()).stream()
                .map(scenario -> scenario.scaled(options.timeScale()))
                .map(scenario -> target.url() == null ? scenario : scenario.at(target.url()))
                .toList();
    }

    private static double scale(String text) {
        try {
            double scale = Double.parseDouble(text);
            if (scale > 0 && scale <= 1000) {
                return scale;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw PerfException.user("perf.timeScale is '" + text + "': it must be a number above 0, such as 0.01");
    }

    private RunDirectory load(List<Scenario> scenarios, Options options, Confirmation confirmation)
            throws InterruptedException {
        EarlierVersion earlier = confirmation == null ? null : confirmation.earlier();
        Path directory = runs.resolve(RunIds.at(Instant.now()));
        RunRecord record;
        try (LoadConsole console = console(options);
                ProjectClasses classes = ProjectClasses.of(mojo.project(), scenarios);
                TargetConnection connection =
                        TargetConnection.forLoad(target, scenarios, localLogs(directory), earlier, log::info)) {
            LoadPlan plan = plan(
                    scenarios,
                    options,
                    LoadConsole.PERIOD,
                    connection,
                    classes.loader(),
                    directory,
                    earlier == null ? null : new Opponent(connection.earlierFunction(), earlier.label()),
                    confirmation == null ? null : confirmation.run());
            LoadTest test = new LoadTest(plan, connection.session(), journal(), console::info, console)
                    .within(budget())
                    .sharing(shard, startAt);
            record = AtShutdown.stop(test::stop, test::run);
            record.statusReasons().forEach(log::warn);
        }
        // the local target has written the last of its logs when it is closed
        recorded.accept(new RunDirectory(directory));
        failOnAbort(record);
        return new RunDirectory(directory);
    }

    /** One for all runs. */
    private RunBudget budget() {
        if (budget == null) {
            budget = new RunBudget(target.limits(), shard).forRuns(atLeast);
        }
        return budget;
    }

    /** Where a load tells how it gets on. */
    LoadConsole console(Options options) {
        return new LoadConsole(log, Terminal.of(mojo.session(), log), options.progressSeconds());
    }

    /**
     * One run as a plan.
     *
     * @param progressEvery period of the progress
     * @param directory whose name is the run's id
     */
    LoadPlan plan(
            List<Scenario> scenarios,
            Options options,
            Duration progressEvery,
            TargetConnection connection,
            ClassLoader classes,
            Path directory,
            Opponent opponent,
            String confirms) {
        return new LoadPlan(
                scenarios,
                mojo.project().getBasedir().toPath(),
                directory,
                directory.getFileName().toString(),
                target.target(),
                connection.function(),
                target.isLocal() ? ThisMachine.host(limits(connection.cpuLimiter())) : "",
                ThisMachine.commit(mojo.project().getBasedir().toPath()),
                target.isLocal() ? labels(scenarios, connection) : List.of(),
                mojo.pluginVersion(),
                options.seed(),
                progressEvery,
                options.timeScale(),
                mojo.costSettings().prices(),
                opponent,
                confirms,
                classes);
    }

    private List<String> labels(List<Scenario> scenarios, TargetConnection connection) {
        List<String> labels = new ArrayList<>(ThisMachine.labels(connection.cpuLimiter()));
        double scale = target.local().timeScale();
        if (scale != 1 && scenarios.stream().anyMatch(scenario -> scenario.send() instanceof MessageSpec)) {
            labels.add(String.format(
                    Locale.ROOT,
                    "asynchronous retries after %.1f s and %.1f s, where AWS waits one minute and two",
                    60 * scale,
                    120 * scale));
        }
        return labels;
    }

    /** Beyond any clean of the project; a local target of this build needs none, since it ends with it. */
    Path journal() {
        return target.isLocal() && target.endpoint() == null
                ? null
                : Path.of(System.getProperty("user.home"), ".lambda-perf", "restore");
    }

    /** True where something is in force. */
    static boolean limits(String cpuLimiter) {
        return !cpuLimiter.startsWith("none");
    }

    private static void failOnAbort(RunRecord record) {
        record.scenarios().stream()
                .flatMap(scenario -> scenario.thresholds().stream())
                .filter(threshold -> threshold.aborted())
                .findFirst()
                .ifPresent(threshold -> {
                    throw PerfException.user("the load was ended by the threshold " + threshold.metric() + ": "
                            + threshold.expression() + " (value " + threshold.value() + ")");
                });
    }

    /** Where the local target keeps the logs of a run. */
    static Path localLogs(Path runDirectory) {
        return runDirectory.resolve("local");
    }
}
