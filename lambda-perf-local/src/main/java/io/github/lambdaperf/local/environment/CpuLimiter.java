package io.github.lambdaperf.local.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each process the share of a processor that Lambda gives its memory size: one at 1769 MB. It needs a control
 * group of the system's that may be written; where there is none, it does nothing and says why. Its groups lie below
 * the group of this process, so that limits of that one stay in force; those of killed targets are removed at the next
 * start.
 */
final class CpuLimiter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CpuLimiter.class);
    private static final String PREFIX = "lambda-local-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-\\d+");
    private static final int PERIOD_MICROS = 100_000;
    // The kernel takes no smaller quota.
    private static final int SMALLEST_QUOTA_MICROS = 1_000;
    private static final double MB_OF_ONE_CPU = 1769;
    private static final Path SYSTEM = Path.of("/sys/fs/cgroup");

    private final Path directory;
    private final boolean unified;
    private final String description;

    private CpuLimiter(Path directory, boolean unified, String description) {
        this.directory = directory;
        this.unified = unified;
        this.description = description;
    }

    /** Limits nothing. */
    static CpuLimiter none(String reason) {
        return new CpuLimiter(null, false, "none: " + reason);
    }

    /** Uses what this system offers. */
    static CpuLimiter ofThisSystem() {
        try {
            List<String> own = Files.readAllLines(Path.of("/proc/self/cgroup"));
            return in(SYSTEM, own);
        } catch (IOException e) {
            return none("this system has no control groups");
        }
    }

    /**
     * Looks for a group to work in.
     *
     * @param system where the groups are mounted
     * @param own lines of {@code /proc/self/cgroup}
     */
    static CpuLimiter in(Path system, List<String> own) {
        Optional<String> controller = group(own, "cpu");
        boolean v1 = controller.isPresent();
        String version = v1 ? "cgroup v1" : "cgroup v2";
        Optional<String> group = v1 ? controller : group(own, "");
        if (group.isEmpty()) {
            return none("this process is in no control group");
        }
        Path root = v1 ? system.resolve("cpu") : system;
        Path parent = root.resolve(group.get().substring(1)).normalize();
        if (!parent.startsWith(root) || !Files.isDirectory(parent)) {
            // Seen from inside a container, where the mount shows the own group as its root.
            parent = root;
        }
        try {
            removeLeftOvers(parent);
            if (!v1) {
                delegateCpu(parent);
            }
            Path directory = Files.createDirectory(
                    parent.resolve(PREFIX + ProcessHandle.current().pid() + "-" + System.nanoTime()));
            CpuLimiter limiter = new CpuLimiter(directory, !v1, version);
            return limiter.checked();
        } catch (IOException e) {
            return none(version + " at " + parent + " cannot be used (" + e.getMessage() + ")");
        }
    }

    private static Optional<String> group(List<String> own, String controller) {
        return own.stream()
                .map(line -> line.split(":", 3))
                .filter(parts ->
                        parts.length == 3 && List.of(parts[1].split(",")).contains(controller))
                .map(parts -> parts[2])
                .findFirst();
    }

    private static void delegateCpu(Path parent) throws IOException {
        Path delegated = parent.resolve("cgroup.subtree_control");
        if (!List.of(Files.readString(delegated).trim().split(" ")).contains("cpu")) {
            write(delegated, "+cpu");
        }
    }

    private CpuLimiter checked() throws IOException {
        try {
            if (unified) {
                write(directory.resolve("cgroup.subtree_control"), "+cpu");
            } else if (!Files.isWritable(directory.resolve("cpu.cfs_quota_us"))) {
                throw new IOException("no cpu.cfs_quota_us in " + directory);
            }
            return this;
        } catch (IOException e) {
            Files.deleteIfExists(directory);
            throw e;
        }
    }

    /** What it works with, or {@code none} and why. */
    String description() {
        return description;
    }

    /** Limits a process, with all threads it has and will have; may be called when it is gone. */
    void limit(String id, Process process, int memoryMb) {
        if (directory == null) {
            return;
        }
        Path group = directory.resolve(id);
        try {
            Files.createDirectory(group);
            int quota = quotaMicros(memoryMb);
            if (unified) {
                write(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
            } else {
                write(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
                write(group.resolve("cpu.cfs_quota_us"), Integer.toString(quota));
            }
            write(group.resolve("cgroup.procs"), Long.toString(process.pid()));
        } catch (IOException e) {
            LOG.debug("cannot limit the CPU of process {}", process.pid(), e);
        }
    }

    /** Microseconds of CPU time in each 100 ms. */
    static int quotaMicros(int memoryMb) {
        return Math.max(SMALLEST_QUOTA_MICROS, (int) Math.round(memoryMb / MB_OF_ONE_CPU * PERIOD_MICROS));
    }

    /** Removes the group of a process that has ended. */
    void release(String id) {
        if (directory != null) {
            remove(directory.resolve(id));
        }
    }

    private static void removeLeftOvers(Path parent) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path directory : found) {
                Matcher name = NAME.matcher(directory.getFileName().toString());
                if (name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1)))
                                .filter(ProcessHandle::isAlive)
                                .isEmpty()) {
                    removeWithGroups(directory);
                }
            }
        }
    }

    private static void removeWithGroups(Path directory) throws IOException {
        try (DirectoryStream<Path> groups = Files.newDirectoryStream(directory, Files::isDirectory)) {
            groups.forEach(CpuLimiter::remove);
        }
        remove(directory);
    }

    // Only the directory: the kernel's files in it go with it.
    private static void remove(Path group) {
        try {
            Files.deleteIfExists(group);
        } catch (IOException e) {
            LOG.debug("cannot remove {}", group, e);
        }
    }

    private static void write(Path file, String value) throws IOException {
        Files.write(file, value.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        if (directory != null && Files.isDirectory(directory)) {
            removeWithGroups(directory);
        }
    }
}
