package io.github.lambdaperf.core.scenario;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/** Makes the times of a load shorter or longer; numbers of VUs, rates and iterations stay. */
record TimeScale(double factor) {

    TimeScale {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("time scale " + factor + " must be greater than 0");
        }
    }

    /** The time scaled, but never to nothing. */
    Duration of(Duration duration) {
        if (duration == null || duration.isZero()) {
            return duration;
        }
        long nanos = BigDecimal.valueOf(duration.toNanos())
                .multiply(BigDecimal.valueOf(factor))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        return Duration.ofNanos(Math.max(1, nanos));
    }

    Workload of(Workload workload) {
        return new Workload(
                workload.name(),
                of(workload.executor()),
                of(workload.startTime()),
                workload.gracefulStop(),
                workload.tags());
    }

    private Executor of(Executor executor) {
        if (executor instanceof Executor.ConstantVus constant) {
            return new Executor.ConstantVus(constant.vus(), of(constant.duration()));
        } else if (executor instanceof Executor.RampingVus ramping) {
            return new Executor.RampingVus(ramping.startVus(), of(ramping.stages()), of(ramping.gracefulRampDown()));
        } else if (executor instanceof Executor.ConstantArrivalRate constant) {
            return new Executor.ConstantArrivalRate(
                    constant.rate(),
                    constant.timeUnit(),
                    of(constant.duration()),
                    constant.preAllocatedVus(),
                    constant.maxVus(),
                    constant.arrival());
        } else if (executor instanceof Executor.RampingArrivalRate ramping) {
            return new Executor.RampingArrivalRate(
                    ramping.startRate(),
                    ramping.timeUnit(),
                    of(ramping.stages()),
                    ramping.preAllocatedVus(),
                    ramping.maxVus(),
                    ramping.arrival());
        } else if (executor instanceof Executor.SharedIterations shared) {
            return new Executor.SharedIterations(shared.vus(), shared.iterations(), of(shared.maxDuration()));
        } else if (executor instanceof Executor.PerVuIterations each) {
            return new Executor.PerVuIterations(each.vus(), each.iterations(), of(each.maxDuration()));
        }
        if (executor instanceof Executor.Burst burst) {
            return new Executor.Burst(burst.invocations(), burst.bursts(), of(burst.every()));
        } else if (executor instanceof Executor.Breakpoint search) {
            return new Executor.Breakpoint(
                    search.startRate(),
                    search.maxRate(),
                    search.timeUnit(),
                    search.increase(),
                    of(search.settle()),
                    of(search.window()),
                    search.precision(),
                    search.preAllocatedVus(),
                    search.maxVus(),
                    search.until());
        }
        throw new IllegalStateException(executor.type());
    }

    private List<Stage> of(List<Stage> stages) {
        return stages.stream()
                .map(stage -> new Stage(of(stage.duration()), stage.target()))
                .toList();
    }
}
