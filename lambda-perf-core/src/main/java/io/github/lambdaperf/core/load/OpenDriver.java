package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.scenario.Executor;
import java.util.ArrayDeque;

/** The arrival-rate executors: iterations start on schedule, whatever the answers do. */
final class OpenDriver implements Driver {
    /** Cap of iterations in flight where the scenario names none. */
    static final int DEFAULT_MAX_VUS = 10_000;

    private final class Vu implements IterationRunner.Completion {
        private final int id;
        private long iteration;

        Vu(int id) {
            this.id = id;
        }

        @Override
        public boolean claim() {
            return true;
        }

        @Override
        public void done() {
            release(this);
        }
    }

    private final Scheduler scheduler;
    private final IterationRunner runner;
    private final ArrivalSchedule schedule;
    private final int maxVus;
    private final ArrayDeque<Vu> free = new ArrayDeque<>();
    private int allocated;
    private int inFlight;
    private boolean ended;
    private long start;

    OpenDriver(Executor executor, Scheduler scheduler, IterationRunner runner) {
        this.scheduler = scheduler;
        this.runner = runner;
        Integer preAllocated;
        Integer max;
        if (executor instanceof Executor.ConstantArrivalRate constant) {
            schedule = ArrivalSchedule.of(constant);
            preAllocated = constant.preAllocatedVus();
            max = constant.maxVus();
        } else if (executor instanceof Executor.RampingArrivalRate ramping) {
            schedule = ArrivalSchedule.of(ramping);
            preAllocated = ramping.preAllocatedVus();
            max = ramping.maxVus();
        } else {
            throw new IllegalArgumentException("not an open executor: " + executor.type());
        }
        maxVus = max != null ? max : preAllocated != null ? preAllocated : DEFAULT_MAX_VUS;
    }

    @Override
    public void start(long startNanos) {
        start = startNanos;
        long first = schedule.next();
        if (first == ArrivalSchedule.END) {
            ended = true;
        } else {
            scheduler.at(start + first, this::arrive);
        }
    }

    private long arrive(long due) {
        Vu vu;
        synchronized (this) {
            if (ended) {
                return Scheduler.DONE;
            }
            vu = free.poll();
            if (vu == null && allocated < maxVus) {
                vu = new Vu(++allocated);
            }
            if (vu != null) {
                inFlight++;
            }
        }
        if (vu == null) {
            runner.dropped();
        } else {
            runner.run(vu.id, vu.iteration++, due, true, vu);
        }
        long next = schedule.next();
        if (next == ArrivalSchedule.END) {
            synchronized (this) {
                ended = true;
            }
            return Scheduler.DONE;
        }
        return start + next;
    }

    private synchronized void release(Vu vu) {
        inFlight--;
        free.push(vu);
    }

    @Override
    public synchronized void stop() {
        ended = true;
    }

    @Override
    public synchronized boolean finished() {
        return ended && inFlight == 0;
    }

    @Override
    public synchronized int inFlight() {
        return inFlight;
    }

    @Override
    public synchronized int vus() {
        return allocated;
    }

    @Override
    public double wantedRate(double secondsFromStart) {
        return schedule.profile().rateAt(secondsFromStart);
    }
}
