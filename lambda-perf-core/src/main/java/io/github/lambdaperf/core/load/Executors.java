package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.scenario.Executor;
import io.github.lambdaperf.core.scenario.Executor.Breakpoint;
import io.github.lambdaperf.core.scenario.Executor.Burst;
import io.github.lambdaperf.core.scenario.Executor.ConstantArrivalRate;
import io.github.lambdaperf.core.scenario.Executor.ConstantVus;
import io.github.lambdaperf.core.scenario.Executor.PerVuIterations;
import io.github.lambdaperf.core.scenario.Executor.RampingArrivalRate;
import io.github.lambdaperf.core.scenario.Executor.RampingVus;
import io.github.lambdaperf.core.scenario.Executor.SharedIterations;
import io.github.lambdaperf.core.scenario.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What follows from an executor's parameters before it runs. */
public final class Executors {
    private static final double USUAL_SECONDS = 0.1;
    private static final int MOST_PREPARED = 1000;

    private Executors() {}

    /** True for the executors that start iterations whatever the answers do. */
    public static boolean isOpen(Executor executor) {
        return executor instanceof ConstantArrivalRate
                || executor instanceof RampingArrivalRate
                || executor instanceof Burst
                || executor instanceof Breakpoint;
    }

    /** Regular length, without graceful stop; of a search for the breaking point the longest one. */
    public static Duration duration(Executor executor) {
        if (executor instanceof ConstantVus e) {
            return e.duration();
        } else if (executor instanceof RampingVus e) {
            return sum(e.stages());
        } else if (executor instanceof ConstantArrivalRate e) {
            return e.duration();
        } else if (executor instanceof RampingArrivalRate e) {
            return sum(e.stages());
        } else if (executor instanceof SharedIterations e) {
            return e.maxDuration();
        } else if (executor instanceof Burst e) {
            return e.every().multipliedBy(e.bursts() - 1L);
        } else if (executor instanceof Breakpoint e) {
            return BreakpointDriver.longest(e, Duration.ZERO);
        }
        return ((PerVuIterations) executor).maxDuration();
    }

    /** Iterations that will start; empty where they depend on the answers. */
    public static OptionalLong plannedIterations(Executor executor) {
        if (executor instanceof ConstantArrivalRate e) {
            return OptionalLong.of(ArrivalSchedule.planned(e));
        } else if (executor instanceof RampingArrivalRate e) {
            return OptionalLong.of(ArrivalSchedule.planned(e));
        } else if (executor instanceof SharedIterations e) {
            return OptionalLong.of(e.iterations());
        } else if (executor instanceof PerVuIterations e) {
            return OptionalLong.of(e.iterations() * e.vus());
        } else if (executor instanceof Burst e) {
            return OptionalLong.of((long) e.invocations() * e.bursts());
        }
        return OptionalLong.empty();
    }

    /** Iterations in flight to prepare connections for. */
    static int concurrency(Executor executor) {
        if (executor instanceof ConstantVus e) {
            return e.vus();
        } else if (executor instanceof RampingVus e) {
            return (int) Math.max(e.startVus(), peak(e.stages()));
        } else if (executor instanceof ConstantArrivalRate e) {
            return prepared(e.preAllocatedVus(), e.maxVus(), e.rate(), e.timeUnit());
        } else if (executor instanceof RampingArrivalRate e) {
            double rate = Math.max(e.startRate(), peak(e.stages()));
            return prepared(e.preAllocatedVus(), e.maxVus(), rate, e.timeUnit());
        } else if (executor instanceof SharedIterations e) {
            return e.vus();
        } else if (executor instanceof Burst e) {
            return e.invocations();
        } else if (executor instanceof Breakpoint e) {
            return prepared(e.preAllocatedVus(), e.maxVus(), e.startRate(), e.timeUnit());
        }
        return ((PerVuIterations) executor).vus();
    }

    /** Without a number of the scenario's, what is in flight where an answer takes {@link #USUAL_SECONDS}. */
    private static int prepared(Integer preAllocated, Integer max, double rate, Duration timeUnit) {
        if (preAllocated != null) {
            return preAllocated;
        }
        double perSecond = rate * 1e9 / timeUnit.toNanos();
        int most = max == null ? MOST_PREPARED : Math.min(max, MOST_PREPARED);
        return (int) Math.min(most, Math.ceil(perSecond * USUAL_SECONDS));
    }

    /** One line for the reader, such as {@code ramping-vus 0 -> 10 in 1m -> 50 in 5m}. */
    public static String describe(Executor executor) {
        String what;
        if (executor instanceof ConstantVus e) {
            what = e.vus() + " VUs for " + seconds(e.duration());
        } else if (executor instanceof RampingVus e) {
            what = e.startVus() + stages(e.stages()) + " VUs";
        } else if (executor instanceof ConstantArrivalRate e) {
            what = number(e.rate()) + " per " + seconds(e.timeUnit()) + " for " + seconds(e.duration());
        } else if (executor instanceof RampingArrivalRate e) {
            what = number(e.startRate()) + stages(e.stages()) + " per " + seconds(e.timeUnit());
        } else if (executor instanceof SharedIterations e) {
            what = e.iterations() + " iterations by " + e.vus() + " VUs";
        } else if (executor instanceof Burst e) {
            what = e.invocations() + " at once"
                    + (e.bursts() == 1 ? "" : ", " + e.bursts() + " times, every " + seconds(e.every()));
        } else if (executor instanceof Breakpoint e) {
            what = "from " + number(e.startRate()) + " to at most " + number(e.maxRate()) + " per "
                    + seconds(e.timeUnit()) + ", each rate held " + seconds(e.window());
        } else {
            PerVuIterations e = (PerVuIterations) executor;
            what = e.iterations() + " iterations by each of " + e.vus() + " VUs";
        }
        return executor.type() + " " + what;
    }

    private static Duration sum(List<Stage> stages) {
        return stages.stream().map(Stage::duration).reduce(Duration.ZERO, Duration::plus);
    }

    private static double peak(List<Stage> stages) {
        return stages.stream().mapToDouble(Stage::target).max().orElse(0);
    }

    private static String stages(List<Stage> stages) {
        return stages.stream()
                .map(stage -> " -> " + number(stage.target()) + " in " + seconds(stage.duration()))
                .collect(Collectors.joining());
    }

    private static String seconds(Duration duration) {
        return number(duration.toMillis() / 1000.0) + "s";
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }
}
