package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.scenario.Executor;
import io.github.lambdaperf.core.shard.Shard;

/** The arrival-rate executors and bursts: iterations start on schedule, whatever the answers do. */
final class OpenDriver implements Driver {
    /** Cap of iterations in flight where the scenario names none. */
    static final int DEFAULT_MAX_VUS = 10_000;

    private final Scheduler scheduler;
    private final IterationRunner runner;
    private final Arrivals arrivals;
    private final VuPool vus;
    private volatile boolean ended;
    private long start;

    OpenDriver(Executor executor, Shard shard, Scheduler scheduler, IterationRunner runner) {
        this(Arrivals.of(executor).of(shard), pool(executor, shard), scheduler, runner);
    }

    /** @param vus shared with what else runs at other times */
    OpenDriver(Arrivals arrivals, VuPool vus, Scheduler scheduler, IterationRunner runner) {
        this.scheduler = scheduler;
        this.runner = runner;
        this.arrivals = arrivals;
        this.vus = vus;
    }

    private static VuPool pool(Executor executor, Shard shard) {
        if (executor instanceof Executor.ConstantArrivalRate constant) {
            return new VuPool(share(constant.preAllocatedVus(), shard), share(constant.maxVus(), shard));
        } else if (executor instanceof Executor.RampingArrivalRate ramping) {
            return new VuPool(share(ramping.preAllocatedVus(), shard), share(ramping.maxVus(), shard));
        }
        return new VuPool(null, null);
    }

    private static Integer share(Integer vus, Shard shard) {
        return vus == null ? null : (int) Math.max(1, shard.share(vus));
    }

    @Override
    public void start(long startNanos) {
        start = startNanos;
        long first = arrivals.next();
        if (first == Arrivals.END) {
            ended = true;
        } else {
            scheduler.at(start + first, this::arrive);
        }
    }

    private long arrive(long due) {
        if (ended) {
            return Scheduler.DONE;
        }
        VuPool.Vu vu = vus.take();
        if (vu == null) {
            runner.dropped();
        } else {
            runner.run(vu.id(), vu.begin(), due, true, vu);
        }
        long next = arrivals.next();
        if (next == Arrivals.END) {
            ended = true;
            return Scheduler.DONE;
        }
        return start + next;
    }

    @Override
    public void stop() {
        ended = true;
    }

    /** True when no iteration will start any more. */
    boolean ended() {
        return ended;
    }

    @Override
    public boolean finished() {
        return ended && vus.inFlight() == 0;
    }

    @Override
    public int inFlight() {
        return vus.inFlight();
    }

    @Override
    public int vus() {
        return vus.allocated();
    }

    @Override
    public double wantedRate(double secondsFromStart) {
        return arrivals.rateAt(secondsFromStart);
    }
}
