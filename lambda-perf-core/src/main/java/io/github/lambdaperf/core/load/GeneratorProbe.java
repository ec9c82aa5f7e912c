package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.record.GeneratorHealth;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/** Watches the generator itself: its CPU, its collector, and how late it sent. */
final class GeneratorProbe {
    /** Share of all cores beyond which percentiles are not to be trusted. */
    static final double MAX_CPU = 0.85;

    /** Lateness of the 99th percentile that is never held against a run, in milliseconds. */
    static final double LAG_ALLOWANCE_MS = 20;

    /** Beyond the allowance, the share of the measured p99 that lateness may make up. */
    static final double MAX_LAG_SHARE = 0.25;

    private final com.sun.management.OperatingSystemMXBean system;
    private final long startCpu;
    private final long startNanos = System.nanoTime();
    private final long startGc = gcMillis();
    private final OtherWork otherWork = new OtherWork();

    GeneratorProbe() {
        system = ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean bean
                ? bean
                : null;
        startCpu = system == null ? 0 : system.getProcessCpuTime();
    }

    private static long gcMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .filter(time -> time > 0)
                .sum();
    }

    /**
     * Judges the time since the probe was made.
     *
     * @param lag lateness of sends in microseconds, over all open executors; may be empty
     * @param clients what sent the requests
     * @param rehearsed time of rehearsals
     * @param p99Ms the 99th percentile that was measured, from the intended start
     */
    GeneratorHealth judge(Histogram lag, double p99Ms, Collection<String> clients, Duration rehearsed) {
        double wall = System.nanoTime() - startNanos;
        int cores = Runtime.getRuntime().availableProcessors();
        double cpu = system == null ? 0 : (system.getProcessCpuTime() - startCpu) / wall / cores;
        double lagP99 = lag.getValueAtPercentile(99) / 1000.0;
        String problem = problem(cpu, lagP99, p99Ms);
        OptionalDouble other = otherWork.share();
        return new GeneratorHealth(
                lag.getValueAtPercentile(50) / 1000.0,
                lagP99,
                lag.getTotalCount() == 0 ? 0 : lag.getMaxValue() / 1000.0,
                cpu,
                gcMillis() - startGc,
                null,
                other.isPresent() ? other.getAsDouble() : null,
                List.copyOf(clients),
                rehearsed.toMillis(),
                problem == null,
                problem);
    }

    /**
     * Why percentiles are not to be trusted; null: they are.
     *
     * @param cpu share of all cores that the generator used
     * @param lagP99Ms lateness of sends
     * @param p99Ms of what was measured
     */
    static String problem(double cpu, double lagP99Ms, double p99Ms) {
        if (cpu > MAX_CPU) {
            return String.format(
                    Locale.ROOT,
                    "the load generator used %.0f %% of this machine's CPU: run it with less load or on a larger machine",
                    cpu * 100);
        }
        if (lagP99Ms > LAG_ALLOWANCE_MS && lagP99Ms > MAX_LAG_SHARE * p99Ms) {
            return String.format(
                    Locale.ROOT,
                    "sends were late (p99 %.1f ms, of a measured p99 of %.1f ms): run it with less load, on more processors,"
                            + " or with MAVEN_OPTS=-XX:TieredStopAtLevel=1, which leaves them to the load",
                    lagP99Ms,
                    p99Ms);
        }
        return null;
    }
}
