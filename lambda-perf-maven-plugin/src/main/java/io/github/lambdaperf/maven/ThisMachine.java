package io.github.lambdaperf.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What local figures depend on, and what they must say of themselves. */
final class ThisMachine {
    private ThisMachine() {}

    /**
     * Cores and CPU model, coarse on purpose: machines of one kind share a baseline.
     *
     * @param cpuShare whether the CPU of functions follows their memory, which is another kind of machine to them
     */
    static String host(boolean cpuShare) {
        return cores() + "x " + cpuModel() + (cpuShare ? ", CPU by memory" : "");
    }

    /** Said in every report of a local run. @param cpuLimiter what is in force */
    static List<String> labels(String cpuLimiter) {
        return List.of(
                "local run: JVM processes on this machine, measured durations, no prediction for AWS",
                "machine: " + cores() + " cores, " + cpuModel() + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch"),
                "JDK: " + System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
                "CPU limiter: " + cpuLimiter);
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static String cpuModel() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8).stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    /** The commit that is checked out, or null where git does not say. */
    static String commit(Path directory) {
        try {
            Process git = new ProcessBuilder("git", "rev-parse", "--short=12", "HEAD")
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean ended = git.waitFor(2, TimeUnit.SECONDS);
            return ended && git.exitValue() == 0 && !text.isEmpty() ? text : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
