package io.github.lambdaperf.local.environment;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A process's peak resident memory: {@code VmHWM} of proc(5) on Linux, the largest {@code ps -o rss=} seen on macOS,
 * unknown elsewhere. Read at most every 50 ms, as one reading costs more than a short invocation.
 */
final class PeakMemory {

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final boolean PROC = Files.isReadable(Path.of("/proc/self/status"));
    private static final boolean MAC = System.getProperty("os.name").startsWith("Mac");
    private static final String FIELD = "VmHWM:";

    private final byte[] buffer = new byte[2048];
    private long sampledNanos;
    private int kb;

    /** Reads it unless that was done a moment ago. */
    void sample(Process process) {
        if (System.nanoTime() - sampledNanos > INTERVAL_NANOS) {
            sampleNow(process);
        }
    }

    /** Reads it; keeps what is known when the process is gone. */
    void sampleNow(Process process) {
        if (process == null) {
            return;
        }
        sampledNanos = System.nanoTime();
        try {
            if (PROC) {
                kb = Math.max(kb, highWaterMark(process.pid()));
            } else if (MAC) {
                kb = Math.max(kb, residentNow(process.pid()));
            }
        } catch (IOException | NumberFormatException e) {
            // The process is gone; the last reading stands.
            return;
        }
    }

    private int highWaterMark(long pid) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile("/proc/" + pid + "/status", "r")) {
            int length = file.read(buffer);
            String text = new String(buffer, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
            int at = text.indexOf(FIELD);
            if (at < 0) {
                return 0;
            }
            int end = text.indexOf(" kB", at);
            return Integer.parseInt(text.substring(at + FIELD.length(), end).trim());
        }
    }

    private static int residentNow(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        return Integer.parseInt(new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim());
    }

    /** Megabytes rounded up; null when unknown. */
    Integer megabytes() {
        return kb == 0 ? null : (kb + 1023) / 1024;
    }
}
