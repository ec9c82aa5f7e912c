package io.github.lambdaperf.core.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * How much of this machine other processes used, or another machine on the same hardware stole: what was measured then
 * says little of the function. Known on Linux, from {@code /proc/stat}.
 */
final class OtherWork {
    private static final Path STAT = Path.of("/proc/stat");
    private static final int USER = 1;
    private static final int IDLE = 4;
    private static final int IO_WAIT = 5;
    private static final int STEAL = 8;

    private final Path stat;
    private final Times start;
    private final Duration ownStart;

    private record Times(double busy, double total) {}

    OtherWork() {
        this(STAT);
    }

    /** @param stat in the format of {@code /proc/stat} */
    OtherWork(Path stat) {
        this.stat = stat;
        this.start = read(stat).orElse(null);
        this.ownStart = own();
    }

    /** Share of all cores since this was made, 0 to 1; empty where the system does not tell. */
    OptionalDouble share() {
        Optional<Times> now = read(stat);
        if (start == null || now.isEmpty() || now.get().total() <= start.total()) {
            return OptionalDouble.empty();
        }
        double total = now.get().total() - start.total();
        // the kernel counts in hundredths of a second
        double own = (own().toNanos() - ownStart.toNanos()) / 1e7;
        double other = now.get().busy() - start.busy() - own;
        return OptionalDouble.of(Math.max(0, Math.min(1, other / total)));
    }

    /** CPU time of this process and of those that it started. */
    private static Duration own() {
        ProcessHandle self = ProcessHandle.current();
        return Stream.concat(Stream.of(self), self.descendants())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Optional<Times> read(Path stat) {
        try (Stream<String> lines = Files.lines(stat, StandardCharsets.US_ASCII)) {
            return lines.findFirst().filter(line -> line.startsWith("cpu ")).map(OtherWork::parse);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** {@code cpu user nice system idle iowait irq softirq steal …}, in hundredths of a second over all cores. */
    private static Times parse(String line) {
        String[] fields = line.trim().split("\\s+");
        double total = 0;
        for (int i = USER; i < fields.length && i <= STEAL; i++) {
            total += Double.parseDouble(fields[i]);
        }
        return new Times(total - Double.parseDouble(fields[IDLE]) - Double.parseDouble(fields[IO_WAIT]), total);
    }
}
