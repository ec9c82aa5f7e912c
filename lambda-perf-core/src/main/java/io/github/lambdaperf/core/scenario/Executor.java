package io.github.lambdaperf.core.scenario;

import java.time.Duration;
import java.util.List;

/** How iterations arrive: k6's executors, with k6's names and parameters, and two more. */
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
     * @param preAllocatedVus iterations in flight that are prepared for; null: a tenth of a second of arrivals
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

    /**
     * Invocations that start at the same instant, once or again and again.
     *
     * @param invocations of each burst, at least 1
     * @param bursts how many, at least 1
     * @param every from the start of one burst to that of the next; zero where there is one
     */
    record Burst(int invocations, int bursts, Duration every) implements Executor {
        @Override
        public String type() {
            return "burst";
        }
    }

    /**
     * Searches the highest rate that holds: each rate is held for a time and judged, the next is higher until one breaks,
     * then the rates between are tried.
     *
     * @param startRate first rate per time unit, more than zero
     * @param maxRate rate that is never exceeded, at least {@code startRate}
     * @param increase of a rate over the one before, more than zero; 0.5 is 50 %
     * @param settle how long a rate is held before the window
     * @param window over which a rate is judged
     * @param precision the search ends when the lowest rate that broke is at most this much above the highest that held
     * @param preAllocatedVus as in {@link ConstantArrivalRate}
     * @param maxVus as in {@link ConstantArrivalRate}
     * @param until a rate breaks when one of these holds over its window; at least one
     */
    record Breakpoint(
            double startRate,
            double maxRate,
            Duration timeUnit,
            double increase,
            Duration settle,
            Duration window,
            double precision,
            Integer preAllocatedVus,
            Integer maxVus,
            List<ThresholdSpec> until)
            implements Executor {
        public Breakpoint {
            until = List.copyOf(until);
        }

        @Override
        public String type() {
            return "breakpoint";
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
