package io.github.lambdaperf.local.environment;

import io.github.lambdaperf.local.LogMask;
import io.github.lambdaperf.local.logs.LogLine;
import io.github.lambdaperf.local.logs.LogStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The log stream of one environment: what its process writes, masked, and what Lambda adds. */
final class EnvironmentLog {

    private final LogStore logs;
    private final PlatformLog platform;
    private final String logStream;
    private final LogMask mask;
    private ProcessOutput output;
    private List<byte[]> events = List.of();

    EnvironmentLog(LogStore logs, PlatformLog platform, String logStream, LogMask mask) {
        this.logs = logs;
        this.platform = platform;
        this.logStream = logStream;
        this.mask = mask;
    }

    String logStream() {
        return logStream;
    }

    PlatformLog platform() {
        return platform;
    }

    /** From now on the process writes there. */
    void opened(ProcessOutput newOutput) {
        output = newOutput;
    }

    /** The process has ended; all that it wrote is drained. */
    void closed() {
        ProcessOutput.closeAndDelete(output);
        output = null;
    }

    /** The function gets this event, which its lines may repeat. */
    void handedOut(byte[] event) {
        if (mask != LogMask.NONE) {
            events = events.isEmpty() ? List.of(event) : List.of(event, events.get(0));
        }
    }

    /** What the process has written since the last time. */
    List<LogLine> drain() {
        List<LogLine> lines = output == null ? List.of() : output.drain(System.currentTimeMillis());
        if (lines.isEmpty() || mask == LogMask.NONE) {
            return lines;
        }
        UnaryOperator<String> masked = mask.given(events);
        return lines.stream()
                .map(line -> new LogLine(line.timestamp(), masked.apply(line.message())))
                .toList();
    }

    /** Keeps what the process has written since the last time. */
    void keep() {
        keep(drain());
    }

    void keep(List<LogLine> lines) {
        logs.append(platform.logGroup(), logStream, lines);
    }

    /** Keeps the line that begins an initialisation. */
    void initStart(InitializationType type) {
        long now = System.currentTimeMillis();
        keep(List.of(new LogLine(now, platform.initStart(now, logStream, type))));
    }

    /** What the process has written in its initialisation, and the line that ends it. */
    List<LogLine> initReport(double ms, String phase, Outcome outcome, InitializationType type) {
        List<LogLine> lines = new ArrayList<>(drain());
        long now = System.currentTimeMillis();
        lines.add(new LogLine(now, platform.initReport(now, ms, phase, outcome, type)));
        return lines;
    }
}
