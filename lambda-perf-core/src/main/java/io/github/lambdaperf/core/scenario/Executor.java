package io.github.lambdaperf.core.scenario;

import java.time.Duration;
import java.util.List;

/** How iterations arrive: k6's executors, with k6's names and parameters. */
public sealed interface Executor {

    /** k6's name of the executor, such as {@code constant-vus}. */
    String type();

    /** A fixed number of VUs iterate back to back for the duration. */
    record ConstantVus(int vus, Duration duration) implements Executor {
        @Override
        public String type() {
            return "constant-vus";
        }
    }

    /** The number of VUs follows the stages. */
    record RampingVus(int startVus, List<Stage> stages, Duration gracefulRampDown) implements Executor {
        public RampingVus {
            stages = List.copyOf(stages);
        }

        @Override
        public String type() {
            return "ramping-vus";
        }
    }

    /**
     * Iterations start at a fixed rate, whatever the answers do.
     *
     * @param rate iterations per time unit, more than zero
     * @param preAllocatedVus iterations in flight that are prepared for; null: what the schedule needs
     * @param maxVus cap of iterations in flight, arrivals beyond it are dropped; null: {@code preAllocatedVus}, or the
     *     product's own cap where that is null too
     */
    record ConstantArrivalRate(
            double rate, Duration timeUnit, Duration duration, Integer preAllocatedVus, Integer maxVus, Arrival arrival)
            implements Executor {
        @Override
        public String type() {
            return "constant-arrival-rate";
        }
    }

    /** The rate of starts follows the stages; parameters as in {@link ConstantArrivalRate}. */
    record RampingArrivalRate(
            double startRate,
            Duration timeUnit,
            List<Stage> stages,
            Integer preAllocatedVus,
            Integer maxVus,
            Arrival arrival)
            implements Executor {
        public RampingArrivalRate {
            stages = List.copyOf(stages);
        }

        @Override
        public String type() {
            return "ramping-arrival-rate";
        }
    }

    /** A number of iterations shared by the VUs. */
    record SharedIterations(int vus, long iterations, Duration maxDuration) implements Executor {
        @Override
        public String type() {
            return "shared-iterations";
        }
    }

    /** Each VU runs this many iterations. */
    record PerVuIterations(int vus, long iterations, Duration maxDuration) implements Executor {
        @Override
        public String type() {
            return "per-vu-iterations";
        }
    }
}
