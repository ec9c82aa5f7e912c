package io.github.lambdaperf.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.scenario.Arrival;
import io.github.lambdaperf.core.scenario.Executor;
import io.github.lambdaperf.core.scenario.Executor.ConstantArrivalRate;
import io.github.lambdaperf.core.scenario.Executor.ConstantVus;
import io.github.lambdaperf.core.scenario.Executor.PerVuIterations;
import io.github.lambdaperf.core.scenario.Executor.RampingVus;
import io.github.lambdaperf.core.scenario.Executor.SharedIterations;
import io.github.lambdaperf.core.scenario.Stage;
import io.github.lambdaperf.core.shard.Shard;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DriversTest {
    private final Scheduler scheduler = new Scheduler("test-schedule", (thread, error) -> {
        throw new AssertionError(error);
    });
    private final ScheduledExecutorService server = Executors.newScheduledThreadPool(1);

    @AfterEach
    void close() {
        scheduler.close();
        server.shutdownNow();
    }

    /** Answers each iteration after a time, or never. */
    private final class Recording implements IterationRunner {
        private final long answerMillis;
        private final ConcurrentLinkedQueue<Long> starts = new ConcurrentLinkedQueue<>();
        private final Map<Integer, AtomicInteger> perVu = new ConcurrentHashMap<>();
        private final AtomicInteger dropped = new AtomicInteger();
        private final AtomicInteger cut = new AtomicInteger();
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger mostRunning = new AtomicInteger();

        Recording(long answerMillis) {
            this.answerMillis = answerMillis;
        }

        @Override
        public void run(int vu, long iteration, long due, boolean scheduled, Completion completion) {
            starts.add(due);
            perVu.computeIfAbsent(vu, key -> new AtomicInteger()).incrementAndGet();
            int now = running.incrementAndGet();
            mostRunning.accumulateAndGet(now, Math::max);
            if (answerMillis >= 0) {
                server.schedule(
                        () -> {
                            running.decrementAndGet();
                            completion.claim();
                            completion.done();
                        },
                        answerMillis,
                        TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void dropped() {
            dropped.incrementAndGet();
        }

        @Override
        public void cut() {
            cut.incrementAndGet();
        }
    }

    private Driver start(Executor executor, IterationRunner runner) {
        Driver driver = io.github.lambdaperf.core.load.Executors.isOpen(executor)
                ? new OpenDriver(executor, Shard.WHOLE, scheduler, runner)
                : new ClosedDriver(executor, Shard.WHOLE, Duration.ZERO, scheduler, runner);
        driver.start(System.nanoTime());
        return driver;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Test
    void sharedIterationsAreDoneExactlyOnce() throws InterruptedException {
        Recording runner = new Recording(0);
        Driver driver = start(new SharedIterations(3, 50, Duration.ofMinutes(10)), runner);

        await(driver::finished);

        assertThat(runner.starts).hasSize(50);
        assertThat(runner.mostRunning.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void eachVuDoesItsOwnIterations() throws InterruptedException {
        Recording runner = new Recording(0);
        Driver driver = start(new PerVuIterations(4, 7, Duration.ofMinutes(10)), runner);

        await(driver::finished);

        assertThat(runner.perVu.values()).extracting(AtomicInteger::get).containsExactly(7, 7, 7, 7);
    }

    @Test
    void constantVusIterateUntilTheyAreStopped() throws InterruptedException {
        Recording runner = new Recording(1);
        Driver driver = start(new ConstantVus(2, Duration.ofSeconds(5)), runner);

        await(() -> runner.starts.size() >= 20);
        assertThat(driver.finished()).isFalse();
        driver.stop();
        await(driver::finished);

        assertThat(runner.mostRunning.get()).isEqualTo(2);
    }

    @Test
    void arrivalsBeyondMaxVusAreDropped() throws InterruptedException {
        Recording runner = new Recording(-1);
        Driver driver = start(
                new ConstantArrivalRate(1000, Duration.ofSeconds(1), Duration.ofMillis(50), 5, 10, Arrival.EVEN),
                runner);

        await(() -> runner.starts.size() + runner.dropped.get() == 50);

        assertThat(runner.starts).hasSize(10);
        assertThat(runner.dropped.get()).isEqualTo(40);
        assertThat(driver.vus()).isEqualTo(10);
    }

    @Test
    void arrivalsKeepTheirIntendedStartWhenTheAnswersStall() throws InterruptedException {
        Recording runner = new Recording(-1);
        start(
                new ConstantArrivalRate(1000, Duration.ofSeconds(1), Duration.ofMillis(100), null, null, Arrival.EVEN),
                runner);

        await(() -> runner.starts.size() == 100);

        Long[] starts = runner.starts.toArray(Long[]::new);
        for (int i = 1; i < starts.length; i++) {
            assertThat(starts[i] - starts[i - 1]).isEqualTo(1_000_000L);
        }
    }

    @Test
    void rampedDownVusMayFinishForATimeAndAreCutThen() throws InterruptedException {
        Recording runner = new Recording(-1);
        Driver driver =
                start(new RampingVus(4, List.of(new Stage(Duration.ofMillis(20), 1)), Duration.ofMillis(30)), runner);

        await(() -> runner.cut.get() == 3);

        assertThat(driver.inFlight()).isEqualTo(1);
    }
}
