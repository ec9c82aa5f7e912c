package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.check.ResponseCheck;
import io.github.lambdaperf.core.delivery.DeliveryTracker;
import io.github.lambdaperf.core.invoke.FunctionInvoker;
import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.metric.Side;
import io.github.lambdaperf.core.record.BreakpointRecord;
import io.github.lambdaperf.core.record.DeliveryRecord;
import io.github.lambdaperf.core.record.InterleavedRecord;
import io.github.lambdaperf.core.record.LoadFindings;
import io.github.lambdaperf.core.record.UntilRecord;
import io.github.lambdaperf.core.scenario.Executor;
import io.github.lambdaperf.core.scenario.MessageSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.scenario.ThresholdSpec;
import io.github.lambdaperf.core.scenario.Workload;
import io.github.lambdaperf.core.threshold.Threshold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs one scenario from its warm-up to its last answer. */
final class ScenarioRun {
    private static final long NANOS = 1_000_000_000L;
    private static final int RESERVE = 8 * 1024 * 1024;
    private static final long LEAD_NANOS = NANOS / 20;

    /** The build is being ended: what is handled by then counts. */
    private static final long STOPPED_DRAIN_NANOS = 4 * NANOS;

    private final Scenario scenario;
    private final List<Threshold> thresholds;
    private final FunctionInvoker invoker;
    private final Opposing opposing;
    private final Inputs inputs;
    private final List<ResponseCheck> checks;
    private final LoadSettings settings;
    private final Precision precision;
    private final MessageMaker messages;
    private final DeliveryTracker tracker;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final WarmUp warmUp;
    private final ScenarioWatch watch;
    private final List<WorkloadRun> workloads = new ArrayList<>();
    private Lanes lanes;
    private volatile boolean interrupted;
    private volatile Throwable failure;
    private DeliveryRecord delivery;

    /** Given back where memory runs out, so that there is enough to keep what was measured. */
    @SuppressWarnings("UnusedVariable")
    private volatile byte[] reserve = new byte[RESERVE];

    /**
     * The other version of an interleaved run.
     *
     * @param invoker of it
     * @param version for the reader
     * @param seed of the order within pairs
     */
    record Opposing(FunctionInvoker invoker, String version, long seed) {}

    /**
     * One scenario's run.
     *
     * @param opposing null: every invocation goes to the version under test
     * @param messaging null: iterations invoke the function
     */
    ScenarioRun(
            Scenario scenario,
            List<Threshold> thresholds,
            FunctionInvoker invoker,
            Opposing opposing,
            Inputs inputs,
            List<ResponseCheck> checks,
            LoadSettings settings,
            Messaging messaging) {
        this.scenario = scenario;
        this.thresholds = thresholds;
        this.invoker = invoker;
        this.opposing = opposing;
        this.inputs = inputs;
        this.checks = checks;
        this.settings = settings;
        this.precision = scenario.until() == null ? null : new Precision(scenario.until());
        this.warmUp = new WarmUp(scenario, inputs, settings.shard(), settings.gracefulStop());
        this.watch = new ScenarioWatch(this, scenario, thresholds, settings, precision);
        this.messages = messaging == null ? null : messaging.maker();
        this.tracker = messaging == null ? null : messaging.tracker(this::delivered);
    }

    private void delivered(double milliseconds, long atMicros) {
        recorder().delivered(milliseconds, messages.nanos(atMicros));
    }

    /** Ends the run now; what was measured stays. From any thread. */
    void stop() {
        interrupted = true;
        stopped.countDown();
    }

    boolean interrupted() {
        return interrupted;
    }

    Set<ThresholdSpec> abortedBy() {
        return watch.abortedBy();
    }

    /** False where it ended before its first iteration: there is nothing to keep. */
    boolean begun() {
        return lanes != null;
    }

    /** Warm-ups included. */
    Billed billed() {
        return lanes.billed().plus(warmUp.billed());
    }

