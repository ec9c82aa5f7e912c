package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.check.ResponseCheck;
import io.github.lambdaperf.core.invoke.FunctionInvoker;
import io.github.lambdaperf.core.invoke.InvokeTarget;
import io.github.lambdaperf.core.invoke.NettyInvoker;
import io.github.lambdaperf.core.scenario.Arrival;
import io.github.lambdaperf.core.scenario.Executor;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.scenario.Workload;
import io.github.lambdaperf.core.threshold.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs the whole way of an invocation against a server in this JVM before the load begins, so that the first requests of
 * the load do not wait for classes and the compiler: schedule, template, signature, codec, report, checks, histograms. It
 * sends nothing to the function, uses no credentials, and counts nowhere.
 */
final class Rehearsal {
    private static final double RATE = 3000;
    private static final int VUS = 32;
    private static final Duration LONGEST = Duration.ofSeconds(1);
    /** A short load is not to wait longer than it takes. */
    private static final int SHARE = 10;

    /** Scenarios whose way is compiled in this JVM. */
    private static final Set<String> DONE = ConcurrentHashMap.newKeySet();

    private Rehearsal() {}

    /** Rehearses as {@link #of}, once in a JVM: a further run of the same scenario finds its way compiled. */
    static Duration once(
            Scenario scenario, List<Threshold> thresholds, Inputs inputs, List<ResponseCheck> checks, Duration room)
            throws InterruptedException {
        String known = scenario.name() + " " + scenario.digest();
        if (DONE.contains(known)) {
            return Duration.ZERO;
        }
        Duration time = of(scenario, thresholds, inputs, checks, room);
        if (!time.isZero()) {
            DONE.add(known);
        }
        return time;
    }

    /**
     * Rehearses a load of invocations; others go another way, and their time is longer than what this saves.
     *
     * @param room how long there is until the load must begin; null: no instant is set
     * @return how long it took; zero where there was none
     */
    static Duration of(
            Scenario scenario, List<Threshold> thresholds, Inputs inputs, List<ResponseCheck> checks, Duration room)
            throws InterruptedException {
        Duration length = length(scenario, room);
        if (length.isZero()) {
            return Duration.ZERO;
        }
        long begin = System.nanoTime();
        Executor executor =
                new Executor.ConstantArrivalRate(RATE, Duration.ofSeconds(1), length, VUS, VUS, Arrival.EVEN);
        Workload workload = new Workload("rehearsal", executor, Duration.ZERO, Duration.ofMillis(100), Map.of());
        try (RehearsalPeer peer = new RehearsalPeer();
                FunctionInvoker invoker =
                        new NettyInvoker(InvokeTarget.unchecked(peer.endpoint(), "rehearsal", LONGEST, VUS))) {
            LoadSettings settings = new LoadSettings(Duration.ofMillis(100), Duration.ofDays(1), seen -> {});
            new ScenarioRun(
                            scenario.rehearsedAs(workload),
                            thresholds,
                            invoker,
                            null,
                            inputs.standingStill(),
                            checks,
                            settings,
                            null)
                    .run();
        } catch (PerfException e) {
            // what is wrong with the load itself, the load tells
            return Duration.ZERO;
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static Duration worth(Executor executor) {
        if (executor instanceof Executor.SharedIterations || executor instanceof Executor.PerVuIterations) {
            return Duration.ofMillis(Executors.plannedIterations(executor).orElse(0));
        }
        return Executors.duration(executor).dividedBy(SHARE);
    }

    private static Duration length(Scenario scenario, Duration room) {
        // a class of the project may count, or look around
        boolean harmless = scenario.payload() == null || scenario.payload().className() == null;
        if (!(scenario.send() instanceof InvokeSpec) || !harmless) {
            return Duration.ZERO;
        }
        Duration length = scenario.workloads().stream()
                .map(Workload::executor)
                .map(Rehearsal::worth)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        if (room != null && room.dividedBy(2).compareTo(length) < 0) {
            length = room.isNegative() ? Duration.ZERO : room.dividedBy(2);
        }
        return length.compareTo(LONGEST) > 0 ? LONGEST : length;
    }
}
