package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.DeployedFunction;
import io.github.lambdaperf.core.aws.FunctionReader;
import io.github.lambdaperf.core.aws.LeftOvers;
import io.github.lambdaperf.core.check.ResponseCheck;
import io.github.lambdaperf.core.cost.FunctionSize;
import io.github.lambdaperf.core.invoke.FunctionInvoker;
import io.github.lambdaperf.core.record.ChargeRecord;
import io.github.lambdaperf.core.record.GeneratorHealth;
import io.github.lambdaperf.core.record.Histograms;
import io.github.lambdaperf.core.record.LoadFindings;
import io.github.lambdaperf.core.record.LoadOptions;
import io.github.lambdaperf.core.record.ProvisionedRecord;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.TimelineFile;
import io.github.lambdaperf.core.record.TimelinePoint;
import io.github.lambdaperf.core.report.FindingsText;
import io.github.lambdaperf.core.scenario.HttpSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.secret.SecretMask;
import io.github.lambdaperf.core.threshold.Threshold;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** The load goal: runs the scenarios one after the other and leaves a run record. */
public final class LoadTest {
    /** Beyond the function's timeout, what its answer may take on the way. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final long STOP_SECONDS = 10;

    private final LoadPlan plan;
    private final AwsSession session;
    private final Consumer<String> messages;
    private final LoadProgress.Listener progress;
    private LoadLimits limits = LoadLimits.NONE;
    private AtomicLong requestsLeft = new AtomicLong();
    private double spentUsd;
    private volatile String limit;
    private final Path journal;
    private final RunDirectory directory;
    private final Map<String, List<TimelinePoint>> timelines = new LinkedHashMap<>();
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
        this.progress = progress;
        this.directory = new RunDirectory(plan.runDirectory());
    }

    /** Bounds the run, before it is begun. */
    public LoadTest within(LoadLimits newLimits) {
        limits = newLimits;
        requestsLeft = new AtomicLong(newLimits.maxRequests());
        return this;
    }

