package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.check.ResponseCheck;
import io.github.lambdaperf.core.invoke.InvokeOutcome;
import io.github.lambdaperf.core.invoke.InvokeRequest;
import io.github.lambdaperf.core.invoke.InvokeResponse;
import io.github.lambdaperf.core.logs.InvocationReport;
import io.github.lambdaperf.core.logs.ReportParser;
import io.github.lambdaperf.core.payload.IterationContext;
import io.github.lambdaperf.core.scenario.Executor;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.scenario.Workload;
import io.github.lambdaperf.core.secret.SecretMask;
import io.github.lambdaperf.core.shard.Shard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One workload of a scenario: its driver, and what an iteration of it does. */
final class WorkloadRun implements IterationRunner {
    private static final String[] STARTS = {"unknown", "warm", "cold"};

    private final Scenario scenario;
    private final Workload workload;
    private final Driver driver;
    private final Lanes lanes;
    private final Inputs inputs;
    private final List<ResponseCheck> checks;
    private final SecretMask mask;
    private final MessageMaker messages;
    private final Consumer<Throwable> failed;
    private final Map<String, String>[] tags;
    private long tailDue;

    /**
     * A workload's run.
     *
     * @param mask for what others say of what went wrong
     * @param messages null: iterations invoke the function
     * @param shard what of it is run
     * @param failed told of what ends the run
     */
    WorkloadRun(
            Scenario scenario,
            Workload workload,
            Scheduler scheduler,
            Lanes lanes,
            Inputs inputs,
            List<ResponseCheck> checks,
            SecretMask mask,
            MessageMaker messages,
            Duration mostDrain,
            Shard shard,
            Consumer<Throwable> failed) {
        this.scenario = scenario;
        this.workload = workload;
        this.lanes = lanes;
        this.inputs = inputs;
        this.checks = checks;
        this.mask = mask;
        this.messages = messages;
        this.failed = failed;
        this.tags = tagSets(workload);
        Executor executor = workload.executor();
        if (executor instanceof Executor.Breakpoint search) {
            RateWindow window = new RateWindow(lanes.recorder(), search.until());
            this.driver = new BreakpointDriver(search, scheduler, this, window, mostDrain);
        } else {
            this.driver = Executors.isOpen(executor)
                    ? new OpenDriver(executor, shard, scheduler, this)
                    : new ClosedDriver(executor, shard, scenario.thinkTime(), scheduler, this);
        }
    }

    /** The tag sets that a sample can have, made once: by start and by whether the answer was expected. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Map<String, String>[] tagSets(Workload workload) {
        Map<String, String>[] sets = new Map[STARTS.length * 2];
        for (int i = 0; i < sets.length; i++) {
            Map<String, String> set = new HashMap<>(workload.tags());
            set.put("scenario", workload.name());
            set.put("start", STARTS[i / 2]);
            set.put("expected_response", i % 2 == 1 ? "true" : "false");
            sets[i] = Map.copyOf(set);
        }
        return sets;
    }

    Driver driver() {
        return driver;
    }

    Workload workload() {
        return workload;
    }

    @Override
    public void run(int vu, long iteration, long due, boolean scheduled, Completion completion) {
        long now = System.nanoTime();
        InvokeRequest request;
        try {
            request = request(vu, iteration, scheduled, scheduled ? due : now);
        } catch (RuntimeException | Error e) {
            // VUs go on from threads that nobody watches
            failed.accept(e);
            return;
        }
        Lanes.Lane lane = lanes.next();
        lane.recorder().started(now, Math.max(1, request.messages().size()), driver.inFlight());
        lane.invoker().invoke(request, response -> answered(lane, due, scheduled, now, response, request, completion));
    }

    private InvokeRequest request(int vu, long iteration, boolean scheduled, long due) {
        IterationContext context = inputs.next(vu, iteration, scheduled);
        try {
            return messages == null
                    ? new InvokeRequest(inputs.payloads().payload(context), wantsTail(), context)
                    : messages.next(context, due);
        } catch (PerfException e) {
            throw e;
        } catch (RuntimeException e) {
            throw PerfException.user("the payload of iteration " + context.sequence() + " could not be made (" + e
                    + "): look at the payload of the scenario, and at its class");
        }
    }

    /** True for the wanted share of the invocations, evenly spread. */
    private synchronized boolean wantsTail() {
        double share = scenario.send() instanceof InvokeSpec invoke ? invoke.logTail() : 0;
        long before = (long) (tailDue * share);
        tailDue++;
        return (long) (tailDue * share) > before;
    }

    private void answered(
            Lanes.Lane lane,
            long due,
            boolean scheduled,
            long started,
            InvokeResponse response,
            InvokeRequest request,
            Completion completion) {
        try {
            if (completion.claim()) {
                add(lane, due, scheduled, started, response, request);
            }
            if (response.outcome() == InvokeOutcome.GENERATOR_ERROR) {
                failed.accept(failure(response));
            } else {
                completion.done();
            }
        } catch (RuntimeException | Error e) {
            failed.accept(e);
        }
    }

    private static PerfException failure(InvokeResponse response) {
        return String.valueOf(response.errorType()).contains("MemoryError")
                ? LoadFault.memory(new OutOfMemoryError(response.errorMessage()))
                : LoadFault.of(new IllegalStateException(response.errorType() + ": " + response.errorMessage()));
    }

    private void add(
            Lanes.Lane lane,
            long due,
            boolean scheduled,
            long started,
            InvokeResponse response,
            InvokeRequest request) {
        InvocationReport report = response.logTail() == null
                ? null
                : ReportParser.lastReport(response.logTail(), response.requestId())
                        .orElse(null);
        long from = scheduled ? due : started;
        double duration = (response.completedNanos() - from) / 1e6;
        boolean[] results = new boolean[checks.size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = checks.get(i).test(response, duration).passed();
        }
        lanes.add(
                lane,
                new Sample(
                        from,
                        scheduled,
                        started,
                        response,
                        report,
                        results,
                        tagsOf(response, report),
                        request.messages().size(),
                        text -> masked(text, request)));
    }

    private String masked(String text, InvokeRequest request) {
        List<byte[]> sent = new ArrayList<>();
        sent.add(request.payload());
        request.messages().forEach(message -> sent.add(message.body()));
        return mask.mask(text, sent);
    }

    private Map<String, String> tagsOf(InvokeResponse response, InvocationReport report) {
        int start = report == null ? 0 : report.coldStart() ? 2 : 1;
        boolean expected = response.status() >= 200 && response.status() < 400;
        return tags[start * 2 + (expected ? 1 : 0)];
    }

    @Override
    public void dropped() {
        lanes.recorder().dropped(System.nanoTime(), tags[0]);
    }

    @Override
    public void cut() {
        lanes.recorder().cut(tags[0]);
    }
}
