package io.github.lambdaperf.local.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.LogFormat;
import org.junit.jupiter.api.Test;

class PlatformLogTest {
    private static final TraceHeader UNTRACED =
            new TraceHeader("1-5759e988-bd862e3fe1be46a994272793", "53995c3f42cd8ad8", false);
    private static final TraceHeader TRACED =
            new TraceHeader("1-5759e988-bd862e3fe1be46a994272793", "53995c3f42cd8ad8", true);

    private static PlatformLog log(LogFormat format) {
        FunctionDefinition function = FunctionDefinition.builder()
                .name("f")
                .handler("H")
                .memoryMb(2048)
                .logFormat(format)
                .build();
        FunctionVersion latest = new LocalFunction(function).latest();
        return new PlatformLog(latest, new Account("123456789012", "eu-west-1"));
    }

    // The figures are those of lines that AWS wrote in 2026.
    @Test
    void reportLinesAreAws() {
        PlatformLog log = log(LogFormat.TEXT);
        assertThat(log.report(0, new InvocationReport("id", 80.30, 488.91, 2048, 174, Outcome.SUCCESS, UNTRACED)))
                .isEqualTo("REPORT RequestId: id\tDuration: 80.30 ms\tBilled Duration: 570 ms\tMemory Size: 2048 MB"
                        + "\tMax Memory Used: 174 MB\tInit Duration: 488.91 ms\t\n");
        assertThat(log.report(0, new InvocationReport("id", 900_000, 502.37, 4096, 537, Outcome.TIMEOUT, UNTRACED)))
                .isEqualTo("REPORT RequestId: id\tDuration: 900000.00 ms\tBilled Duration: 900503 ms"
                        + "\tMemory Size: 4096 MB\tMax Memory Used: 537 MB\tInit Duration: 502.37 ms"
                        + "\tStatus: timeout\t\n");
        assertThat(log.report(
                        0,
                        new InvocationReport(
                                "id", 344356.22, 399.33, 1024, null, Outcome.error("Runtime.OutOfMemory"), UNTRACED)))
                .isEqualTo("REPORT RequestId: id\tDuration: 344356.22 ms\tBilled Duration: 344756 ms"
                        + "\tMemory Size: 1024 MB\tInit Duration: 399.33 ms\tStatus: error"
                        + "\tError Type: Runtime.OutOfMemory\t\n");
        assertThat(log.report(0, new InvocationReport("id", 0.004, null, 128, 75, Outcome.thrown("E"), UNTRACED)))
                .isEqualTo("REPORT RequestId: id\tDuration: 0.00 ms\tBilled Duration: 1 ms\tMemory Size: 128 MB"
                        + "\tMax Memory Used: 75 MB\t\n");
        assertThat(log.initReport(
                        0, 229.22, "init", Outcome.error("Runtime.ImportModuleError"), InitializationType.ON_DEMAND))
                .isEqualTo("INIT_REPORT Init Duration: 229.22 ms\tPhase: init\tStatus: error"
                        + "\tError Type: Runtime.ImportModuleError\n");
    }

    @Test
    void platformEventsAreAws() {
        PlatformLog log = log(LogFormat.JSON);
        assertThat(log.start(1_700_000_000_120L, "id"))
                .isEqualTo("{\"time\":\"2023-11-14T22:13:20.120Z\",\"type\":\"platform.start\",\"record\":{"
                        + "\"requestId\":\"id\",\"functionArn\":\"arn:aws:lambda:eu-west-1:123456789012:function:f\","
                        + "\"version\":\"$LATEST\"}}\n");
        assertThat(log.end("id")).isNull();
        assertThat(log.report(0, new InvocationReport("id", 1233.96, 463.512, 256, 123, Outcome.SUCCESS, UNTRACED)))
                .isEqualTo("{\"time\":\"1970-01-01T00:00:00.000Z\",\"type\":\"platform.report\",\"record\":{"
                        + "\"requestId\":\"id\",\"metrics\":{\"durationMs\":1233.96,\"billedDurationMs\":1698,"
                        + "\"memorySizeMB\":256,\"maxMemoryUsedMB\":123,\"initDurationMs\":463.512},"
                        + "\"status\":\"success\"}}\n");
    }

    @Test
    void reportsOfSampledInvocationsNameTheirTrace() {
        assertThat(log(LogFormat.TEXT)
                        .report(0, new InvocationReport("id", 1, null, 128, null, Outcome.SUCCESS, TRACED)))
                .isEqualTo("REPORT RequestId: id\tDuration: 1.00 ms\tBilled Duration: 1 ms\tMemory Size: 128 MB\t\n"
                        + "XRAY TraceId: 1-5759e988-bd862e3fe1be46a994272793\tSegmentId: 53995c3f42cd8ad8"
                        + "\tSampled: true\t\n");
        assertThat(log(LogFormat.JSON)
                        .report(0, new InvocationReport("id", 1, null, 128, null, Outcome.SUCCESS, TRACED)))
                .contains("\"tracing\":{\"spanId\":\"53995c3f42cd8ad8\",\"type\":\"X-Amzn-Trace-Id\",\"value\":"
                        + "\"Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1\"}");
    }

    @Test
    void theCallerDecidesOnSamplingAndElseTheFunction() {
        String root = "Root=1-5759e988-bd862e3fe1be46a994272793";
        assertThat(TraceHeader.of(root, true).sampled()).isTrue();
        assertThat(TraceHeader.of(root, false).sampled()).isFalse();
        assertThat(TraceHeader.of(root + ";Sampled=0", true).sampled()).isFalse();
        assertThat(TraceHeader.of(root + ";Parent=0000000000000000;Sampled=1", false)
                        .sampled())
                .isTrue();
        assertThat(TraceHeader.of("nonsense", true).value()).isEqualTo("nonsense");
    }
}
