package io.github.lambdaperf.local.environment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.LogFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes the lines Lambda itself adds to a function's log: tab-separated text, or the platform events of the JSON format
 * that the system log level INFO shows (start and report; {@code runtimeDone} is DEBUG).
 */
final class PlatformLog {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final FunctionVersion version;
    private final FunctionDefinition function;
    private final String functionArn;
    private final String runtimeArn;
    private final boolean json;

    PlatformLog(FunctionVersion version, Account account) {
        this.version = version;
        this.function = version.definition();
        this.functionArn = account.versionArn(version);
        this.runtimeArn = "arn:aws:lambda:" + account.region() + "::runtime:" + function.runtime();
        this.json = function.logFormat() == LogFormat.JSON;
    }

    String logGroup() {
        return version.logGroup();
    }

    String initStart(long now, String logStream, InitializationType type) {
        String runtime = function.runtime() + ".local";
        if (json) {
            ObjectNode record = JSON.createObjectNode()
                    .put("initializationType", type.wireName())
                    .put("phase", "init")
                    .put("runtimeVersion", runtime)
                    .put("runtimeVersionArn", runtimeArn)
                    .put("functionName", function.name())
                    .put("functionArn", functionArn)
                    .put("functionVersion", version.version())
                    .put("instanceId", logStream)
                    .put("instanceMaxMemory", function.memoryMb() * 1024L * 1024L);
            return event(now, "platform.initStart", record);
        }
        return "INIT_START Runtime Version: " + runtime + "\tRuntime Version ARN: " + runtimeArn + "\n";
    }

    /** Without phase and status when an initialisation ahead of invocations succeeded. */
    String initReport(long now, double ms, String phase, Outcome outcome, InitializationType type) {
        if (json) {
            ObjectNode record = JSON.createObjectNode()
                    .put("initializationType", type.wireName())
                    .put("phase", phase)
                    .put("status", outcome.jsonStatus());
            if (outcome.errorType() != null) {
                record.put("errorType", outcome.errorType());
            }
            record.putObject("metrics").put("durationMs", rounded(ms));
            return event(now, "platform.initReport", record);
        }
        StringBuilder line = new StringBuilder("INIT_REPORT Init Duration: ");
        hundredths(line, ms).append(" ms");
        if (outcome == Outcome.SUCCESS) {
            return line.append('\n').toString();
        }
        line.append("\tPhase: ").append(phase);
        return failure(line, outcome).append('\n').toString();
    }

    String start(long now, String requestId) {
        if (json) {
            ObjectNode record = JSON.createObjectNode()
                    .put("requestId", requestId)
                    .put("functionArn", functionArn)
                    .put("version", version.version());
            return event(now, "platform.start", record);
        }
        return "START RequestId: " + requestId + " Version: " + version.version() + "\n";
    }

    /** Null in the JSON format, which has no such event. */
    String end(String requestId) {
        return json ? null : "END RequestId: " + requestId + "\n";
    }

    String report(long now, InvocationReport report) {
        return json ? event(now, "platform.report", record(report)) : text(report);
    }

    private static ObjectNode record(InvocationReport report) {
        ObjectNode record = JSON.createObjectNode().put("requestId", report.requestId());
        ObjectNode metrics = record.putObject("metrics");
        metrics.put("durationMs", rounded(report.durationMs()));
        metrics.put("billedDurationMs", report.billedMs());
        metrics.put("memorySizeMB", report.memorySizeMb());
        if (report.maxMemoryMb() != null) {
            metrics.put("maxMemoryUsedMB", report.maxMemoryMb());
        }
        if (report.initMs() != null) {
            metrics.put("initDurationMs", rounded(report.initMs()));
        }
        record.put("status", report.outcome().jsonStatus());
        if (report.outcome().errorType() != null) {
            record.put("errorType", report.outcome().errorType());
        }
        if (report.trace().sampled()) {
            record.putObject("tracing")
                    .put("spanId", report.trace().segment())
                    .put("type", "X-Amzn-Trace-Id")
                    .put("value", report.trace().value());
        }
        return record;
    }

    private static double rounded(double ms) {
        return Math.round(ms * 1000) / 1000.0;
    }

    private static String text(InvocationReport report) {
        StringBuilder line = new StringBuilder(200);
        line.append("REPORT RequestId: ").append(report.requestId());
        hundredths(line.append("\tDuration: "), report.durationMs()).append(" ms");
        line.append("\tBilled Duration: ").append(report.billedMs()).append(" ms");
        line.append("\tMemory Size: ").append(report.memorySizeMb()).append(" MB");
        if (report.maxMemoryMb() != null) {
            line.append("\tMax Memory Used: ").append(report.maxMemoryMb()).append(" MB");
        }
        if (report.initMs() != null) {
            hundredths(line.append("\tInit Duration: "), report.initMs()).append(" ms");
        }
        failure(line, report.outcome()).append("\t\n");
        if (report.trace().sampled()) {
            line.append("XRAY TraceId: ").append(report.trace().root());
            line.append("\tSegmentId: ").append(report.trace().segment()).append("\tSampled: true\t\n");
        }
        return line.toString();
    }

    private static StringBuilder failure(StringBuilder line, Outcome outcome) {
        if (outcome.status() != null) {
            line.append("\tStatus: ").append(outcome.status());
            if (outcome.errorType() != null) {
                line.append("\tError Type: ").append(outcome.errorType());
            }
        }
        return line;
    }

    // String.format costs more than the rest of the line.
    private static StringBuilder hundredths(StringBuilder line, double ms) {
        long value = Math.round(ms * 100);
        line.append(value / 100).append('.');
        return line.append((char) ('0' + value / 10 % 10)).append((char) ('0' + value % 10));
    }

    private static String event(long now, String type, ObjectNode record) {
        ObjectNode event = JSON.createObjectNode();
        event.put("time", TIME.format(Instant.ofEpochMilli(now)));
        event.put("type", type);
        event.set("record", record);
        return event + "\n";
    }
}
