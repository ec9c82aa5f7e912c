package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.DeployedFunction;
import io.github.lambdaperf.core.aws.LeftOvers;
import io.github.lambdaperf.core.check.ResponseCheck;
import io.github.lambdaperf.core.cost.FunctionSize;
import io.github.lambdaperf.core.invoke.FunctionInvoker;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.report.FindingsText;
import io.github.lambdaperf.core.scenario.HttpSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.secret.SecretMask;
import io.github.lambdaperf.core.shard.SamplesFile;
import io.github.lambdaperf.core.shard.ScenarioSamples;
import io.github.lambdaperf.core.shard.Shard;
import io.github.lambdaperf.core.threshold.Threshold;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The load goal: runs the scenarios one after the other and leaves a run record. */
public final class LoadTest {
    /** Beyond the function's timeout, what its answer may take on the way. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final long STOP_SECONDS = 10;

    private final LoadPlan plan;
    private final AwsSession session;
    private final Consumer<String> messages;
    private final Announcements announcements;
    private final LoadProgress.Listener progress;
    private LoadLimits limits = LoadLimits.NONE;
    private RunBudget budget;
    private Shard shard = Shard.WHOLE;
    private Instant startAt;
    private final Path journal;
    private final RunDirectory directory;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile ScenarioRun running;
    private volatile boolean stopped;
    private volatile boolean begun;
    private volatile ServerFigures serverFigures;

    /**
     * @param session to the endpoint that serves the function
     * @param messages lines for the reader, as they come
     * @param progress told now and then
     */
    public LoadTest(LoadPlan plan, AwsSession session, Consumer<String> messages, LoadProgress.Listener progress) {
        this(plan, session, null, messages, progress);
    }

    /**
     * A load that may change the function, where a scenario asks for it.
     *
     * @param journal directory of what must be put back after a kill, one for all builds; null: the function ends with
     *     this process
     */
    public LoadTest(
            LoadPlan plan,
            AwsSession session,
            Path journal,
            Consumer<String> messages,
            LoadProgress.Listener progress) {
        this.journal = journal;
        this.plan = plan;
        this.session = session;
        this.messages = messages;
        this.announcements = new Announcements(plan, session, messages);
        this.progress = progress;
        this.directory = new RunDirectory(plan.runDirectory());
    }

    /** Bounds the run, before it is begun. */
    public LoadTest within(LoadLimits newLimits) {
        limits = newLimits;
        return this;
    }

    /** Bounds the run by what other runs have left, before it is begun. @param newBudget of this run's shard */
    public LoadTest within(RunBudget newBudget) {
        budget = newBudget;
        return this;
    }

    /**
     * Runs only a share of it, before it is begun.
     *
     * @param newStartAt when all shards start the first scenario, the others follow at fixed times; null: each when it is
     *     ready
     */
    public LoadTest sharing(Shard newShard, Instant newStartAt) {
        shard = newShard;
        startAt = newStartAt;
        ShardRules.check(plan, shard, startAt);
        return this;
    }

    /**
     * Runs all scenarios. An interrupt or {@link #stop} ends in a valid partial record.
     *
     * @throws PerfException where the load could not be run, or a threshold with {@code abortOnFail} ended it
     */
    public RunRecord run() throws InterruptedException {
        DeployedFunction function = admit();
        announcements.ofTheWay();
        budget.begin();
        begun = true;
        try (KeptRun kept = new KeptRun(plan, function, directory, shard, startAt)) {
            new LeftOvers(session, journal, messages).restore();
            for (Scenario scenario : plan.scenarios()) {
                if (!stopped && budget.isSpent(0)) {
                    stopped = true;
                    kept.partial(scenario.name() + " was not begun"
                            + budget.reached().map(": "::concat).orElse(""));
                }
                if (stopped) {
                    break;
                }
                try {
                    runScenario(scenario, function, kept);
                } catch (RuntimeException | OutOfMemoryError e) {
                    throw ended(scenario, LoadFault.of(e), kept);
                }
            }
            if (kept.isEmpty()) {
                throw PerfException.user("the run was stopped before the first scenario started");
            }
            return kept.write();
        } finally {
            ended.countDown();
        }
    }

    /**
     * Looks whether the load may be sent at all; {@link #run} does so, too.
     *
     * @return the function as it is
     * @throws PerfException where a limit or its owners refuse
     */
    public DeployedFunction admit() {
        if (budget == null) {
            budget = new RunBudget(limits, shard);
        }
        return new Admission(plan, session, messages).to(budget);
    }

    /** What was measured before stays, and says that it is not all. */
    private static PerfException ended(Scenario scenario, PerfException why, KeptRun kept) {
        kept.partial(scenario.name() + " was ended: " + why.getMessage());
        try {
            kept.write();
        } catch (PerfException e) {
            why.addSuppressed(e);
        }
        return why;
    }