    /**
     * Runs all scenarios. An interrupt or {@link #stop} ends in a valid partial record.
     *
     * @throws PerfException where the load could not be run, or a threshold with {@code abortOnFail} ended it
     */
    public RunRecord run() throws InterruptedException {
        DeployedFunction function = FunctionReader.read(session, plan.function(), plan.target(), plan.host());
        GeneratorProbe probe = new GeneratorProbe();
        Instant startedAt = Instant.now();
        List<ScenarioRecord> records = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        Histogram lag = new Histogram(3);
        double p99 = 0;
        RunRecord record = null;
        limits.admit(
                function.record().arn(),
                FunctionReader.tag(session, function.record().arn(), LoadLimits.TAG),
                plan.scenarios());
        begun = true;
        try {
            new LeftOvers(session, journal, messages).restore();
            for (Scenario scenario : plan.scenarios()) {
                if (stopped) {
                    break;
                }
                Finished finished = runScenario(scenario, function, reasons);
                records.add(finished.record());
                spentUsd += finished.record().cost() == null
                        ? 0
                        : finished.record().cost().totalUsd().doubleValue();
                lag.add(finished.lag());
                p99 = Math.max(p99, finished.p99Ms());
                record = write(function, probe.judge(lag, p99), startedAt, records, reasons);
            }
        } finally {
            ended.countDown();
        }
        if (record == null) {
            throw PerfException.user("the run was stopped before the first scenario started");
        }
        return record;
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

    private record Finished(ScenarioRecord record, Histogram lag, double p99Ms) {}

    private Finished runScenario(Scenario scenario, DeployedFunction function, List<String> reasons)
            throws InterruptedException {
        List<Threshold> thresholds = scenario.thresholds().stream()
                .map(spec -> Threshold.parse(spec.metric(), spec.expression()))
                .toList();
        List<ResponseCheck> checks = scenario.checks().entrySet().stream()
                .map(check -> ResponseCheck.compile(check.getKey(), check.getValue()))
                .toList();
        Inputs inputs = Inputs.of(scenario, plan);
        Duration timeout = Duration.ofMillis(function.record().timeoutMs());
        FunctionSize size = FunctionSize.of(function.environment(), function.record());
        LoadSettings settings = new LoadSettings(
                timeout.plus(MARGIN),
                plan.progressEvery(),
                seen -> progress.progress(seen.priced(figures -> ScenarioRecords.cost(
                                plan.prices(), size, figures.billedCount(), figures.billedMs(), "")
                        .totalUsd()
                        .doubleValue())),
                figures -> overBudget(figures, size),
                new SecretMask(scenario.sensitive(), secrets(scenario)));
        messages.accept(announcement(scenario));
        Opponent opponent = plan.opponent();
        Messaging messaging = Messaging.of(scenario, plan, session, function.record(), inputs);
        Runnable exhausted = () -> end("perf.maxRequests=" + limits.maxRequests() + " is reached");
        try (Provisioning provisioning =
                        Provisioning.of(scenario, plan, session, function, journal, messages, () -> stopped);
                FunctionInvoker invoker = limited(
                        messaging != null
                                ? messaging.invoker()
                                : Invokers.open(scenario.send(), plan, session, timeout),
                        exhausted);
                FunctionInvoker other = opponent == null
                        ? null
                        : limited(
                                Invokers.open(scenario.send().of(opponent.function()), plan, session, timeout),
                                exhausted)) {
            ScenarioRun.Opposing opposing =
                    opponent == null ? null : new ScenarioRun.Opposing(other, opponent.version(), plan.seed());
            ScenarioRun run =
                    new ScenarioRun(scenario, thresholds, invoker, opposing, inputs, checks, settings, messaging);
            running = run;
            if (stopped) {
                run.stop();
            }
            boolean interrupted = false;
            try {
                run.run();
            } catch (InterruptedException e) {
                run.stop();
                interrupted = true;
            }
            ScenarioRecorder recorder = run.recorder();
            ScenarioRecord record =
                    ScenarioRecords.of(plan, scenario, thresholds, run, invoker, function, run.delivery());
            if (provisioning != null) {
                record = withProvisioned(record, provisioning);
            }
            FindingsText.lines(record.findings()).forEach(line -> messages.accept(scenario.name() + ": " + line));
            serverFigures = recorder.serverFigures();
            writeFiles(scenario, run);
            if (run.interrupted() || interrupted) {
                reasons.add(scenario.name() + " was stopped before its end" + (limit == null ? "" : ": " + limit));
                stopped = true;
            }
            run.abortedBy().forEach(spec -> {
                reasons.add(
                        scenario.name() + " was ended by its threshold " + spec.metric() + ": " + spec.expression());
                stopped = true;
            });
            return new Finished(
                    record,
                    recorder.lag(),
                    recorder.all().histogram().getValueAtPercentile(99) / Histograms.UNITS_PER_MS);
        } finally {
            running = null;
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

    private FunctionInvoker limited(FunctionInvoker invoker, Runnable exhausted) {
        return limits.maxRequests() == 0 ? invoker : new LimitedInvoker(invoker, requestsLeft, exhausted);
    }

    private boolean overBudget(LoadProgress.Figures figures, FunctionSize size) {
        if (limits.budgetUsd() <= 0 || figures.billedCount() == 0) {
            return false;
        }
        double usd = spentUsd
                + ScenarioRecords.cost(plan.prices(), size, figures.billedCount(), figures.billedMs(), "")
                        .totalUsd()
                        .doubleValue();
        if (usd < limits.budgetUsd()) {
            return false;
        }
        limit = String.format(Locale.ROOT, "%.6f USD of perf.budget=%s are spent", usd, limits.budgetUsd());
        return true;
    }

    /** Ends the scenario that runs, from a thread that sends. */
    private void end(String why) {
        limit = why;
        ScenarioRun now = running;
        if (now != null) {
            now.stop();
        }
    }

    private static ScenarioRecord withProvisioned(ScenarioRecord record, Provisioning provisioning) {
        LoadFindings findings = record.findings();
        ProvisionedRecord provisioned = provisioning.record();
        List<ChargeRecord> charges = new ArrayList<>(record.services());
        charges.add(new ChargeRecord(
                "provisioned concurrency",
                BigDecimal.valueOf(provisioned.concurrency()),
                provisioned.reservationUsd(),
                provisioned.pricesRegion()));
        return record.withServices(charges)
                .withFindings(new LoadFindings(
                        findings == null ? null : findings.breakpoint(),
                        findings == null ? null : findings.until(),
                        provisioned));
    }

    private String announcement(Scenario scenario) {
        StringBuilder text =
                new StringBuilder("scenario ").append(scenario.name()).append(": ");
        for (int i = 0; i < scenario.workloads().size(); i++) {
            var executor = scenario.workloads().get(i).executor();
            text.append(i > 0 ? "; " : "").append(Executors.describe(executor));
            Executors.plannedIterations(executor)
                    .ifPresent(count -> text.append(" (").append(count).append(" iterations)"));
        }
        if (plan.opponent() != null) {
            text.append(", every other one to ").append(plan.opponent().version());
        }
        return text.toString();
    }

    private void writeFiles(Scenario scenario, ScenarioRun run) {
        ScenarioRecorder recorder = run.recorder();
        SortedMap<String, Histogram> populations = new TreeMap<>();
        populations.put("all", recorder.all().histogram());
        populations.put("warm", recorder.warm().histogram());
        populations.put("cold", recorder.cold().histogram());
        populations.put("server", recorder.server().histogram());
        populations.put("init", recorder.init().histogram());
        long start = recorder.start().toEpochMilli();
        Histograms.write(
                Histograms.file(directory, scenario.name()),
                start,
                start + Math.round(recorder.seconds() * 1000),
                populations);
        timelines.put(scenario.name(), recorder.timelinePoints(run::wantedRate));
        TimelineFile.write(directory.path().resolve(TimelineFile.NAME), timelines);
    }

    private RunRecord write(
            DeployedFunction function,
            GeneratorHealth health,
            Instant startedAt,
            List<ScenarioRecord> scenarios,
            List<String> partial) {
        List<String> reasons = new ArrayList<>(partial);
        RunRecord.Status status = RunRecord.Status.COMPLETE;
        if (!health.valid()) {
            reasons.add(health.problem());
            status = RunRecord.Status.INVALID;
        } else if (!partial.isEmpty()) {
            status = RunRecord.Status.PARTIAL;
        }
        RunRecord record = new RunRecord(
                RunRecord.SCHEMA,
                plan.runId(),
                startedAt,
                Instant.now(),
                status,
                reasons,
                "lambda-perf " + plan.toolVersion(),
                plan.commit(),
                function.environment(),
                function.record(),
                health,
                plan.labels(),
                scenarios,
                new LoadOptions(plan.timeScale(), plan.seed()),
                plan.confirms());
        directory.write(record);
        return record;
    }
}
