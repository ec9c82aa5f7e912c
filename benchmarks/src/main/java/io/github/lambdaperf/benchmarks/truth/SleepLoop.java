package io.github.lambdaperf.benchmarks.truth;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * How late a thread wakes that does nothing but sleep: what the machine allows a schedule at best.
 *
 * <p>Arguments: wakings per second, seconds.
 */
public final class SleepLoop {
    private SleepLoop() {}

    /** Runs. */
    public static void main(String[] args) {
        int rate = Integer.parseInt(args[0]);
        long period = 1_000_000_000L / rate;
        double[] late = new double[rate * Integer.parseInt(args[1])];
        Thread.currentThread().setPriority(Thread.MAX_PRIORITY);
        long start = System.nanoTime() + period;
        for (int i = 0; i < late.length; i++) {
            long due = start + i * period;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            late[i] = (System.nanoTime() - due) / 1e3;
        }
        Arrays.sort(late);
        new PrintStream(System.out, true, StandardCharsets.UTF_8)
                .printf(
                        Locale.ROOT,
                        "sleeping alone: p50=%.0f p99=%.0f p99.9=%.0f us late%n",
                        ServerLog.percentile(late, 50),
                        ServerLog.percentile(late, 99),
                        ServerLog.percentile(late, 99.9));
    }
}
