package io.github.lambdaperf.core.tune;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.DeployedFunction;
import io.github.lambdaperf.core.aws.FunctionName;
import io.github.lambdaperf.core.aws.FunctionReader;
import io.github.lambdaperf.core.aws.LeftOvers;
import io.github.lambdaperf.core.aws.SizedVersions;
import io.github.lambdaperf.core.load.LoadLimits;
import io.github.lambdaperf.core.load.LoadPlan;
import io.github.lambdaperf.core.load.LoadProgress;
import io.github.lambdaperf.core.load.LoadTest;
import io.github.lambdaperf.core.load.RunBudget;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.scenario.SendSpec;
import io.github.lambdaperf.core.shard.Shard;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The memory sweep: loads one size after the other, each a version behind a temporary alias, and chooses one. The function
 * is as it was after each publishing, and without the version after each load.
 */
public final class Tuning {
    private static final long STOP_SECONDS = 120;

    private final LoadPlan plan;
    private final TuneSettings settings;
    private final AwsSession session;
    private final Path journal;
    private final Consumer<String> messages;
    private final LoadProgress.Listener progress;
    private final SizedVersions versions;
    private final String function;
    private final Scenario scenario;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile LoadTest loading;
    private LoadLimits limits = LoadLimits.NONE;
    private RunBudget budget;
    private String end;
    private volatile boolean stopped;
    private volatile boolean begun;

    /**
     * A sweep.
     *
     * @param plan of one scenario that invokes; its run directory is where the directories of the sizes go
     * @param journal directory of what must be put back after a kill; null: the function ends with this process
     * @throws PerfException where the plan cannot be swept
     */
    public Tuning(
            LoadPlan plan,
            TuneSettings settings,
            AwsSession session,
            Path journal,
            Consumer<String> messages,
            LoadProgress.Listener progress) {
        this.plan = plan;
        this.settings = settings;
        this.session = session;
        this.journal = journal;
        this.messages = messages;
        this.progress = progress;
        this.versions = new SizedVersions(session, journal, messages);
        Scenario only = onlyScenario(plan.scenarios());
        InvokeSpec invoke = invoke(only);
        FunctionName named = FunctionName.of(invoke.function() == null ? plan.function() : invoke.function());
        if (named.qualifier() != null) {
            throw PerfException.user(
                    "perf:tune publishes versions of $LATEST and measures them, so the function must be"
                            + " named without ':" + named.qualifier() + "'; -Dperf.tune.applyAlias=" + named.qualifier()
                            + " moves that alias to the chosen size");
        }
        this.function = named.name();
        this.scenario = only.unjudged(invoke.of(null));
    }

    private static Scenario onlyScenario(List<Scenario> scenarios) {
        if (scenarios.size() != 1) {
            throw PerfException.user("perf:tune loads every size with one scenario, here are " + scenarios.size() + " ("
                    + scenarios.stream().map(Scenario::name).collect(Collectors.joining(", "))
                    + "): name one, -Dperf.scenarios="
                    + (scenarios.isEmpty() ? "NAME" : scenarios.get(0).name()));
        }
        return scenarios.get(0);
    }

    private static InvokeSpec invoke(Scenario scenario) {
        SendSpec send = scenario.send();
        if (!(send instanceof InvokeSpec invoke)
                || invoke.type() != InvokeSpec.Type.REQUEST_RESPONSE
                || invoke.logTail() == 0) {
            throw PerfException.user(scenario.name() + " cannot load a temporary alias and hear its billed durations:"
                    + " perf:tune needs a scenario with invoke:, of type RequestResponse, and with logTail above 0");
        }
        if (scenario.provisionedConcurrency() != null) {
            throw PerfException.user(
                    scenario.name() + " has 'provisionedConcurrency': perf:tune compares on-demand costs,"
                            + " give it a scenario without");
        }
        return invoke;
    }

    /** Bounds the loads of all sizes together. */
    public Tuning within(LoadLimits newLimits) {
        limits = newLimits;
        return this;
    }

    /** Says what a sweep changes, for how long, and who puts it back. */
    public void announce() {
        DeployedFunction present = present();
        int most = settings.sizes().size();
        messages.accept("tune: " + function + " (" + present.environment().memoryMb() + " MB, "
                + present.environment().architecture() + ") under the load of " + scenario.name() + ", "
                + (settings.adaptive() ? "as many as are needed of " : "all of ") + most + " sizes: "
                + settings.sizes().stream().map(String::valueOf).collect(Collectors.joining(", ")) + " MB");
        messages.accept(
                "tune: changes for each size: the memory of $LATEST, until a version of it is published, then back"
                        + " to " + present.environment().memoryMb() + " MB before any load; alias "
                        + SizedVersions.ALIAS_PREFIX + "<MB> and that version, until its load is over. Nothing else");
        if (settings.applies()) {
            messages.accept("tune: in the end $LATEST is set to the chosen size for good"
                    + (settings.applyAlias() == null
                            ? " (perf.tune.apply)"
                            : ", a version of it is published, and the alias " + settings.applyAlias()
                                    + " is moved to that version (perf.tune.applyAlias)"));
        }
        if (journal != null) {
            messages.accept("tune: what a kill leaves is in " + journal
                    + " and put back by the next load or sweep, or by perf:tune -Dperf.restore");
        }
    }

