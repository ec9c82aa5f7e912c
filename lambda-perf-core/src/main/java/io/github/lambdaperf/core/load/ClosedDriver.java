package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.scenario.Executor;
import io.github.lambdaperf.core.shard.Shard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The executors with VUs that iterate back to back: constant, ramping, and those that count iterations. */
final class ClosedDriver implements Driver {

    private final class Vu {
        private final int id;
        private long iteration;
        private boolean active;
        private boolean running;
        private boolean claimed;
        private long generation;

        Vu(int id) {
            this.id = id;
        }
    }

    private final Scheduler scheduler;
    private final IterationRunner runner;
    private final List<VuSteps.Step> steps;
    private final long thinkNanos;
    private final long gracefulRampDownNanos;
    private final long perVu;
    private final Shard shard;
    private final List<Vu> vus = new ArrayList<>();
    private long shared;
    private boolean stopped;
    private int inFlight;
    private int waiting;

    ClosedDriver(Executor executor, Shard shard, Duration thinkTime, Scheduler scheduler, IterationRunner runner) {
        this.shard = shard;
        this.scheduler = scheduler;
        this.runner = runner;
        this.thinkNanos = thinkTime.toNanos();
        long sharedIterations = Long.MAX_VALUE;
        long iterationsPerVu = Long.MAX_VALUE;
        long rampDown = 0;
        if (executor instanceof Executor.ConstantVus constant) {
            steps = List.of(new VuSteps.Step(0, constant.vus()));
        } else if (executor instanceof Executor.RampingVus ramping) {
            steps = VuSteps.of(ramping.startVus(), ramping.stages());
            rampDown = ramping.gracefulRampDown().toNanos();
        } else if (executor instanceof Executor.SharedIterations counted) {
            steps = List.of(new VuSteps.Step(0, counted.vus()));
            sharedIterations = counted.iterations();
        } else if (executor instanceof Executor.PerVuIterations counted) {
            steps = List.of(new VuSteps.Step(0, counted.vus()));
            iterationsPerVu = counted.iterations();
        } else {
            throw new IllegalArgumentException("not a closed executor: " + executor.type());
        }
        this.shared = sharedIterations == Long.MAX_VALUE ? sharedIterations : shard.share(sharedIterations);
        this.perVu = iterationsPerVu;
        this.gracefulRampDownNanos = rampDown;
    }

    @Override
    public void start(long startNanos) {
        for (VuSteps.Step step : steps) {
            scheduler.at(startNanos + step.offsetNanos(), due -> {
                resize((int) shard.share(step.vus()));
                return Scheduler.DONE;
            });
        }
    }

    private void resize(int count) {
        List<Vu> starting = new ArrayList<>();
        synchronized (this) {
            if (stopped) {
                return;
            }
            while (vus.size() < count) {
                vus.add(new Vu(vus.size() + 1));
            }
            for (Vu vu : vus) {
                boolean wanted = vu.id <= count;
                if (wanted && !vu.active) {
                    vu.active = true;
                    if (!vu.running && take(vu)) {
                        starting.add(vu);
                    }
                } else if (!wanted && vu.active) {
                    vu.active = false;
                    if (vu.running) {
                        cutAfterRampDown(vu);
                    }
                }
            }
        }
        for (Vu vu : starting) {
            iterate(vu);
        }
    }

    /** A VU that is ramped down may finish its iteration, for a time. */
    private void cutAfterRampDown(Vu vu) {
        long generation = vu.generation;
        scheduler.at(System.nanoTime() + gracefulRampDownNanos, due -> {
            synchronized (this) {
                if (vu.active || !vu.running || vu.claimed || vu.generation != generation) {
                    return Scheduler.DONE;
                }
                vu.running = false;
                vu.generation++;
                inFlight--;
            }
            runner.cut();
            return Scheduler.DONE;
        });
    }

    /** Claims the next iteration for a VU; the caller holds the lock. */
    private boolean take(Vu vu) {
        if (stopped || !vu.active || shared == 0 || vu.iteration >= perVu) {
            return false;
        }
        if (shared != Long.MAX_VALUE) {
            shared--;
        }
        vu.running = true;
        vu.claimed = false;
        inFlight++;
        return true;
    }

    private void iterate(Vu vu) {
        long generation;
        long iteration;
        synchronized (this) {
            generation = ++vu.generation;
            iteration = vu.iteration++;
        }
        runner.run(
                (int) shard.global(vu.id - 1L) + 1,
                iteration,
                System.nanoTime(),
                false,
                new IterationRunner.Completion() {
                    @Override
                    public boolean claim() {
                        return ClosedDriver.this.claim(vu, generation);
                    }

                    @Override
                    public void done() {
                        ended(vu, generation);
                    }
                });
    }

    private synchronized boolean claim(Vu vu, long generation) {
        vu.claimed = vu.generation == generation;
        return vu.claimed;
    }

    private void ended(Vu vu, long generation) {
        boolean again;
        synchronized (this) {
            if (vu.generation != generation) {
                return;
            }
            vu.running = false;
            inFlight--;
            if (thinkNanos > 0) {
                waiting++;
                again = false;
            } else {
                again = take(vu);
            }
        }
        if (thinkNanos > 0) {
            scheduler.at(System.nanoTime() + thinkNanos, due -> {
                boolean next;
                synchronized (this) {
                    waiting--;
                    next = !vu.running && take(vu);
                }
                if (next) {
                    iterate(vu);
                }
                return Scheduler.DONE;
            });
        } else if (again) {
            iterate(vu);
        }
    }

    @Override
    public synchronized void stop() {
        stopped = true;
    }

    @Override
    public synchronized boolean finished() {
        if (inFlight > 0) {
            return false;
        }
        if (stopped) {
            return true;
        }
        boolean begun = !vus.isEmpty() || most() == 0;
        return waiting == 0 && begun && (shared == 0 || vus.stream().allMatch(vu -> vu.iteration >= perVu));
    }

    /** VUs that this shard will ever have: with fewer VUs than shards it may be none. */
    private long most() {
        return steps.stream().mapToLong(step -> shard.share(step.vus())).max().orElse(0);
    }

    @Override
    public synchronized int inFlight() {
        return inFlight;
    }

    @Override
    public synchronized int vus() {
        return vus.size();
    }

    @Override
    public double wantedRate(double secondsFromStart) {
        return Double.NaN;
    }
}
