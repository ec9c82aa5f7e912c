package io.github.lambdaperf.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.AwsSettings;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.load.LoadPlan;
import io.github.lambdaperf.core.load.LoadProgress;
import io.github.lambdaperf.core.load.LoadTest;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.RunRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The load of the product as the goal runs it: signing, tails, checks, histograms, record. Prints what it cost, every so
 * often and in the end, as lines of tab-separated fields.
 *
 * <p>Arguments: endpoint on this machine, scenario file, seconds between two lines. A line holds seconds since the start,
 * invocations, invocations per second, microseconds of CPU and bytes allocated for each invocation since the line before,
 * and the heap in MiB after a full collection, which each line begins with.
 */
public final class ProductLoad {
    private static final double MIB = 1 << 20;

    private final PrintStream out;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private double lastSeconds;
    private long lastInvocations;
    private long lastCpu;
    private long lastAllocated;

    private ProductLoad(PrintStream out) {
        this.out = out;
    }

    /** Runs. */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        URI endpoint = URI.create(args[0]);
        if (!List.of("127.0.0.1", "localhost", "[::1]").contains(endpoint.getHost())) {
            throw new IllegalArgumentException("only this machine is loaded, not " + endpoint.getHost());
        }
        Path directory = Files.createTempDirectory("product-load");
        Path scenarios = Files.createDirectories(directory.resolve("perf"));
        Files.copy(Path.of(args[1]), scenarios.resolve("load.yaml"));
        try {
            new ProductLoad(out).run(endpoint, scenarios, directory, Duration.ofSeconds(Long.parseLong(args[2])));
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void run(URI endpoint, Path scenarios, Path directory, Duration every) throws InterruptedException {
        try (AwsSession session =
                new AwsSession(new AwsSettings(Optional.of(endpoint), Optional.of("us-east-1"), Optional.empty()))) {
            LoadPlan plan = new LoadPlan(
                    ScenarioFiles.reader().readAll(scenarios, List.of()),
                    directory,
                    directory.resolve("run"),
                    "benchmark",
                    "aws",
                    "f",
                    "",
                    null,
                    List.of(),
                    "benchmark",
                    1,
                    every,
                    1,
                    PriceTable.bundled(),
                    null,
                    null);
            out.println("# seconds\tinvocations\tper second\tCPU us\tallocated B\theap MiB");
            RunRecord record = new LoadTest(plan, session, message -> out.println("# " + message), this::line).run();
            summary(record);
        }
    }

    /** One line of figures since the last. */
    private void line(LoadProgress progress) {
        memory.gc();
        long invocations = progress.figures().invocations();
        long cpu = system.getProcessCpuTime();
        long allocated = allocated();
        double seconds = progress.elapsedSeconds();
        double done = Math.max(1, invocations - lastInvocations);
        out.printf(
                Locale.ROOT,
                "%.1f\t%d\t%.0f\t%.2f\t%.0f\t%.1f%n",
                seconds,
                invocations,
                done / (seconds - lastSeconds),
                (cpu - lastCpu) / 1000.0 / done,
                (allocated - lastAllocated) / done,
                collected() / MIB);
        lastSeconds = seconds;
        lastInvocations = invocations;
        lastCpu = cpu;
        lastAllocated = allocated;
    }

    private void summary(RunRecord record) {
        MetricRecord duration = record.scenarios().get(0).metrics().get("invocation_duration");
        MetricRecord lag = record.scenarios().get(0).metrics().get("send_lag");
        out.println("# status " + record.status() + " " + record.statusReasons());
        out.println("# invocation_duration " + duration.count() + " " + duration.values());
        if (lag != null) {
            out.println("# send_lag " + lag.count() + " " + lag.values());
        }
        out.println("# errors " + record.scenarios().get(0).errors());
        out.printf(Locale.ROOT, "# CPU %.2f s%n", system.getProcessCpuTime() / 1e9);
    }

    /** What the last collections have left, without what was allocated since: at 50,000 requests a second that is more. */
    private static long collected() {
        long sum = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null) {
                sum += pool.getCollectionUsage().getUsed();
            }
        }
        return sum;
    }

    private long allocated() {
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }
}