    ScenarioRecorder recorder() {
        return lanes.recorder();
    }

    /** Null where every invocation went to the version under test. */
    InterleavedRecord interleaved() {
        return opposing == null ? null : lanes.pairs().toRecord(opposing.version());
    }

    /** Collects garbage before {@link #run}: a collection in it would copy what the start has left, and hold the schedule. */
    void settle() {
        System.gc();
    }

    /** Blocks until the last answer, or until the run is stopped. */
    void run() throws InterruptedException {
        int connections = (int) settings.shard()
                .share(scenario.workloads().stream()
                        .mapToInt(workload -> Executors.concurrency(workload.executor()))
                        .sum());
        invoker.open(Math.max(1, connections));
        warmUp.run(invoker, this::interrupted);
        if (opposing != null) {
            opposing.invoker().open(Math.max(1, connections));
            warmUp.run(opposing.invoker(), this::interrupted);
        }
        awaitStart();
        Instant startedAt = settings.startAt() == null ? Instant.now().plusNanos(LEAD_NANOS) : settings.startAt();
        long start =
                System.nanoTime() + Duration.between(Instant.now(), startedAt).toNanos();
        List<String> checkNames = checks.stream().map(ResponseCheck::name).toList();
        lanes = lanes(() -> new ScenarioRecorder(thresholds, checkNames, start, startedAt));
        if (!settings.shard().whole()) {
            recorder().keepSamples();
        }
        if (tracker != null) {
            tracker.start(messages.micros(start));
        }
        try {
            drive(start);
        } catch (OutOfMemoryError e) {
            failed(e);
            stopDrivers();
        }
        if (failure != null && LoadFault.isMemory(failure)) {
            lanes.giveUp();
        }
        ScenarioRecorder recorder = recorder();
        if (tracker != null) {
            drain();
        }
        int unfinished = inFlight();
        recorder.gauge(Metric.VUS, unfinished);
        recorder.gauge(
                Metric.VUS_MAX,
                workloads.stream().mapToInt(run -> run.driver().vus()).sum());
        recorder.close(unfinished);
        if (failure != null) {
            throw LoadFault.of(failure);
        }
    }

    /** Sends what is to be sent. @param start {@link System#nanoTime} */
    private void drive(long start) throws InterruptedException {
        try (Scheduler scheduler = new Scheduler("lambda-perf-schedule", (thread, error) -> failed(error))) {
            long end = start;
            for (Workload workload : scenario.workloads()) {
                WorkloadRun run = new WorkloadRun(
                        scenario,
                        workload,
                        scheduler,
                        lanes,
                        inputs,
                        checks,
                        settings.mask(),
                        messages,
                        gracefulStop(workload),
                        settings.shard(),
                        this::failed);
                workloads.add(run);
                long from = start + workload.startTime().toNanos();
                long until = from + longest(workload).toNanos();
                run.driver().start(from);
                scheduler.at(until, due -> {
                    run.driver().stop();
                    return Scheduler.DONE;
                });
                end = Math.max(end, until + gracefulStop(workload).toNanos());
            }
            watch.start(start, end);
            await(end);
            stopDrivers();
        }
    }

    /** Shards start together; one that is not ready in time would leave a gap in the load. */
    private void awaitStart() throws InterruptedException {
        if (settings.startAt() == null) {
            return;
        }
        long wait = Duration.between(Instant.now(), settings.startAt()).toNanos() - LEAD_NANOS;
        if (wait < 0) {
            throw PerfException.user(String.format(
                    Locale.ROOT,
                    "scenario %s was ready %.1f s after the common start at %s: choose a later perf.startAt",
                    scenario.name(),
                    -wait / 1e9,
                    settings.startAt()));
        }
        if (stopped.await(wait, TimeUnit.NANOSECONDS)) {
            throw PerfException.user("the run was stopped before its common start at " + settings.startAt());
        }
    }