    /** Ends the run now, from any thread, and waits until the partial record is written. */
    public void stop() {
        stopped = true;
        ScenarioRun now = running;
        if (now != null) {
            now.stop();
        }
        if (begun) {
            try {
                if (!ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                    messages.accept("the record could not be completed within " + STOP_SECONDS + " s");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Of the scenario that ran last; null before the first one ends. */
    public ServerFigures serverFigures() {
        return serverFigures;
    }

    /** How long iterations may finish. */
    private static Duration timeout(DeployedFunction function) {
        return Duration.ofMillis(function.record().timeoutMs()).plus(MARGIN);
    }

    private void runScenario(Scenario scenario, DeployedFunction function, KeptRun kept) throws InterruptedException {
        List<Threshold> thresholds = scenario.thresholds().stream()
                .map(spec -> Threshold.parse(spec.metric(), spec.expression()))
                .toList();
        List<ResponseCheck> checks = scenario.checks().entrySet().stream()
                .map(check -> ResponseCheck.compile(check.getKey(), check.getValue()))
                .toList();
        Inputs inputs = Inputs.of(scenario, plan, shard);
        Duration timeout = Duration.ofMillis(function.record().timeoutMs());
        FunctionSize size = FunctionSize.of(function.environment(), function.record());
        Instant begin = ShardRules.start(plan, scenario, startAt, timeout(function));
        try {
            Duration room = begin == null ? null : Duration.between(Instant.now(), begin);
            kept.rehearsed(Rehearsal.once(scenario, thresholds, inputs, checks, room));
        } catch (InterruptedException e) {
            endedBeforeItBegan(scenario, true, null, kept);
            return;
        }
        LoadSettings settings = new LoadSettings(
                timeout(function),
                plan.progressEvery(),
                seen -> progress.progress(seen.priced(
                        figures -> RunBudget.usd(plan.prices(), size, figures.billedCount(), figures.billedMs()))),
                billed -> budget.isSpent(billed.usd(plan.prices(), size, scenario.send())),
                shard,
                begin,
                new SecretMask(scenario.sensitive(), secrets(scenario)));
        announcements.of(scenario, shard, begin);
        Opponent opponent = plan.opponent();
        Messaging messaging = Messaging.of(scenario, plan, session, function.record(), inputs);
        try (Provisioning provisioning =
                        Provisioning.of(scenario, plan, session, function, journal, messages, () -> stopped);
                FunctionInvoker invoker = budget.limited(
                        messaging != null
                                ? messaging.invoker()
                                : Invokers.open(scenario.send(), plan, session, timeout),
                        this::end);
                FunctionInvoker other = opponent == null
                        ? null
                        : budget.limited(
                                Invokers.open(scenario.send().of(opponent.function()), plan, session, timeout),
                                this::end)) {
            ScenarioRun.Opposing opposing =
                    opponent == null ? null : new ScenarioRun.Opposing(other, opponent.version(), plan.seed());
            ScenarioRun run =
                    new ScenarioRun(scenario, thresholds, invoker, opposing, inputs, checks, settings, messaging);
            running = run;
            if (stopped) {
                run.stop();
            }
            boolean interrupted = false;
            RuntimeException failure = null;
            run.settle();
            try {
                run.run();
            } catch (InterruptedException e) {
                run.stop();
                interrupted = true;
            } catch (RuntimeException | OutOfMemoryError e) {
                failure = LoadFault.of(e);
            }
            if (!run.begun()) {
                endedBeforeItBegan(scenario, interrupted, failure, kept);
                return;
            }
            if (failure != null && LoadFault.isMemory(failure)) {
                kept.invalid(failure.getMessage());
            }
            keep(scenario, thresholds, run, invoker, function, provisioning, interrupted, kept);
            if (failure != null) {
                throw failure;
            }
        } finally {
            running = null;
        }
    }

    private void endedBeforeItBegan(Scenario scenario, boolean interrupted, RuntimeException failure, KeptRun kept) {
        if (failure != null) {
            throw failure;
        }
        if (interrupted) {
            kept.partial(scenario.name() + " was stopped before it began");
            stopped = true;
        }
    }

    private void keep(
            Scenario scenario,
            List<Threshold> thresholds,
            ScenarioRun run,
            FunctionInvoker invoker,
            DeployedFunction function,
            Provisioning provisioning,
            boolean interrupted,
            KeptRun kept) {
        // before the record adds what follows from all of it, such as the cost
        ScenarioSamples samples = shard.whole()
                ? null
                : run.recorder().samples(run::wantedRate, invoker.bytesSent(), invoker.bytesReceived());
        ScenarioRecord record = ScenarioRecords.of(
                plan.projectDirectory(),
                plan.prices(),
                scenario,
                thresholds,
                ScenarioRecords.Measured.of(run, invoker),
                function.environment(),
                function.record());
        if (provisioning != null) {
            record = provisioning.in(record);
        }
        FindingsText.lines(record.findings()).forEach(line -> messages.accept(scenario.name() + ": " + line));
        ErrorAdvice.lines(record.errors(), scenario.send())
                .forEach(line -> messages.accept(scenario.name() + ": " + line));
        LoggedErrors.lines(run.recorder().loggedErrors())
                .forEach(line -> messages.accept(scenario.name() + ": " + line));
        serverFigures = run.recorder().serverFigures();
        FunctionSize size = FunctionSize.of(function.environment(), function.record());
        budget.spent(run.billed().usd(plan.prices(), size, scenario.send()));
        if (run.interrupted() || interrupted) {
            kept.partial(scenario.name() + " was stopped before its end"
                    + budget.reached().map(": "::concat).orElse(""));
            stopped = true;
        }
        run.abortedBy().forEach(spec -> {
            kept.partial(scenario.name() + " was ended by its threshold " + spec.metric() + ": " + spec.expression());
            stopped = true;
        });
        kept.add(record, run, invoker.client());
        if (samples != null) {
            SamplesFile.write(directory, scenario.name(), samples);
        }
    }

    /** What is sent beside payloads and must not come back in a record. */
    private List<String> secrets(Scenario scenario) {
        List<String> secrets = new ArrayList<>(session.secrets());
        if (scenario.send() instanceof HttpSpec http) {
            secrets.addAll(http.secrets(System::getenv));
        }
        return secrets;
    }

    /** Ends the scenario that runs, from a thread that sends. */
    private void end() {
        ScenarioRun now = running;
        if (now != null) {
            now.stop();
        }
    }
}
