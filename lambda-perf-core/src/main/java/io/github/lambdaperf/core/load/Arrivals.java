package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.scenario.Executor;
import io.github.lambdaperf.core.shard.Shard;

/** The intended starts of an open executor. */
interface Arrivals {
    /** Said by {@link #next} after the last arrival. */
    long END = -1;

    /** Nanoseconds from the start to the next arrival, never fewer than to the one before, or {@link #END}. */
    long next();

    /** Iterations per second that are asked for at this time. */
    double rateAt(double secondsFromStart);

    /** A shard's share of them. */
    default Arrivals of(Shard shard) {
        return shard.whole() ? this : new SharedArrivals(this, shard);
    }

    /** Those of an arrival-rate executor or a burst. */
    static Arrivals of(Executor executor) {
        if (executor instanceof Executor.ConstantArrivalRate constant) {
            return ArrivalSchedule.of(constant);
        } else if (executor instanceof Executor.RampingArrivalRate ramping) {
            return ArrivalSchedule.of(ramping);
        } else if (executor instanceof Executor.Burst burst) {
            return new BurstArrivals(burst);
        }
        throw new IllegalArgumentException("no arrivals of its own: " + executor.type());
    }
}