    /** Waits for the messages; a run that was stopped waits only a little. */
    private void drain() throws InterruptedException {
        try (DeliveryTracker following = tracker) {
            long begin = System.nanoTime();
            delivery = following.finish(
                    ((MessageSpec) scenario.send()).drain(),
                    () -> interrupted && System.nanoTime() - begin > STOPPED_DRAIN_NANOS);
        }
    }

    /** What became of the messages; null where none are sent. */
    DeliveryRecord delivery() {
        return delivery;
    }

    private Lanes lanes(Supplier<ScenarioRecorder> recorders) {
        if (opposing == null) {
            return Lanes.single(invoker, recorders.get());
        }
        return Lanes.interleaved(
                new Lanes.Lane(Side.CANDIDATE, invoker, recorders.get()),
                new Lanes.Lane(Side.BASELINE, opposing.invoker(), recorders.get()),
                opposing.seed());
    }

    private Duration longest(Workload workload) {
        return workload.executor() instanceof Executor.Breakpoint search
                ? BreakpointDriver.longest(search, gracefulStop(workload))
                : Executors.duration(workload.executor());
    }

    /** What was found besides the figures; null: nothing was looked for. */
    LoadFindings findings() {
        BreakpointRecord breakpoint = workloads.stream()
                .map(WorkloadRun::driver)
                .filter(BreakpointDriver.class::isInstance)
                .map(driver -> ((BreakpointDriver) driver).record())
                .findFirst()
                .orElse(null);
        UntilRecord until =
                precision == null ? null : precision.record(recorder().seconds());
        return breakpoint == null && until == null ? null : new LoadFindings(breakpoint, until, null);
    }

    private Duration gracefulStop(Workload workload) {
        return workload.gracefulStop() != null ? workload.gracefulStop() : settings.gracefulStop();
    }

    private void await(long end) throws InterruptedException {
        while (System.nanoTime() < end) {
            if (finished() || awaitStop(5)) {
                return;
            }
        }
    }

    /** Ends the run by what has gone wrong within; from any thread. What must not fail takes no memory and comes first. */
    void failed(Throwable error) {
        reserve = null;
        synchronized (this) {
            if (failure == null) {
                failure = error;
            }
        }
        stopped.countDown();
        if (LoadFault.isMemory(error)) {
            lanes.abandon();
        }
    }

    /** The longest of the workloads, in seconds from the start. */
    double plannedSeconds() {
        return workloads.stream()
                .mapToDouble(run -> run.workload().startTime().toNanos() / 1e9
                        + Executors.duration(run.workload().executor()).toNanos() / 1e9)
                .max()
                .orElse(0);
    }

    int inFlight() {
        return workloads.stream().mapToInt(run -> run.driver().inFlight()).sum();
    }

    /** True when nothing will start any more, and all is answered. */
    boolean finished() {
        return workloads.stream().allMatch(run -> run.driver().finished());
    }

    /** No iteration starts any more; those in flight may finish. */
    void stopDrivers() {
        workloads.forEach(run -> run.driver().stop());
    }

    /** Ends the run, which is not interrupted for that. */
    void end() {
        stopped.countDown();
    }

    /** @return true when the run is being ended */
    boolean awaitStop(long milliseconds) throws InterruptedException {
        return stopped.await(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** Invocations or messages per second, the sum over the open workloads; NaN where there is none. */
    double wantedRate(double seconds) {
        double sum = Double.NaN;
        for (WorkloadRun run : workloads) {
            double rate =
                    run.driver().wantedRate(seconds - run.workload().startTime().toNanos() / 1e9);
            if (!Double.isNaN(rate)) {
                double own = rate * (messages == null ? 1 : ((MessageSpec) scenario.send()).batch());
                sum = Double.isNaN(sum) ? own : sum + own;
            }
        }
        return sum;
    }
}