    private DeployedFunction present() {
        DeployedFunction present = FunctionReader.read(session, function, plan.target(), plan.host());
        String own = present.environment().architecture();
        for (String wanted : settings.architectures()) {
            if (!wanted.equals(own)) {
                throw PerfException.user(
                        "perf.tune.architectures has '" + wanted + "', but " + function + " runs on " + own
                                + ("local".equals(plan.target())
                                        ? ", as this machine does"
                                        : ": Lambda changes the architecture only together with the code, which perf:tune never"
                                                + " deploys; deploy the function a second time on " + wanted
                                                + " and sweep that one, -Dperf.function="));
            }
        }
        return present;
    }

    /**
     * Measures, chooses, and applies the choice where that is asked for. An interrupt or {@link #stop} ends in a record of
     * what was measured, without a choice.
     */
    public TuneRecord run() throws InterruptedException {
        begun = true;
        try {
            new LeftOvers(session, journal, messages).restore();
            DeployedFunction present = present();
            SizeSearch search =
                    new SizeSearch(settings.sizes(), present.environment().memoryMb(), settings.goal());
            budget = new RunBudget(limits, Shard.WHOLE)
                    .forRuns(
                            settings.adaptive()
                                    ? search.least()
                                    : settings.sizes().size());
            admit();
            TuneChoice choice = new TuneChoice(plan, settings, present, scenario, function, Instant.now());
            List<SizeFigures> measured = measure(search, present);
            TuneRecord record = choice.record(measured, !stopped ? null : end == null ? "the sweep was stopped" : end);
            if (record.chosenMb() != null && settings.applies()) {
                versions.keep(function, record.chosenMb(), settings.applyAlias());
            }
            return record;
        } finally {
            ended.countDown();
        }
    }

    /** What must not be loaded is not changed for a load either. */
    private void admit() {
        LoadPlan load = plan.of(List.of(scenario), function, plan.runId(), plan.runDirectory());
        new LoadTest(load, session, journal, messages, progress).within(budget).admit();
    }

    /** Ends the sweep now, from any thread, and waits until the function is as it was. */
    public void stop() {
        stopped = true;
        LoadTest now = loading;
        if (now != null) {
            now.stop();
        }
        if (begun) {
            try {
                if (!ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                    messages.accept("the function could not be put back within " + STOP_SECONDS
                            + " s: run perf:tune -Dperf.restore");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<SizeFigures> measure(SizeSearch search, DeployedFunction present) throws InterruptedException {
        List<SizeFigures> measured = new ArrayList<>();
        SizeMeasurement measurement = new SizeMeasurement(settings, plan.prices());
        OptionalInt next = next(search, measured);
        while (next.isPresent() && !stopped) {
            if (measured.isEmpty() || isAdmitted(next.getAsInt())) {
                measure(next.getAsInt(), present, measurement, measured);
            }
            next = next(search, measured);
        }
        measured.sort(Comparator.comparingInt(SizeFigures::memoryMb));
        return measured;
    }

    /** Looks before the function is changed for it; what was measured before stays. */
    private boolean isAdmitted(int memoryMb) {
        try {
            admit();
            return true;
        } catch (PerfException e) {
            refused(e, memoryMb);
            return false;
        }
    }

    /** @throws PerfException the same, where it is not the sweep's limits that refuse */
    private void refused(PerfException why, int memoryMb) {
        if (budget.reached().isEmpty()) {
            throw why;
        }
        stop("the sweep was stopped before " + memoryMb + " MB: " + why.getMessage());
    }

    private void stop(String why) {
        end = why;
        stopped = true;
    }

    private OptionalInt next(SizeSearch search, List<SizeFigures> measured) {
        if (settings.adaptive()) {
            return search.next(measured.stream().map(SizeFigures::point).toList());
        }
        return settings.sizes().stream()
                .mapToInt(size -> size)
                .filter(size -> measured.stream().noneMatch(figures -> figures.memoryMb() == size))
                .findFirst();
    }

    private void measure(
            int memoryMb, DeployedFunction present, SizeMeasurement measurement, List<SizeFigures> measured)
            throws InterruptedException {
        try (SizedVersions.Sized sized = versions.publish(function, memoryMb)) {
            String runId = plan.runId() + "-" + memoryMb;
            LoadPlan load = plan.of(
                    List.of(scenario),
                    FunctionName.of(function).at(sized.alias()),
                    runId,
                    plan.runDirectory().resolve(runId));
            LoadTest test = new LoadTest(load, session, journal, messages, progress).within(budget);
            loading = test;
            if (stopped) {
                return;
            }
            RunRecord run;
            try {
                run = test.run();
            } catch (PerfException e) {
                if (stopped) {
                    return;
                }
                if (measured.isEmpty()) {
                    throw e;
                }
                refused(e, memoryMb);
                return;
            }
            run.statusReasons().forEach(reason -> messages.accept(memoryMb + " MB: " + reason));
            if (run.status() == RunRecord.Status.PARTIAL) {
                stop("the sweep was stopped at " + memoryMb + " MB: " + String.join("; ", run.statusReasons()));
                return;
            }
            refuseOtherCode(run, present);
            SizeFigures figures = measurement.figures(run, new RunDirectory(load.runDirectory()), test.serverFigures());
            measured.add(figures);
            messages.accept(TuneText.line(figures));
        } finally {
            loading = null;
        }
    }

    private void refuseOtherCode(RunRecord run, DeployedFunction present) {
        String before = present.record().codeSha256();
        if (before != null && !before.equals(run.function().codeSha256())) {
            throw PerfException.user("the code of " + function
                    + " was deployed anew during the sweep, so its sizes cannot" + " be compared: run perf:tune again");
        }
    }
}
