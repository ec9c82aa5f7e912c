package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.record.BreakpointRecord;
import io.github.lambdaperf.core.record.BreakpointRecord.BreakpointStep;
import io.github.lambdaperf.core.scenario.Arrival;
import io.github.lambdaperf.core.scenario.Executor.Breakpoint;
import io.github.lambdaperf.core.scenario.Executor.ConstantArrivalRate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds one rate after another, each until its window is over and all its answers are there, and judges each by its window
 * alone: what an earlier rate left behind is neither in its figures nor in its queue.
 */
final class BreakpointDriver implements Driver {
    private static final long POLL_NANOS = 5_000_000;
    private static final int MOST_STEPS = 1000;

    /** A rate that was held from a time on, in seconds. */
    private record Held(double rate, double from, double to) {}

    private final Breakpoint executor;
    private final Scheduler scheduler;
    private final IterationRunner runner;
    private final RateWindow window;
    private final long drainNanos;
    private final double unitSeconds;
    private final RateSearch search;
    private final VuPool vus;
    private final List<BreakpointStep> steps = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private String reason;
    private OpenDriver level;
    private long start;
    private boolean over;
    private boolean stopped;

    /** @param mostDrain how long the answers of a rate are waited for */
    BreakpointDriver(
            Breakpoint executor, Scheduler scheduler, IterationRunner runner, RateWindow window, Duration mostDrain) {
        this.executor = executor;
        this.scheduler = scheduler;
        this.runner = runner;
        this.window = window;
        this.drainNanos = mostDrain.toNanos();
        this.unitSeconds = executor.timeUnit().toNanos() / 1e9;
        this.search =
                new RateSearch(executor.startRate(), executor.maxRate(), executor.increase(), executor.precision());
        this.vus = new VuPool(executor.preAllocatedVus(), executor.maxVus());
    }

    /** The longest that a search can take. */
    static Duration longest(Breakpoint executor, Duration mostDrain) {
        int most = Math.min(
                MOST_STEPS,
                RateSearch.mostSteps(
                        executor.startRate(), executor.maxRate(), executor.increase(), executor.precision()));
        return executor.settle().plus(executor.window()).plus(mostDrain).multipliedBy(most);
    }

    @Override
    public void start(long startNanos) {
        start = startNanos;
        scheduler.at(startNanos, due -> {
            begin(due);
            return Scheduler.DONE;
        });
    }

    private synchronized void begin(long at) {
        double rate = search.next();
        if (over || Double.isNaN(rate)) {
            over = true;
            return;
        }
        Duration length = executor.settle().plus(executor.window());
        long from = at + executor.settle().toNanos();
        long to = at + length.toNanos();
        window.open(from, to);
        level = new OpenDriver(
                ArrivalSchedule.of(
                        new ConstantArrivalRate(rate, executor.timeUnit(), length, null, null, Arrival.EVEN)),
                vus,
                scheduler,
                runner);
        level.start(at);
        held.add(new Held(rate / unitSeconds, (at - start) / 1e9, (to - start) / 1e9));
        scheduler.at(to, due -> drained(rate, from, to));
    }

    private long drained(double rate, long from, long to) {
        OpenDriver current;
        synchronized (this) {
            if (over) {
                return Scheduler.DONE;
            }
            current = level;
        }
        long now = System.nanoTime();
        boolean late = now > to + drainNanos;
        if (!current.finished() && !late) {
            return now + POLL_NANOS;
        }
        BreakpointStep step = window.judge(
                rate / unitSeconds, (from - start) / 1e9, executor.window().toNanos() / 1e9, current.inFlight());
        synchronized (this) {
            steps.add(step);
            if (step.broke() != null) {
                reason = step.broke();
            }
            search.tried(step.broke() == null);
            over |= late;
        }
        begin(now);
        return Scheduler.DONE;
    }

    @Override
    public synchronized void stop() {
        if (!over) {
            stopped = true;
            over = true;
        }
        if (level != null) {
            level.stop();
        }
    }

    @Override
    public synchronized boolean finished() {
        return over && vus.inFlight() == 0;
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
    public synchronized double wantedRate(double secondsFromStart) {
        return held.stream()
                .filter(piece -> secondsFromStart >= piece.from() && secondsFromStart < piece.to())
                .mapToDouble(Held::rate)
                .findFirst()
                .orElse(0);
    }

    /** What was found, so far. */
    synchronized BreakpointRecord record() {
        return new BreakpointRecord(
                perSecond(search.highestHeld()),
                perSecond(search.lowestBroken()),
                reason,
                executor.maxRate() / unitSeconds,
                over && !stopped,
                steps);
    }

    private Double perSecond(Double rate) {
        return rate == null ? null : (Double) (rate / unitSeconds);
    }
}
