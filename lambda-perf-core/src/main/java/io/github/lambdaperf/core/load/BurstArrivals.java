package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.scenario.Executor.Burst;

/** All iterations of a burst are due at the same instant. */
final class BurstArrivals implements Arrivals {
    private final Burst burst;
    private long arrivals;

    BurstArrivals(Burst burst) {
        this.burst = burst;
    }

    @Override
    public long next() {
        long number = arrivals / burst.invocations();
        if (number == burst.bursts()) {
            return END;
        }
        arrivals++;
        return number * burst.every().toNanos();
    }

    /** As many in the second that a burst begins in as the burst has. */
    @Override
    public double rateAt(double secondsFromStart) {
        double every = burst.every().toNanos() / 1e9;
        double rate = 0;
        for (int i = 0; i < burst.bursts(); i++) {
            rate += Math.floor(i * every) == Math.floor(secondsFromStart) ? burst.invocations() : 0;
        }
        return rate;
    }
}
