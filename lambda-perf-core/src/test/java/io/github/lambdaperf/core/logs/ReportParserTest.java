package io.github.lambdaperf.core.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The lines are real ones of 2024 to 2026, with shortened ids. */
class ReportParserTest {

    @Property
    void everyNumberIsTheOneThatJavaReads(
            @ForAll @LongRange(min = 0, max = 9_999_999_999_999_999L) long digits,
            @ForAll @IntRange(min = 0, max = 16) int decimals) {
        String number = new BigDecimal(BigInteger.valueOf(digits), decimals).toPlainString();

        assertThat(parse("REPORT RequestId: a\tDuration:  " + number + " ms\t").durationMs())
                .isEqualTo(Double.parseDouble(number));
    }

    private static InvocationReport parse(String line) {
        return ReportParser.parse(line).orElseThrow();
    }

    @Test
    void olderShapeWithASpaceBeforeTheTab() {
        InvocationReport report = parse("REPORT RequestId: 4ce9340a\tDuration: 26.73 ms\tBilled Duration: 27 ms \t"
                + "Memory Size: 128 MB\tMax Memory Used: 75 MB\t\n");

        assertThat(report.requestId()).isEqualTo("4ce9340a");
        assertThat(report.durationMs()).isEqualTo(26.73);
        assertThat(report.billedMs()).hasValue(27);
        assertThat(report.memoryMb()).hasValue(128);
        assertThat(report.maxMemoryMb()).hasValue(75);
        assertThat(report.initMs()).isEmpty();
        assertThat(report.coldStart()).isFalse();
        assertThat(report.status()).isNull();
    }

    @Test
    void timeoutWithInitAndXRay() {
        InvocationReport report =
                parse("REPORT RequestId: 276a85b3\tDuration: 900000.00 ms\tBilled Duration: 900503 ms\t"
                        + "Memory Size: 4096 MB\tMax Memory Used: 537 MB\tInit Duration: 502.37 ms\tStatus: timeout\n"
                        + "XRAY TraceId: 1-6a85b38d\tSegmentId: 29c3839e6ecb5895\tSampled: true\n");

        assertThat(report.initMs()).hasValue(502.37);
        assertThat(report.billedMs()).hasValue(900503);
        assertThat(report.status()).isEqualTo("timeout");
        assertThat(report.errorType()).isNull();
        assertThat(report.coldStart()).isTrue();
    }

    @Test
    void outOfMemory() {
        InvocationReport report =
                parse("REPORT RequestId: 3b9e07c5\tDuration: 344356.22 ms\tBilled Duration: 344756 ms\t"
                        + "Memory Size: 1024 MB\tMax Memory Used: 1024 MB\tInit Duration: 399.33 ms\tStatus: error\t"
                        + "Error Type: Runtime.OutOfMemory\nXRAY TraceId: 1-66");

        assertThat(report.status()).isEqualTo("error");
        assertThat(report.errorType()).isEqualTo("Runtime.OutOfMemory");
    }

    @Test
    void restoreIsNotMixedUpWithBilledRestore() {
        InvocationReport report = parse("REPORT RequestId: 24addd09\tDuration: 127.10 ms\tBilled Duration: 154 ms\t"
                + "Memory Size: 2048 MB\tMax Memory Used: 212 MB\tRestore Duration: 325.93 ms\t"
                + "Billed Restore Duration: 26 ms\t\n");

        assertThat(report.restoreMs()).hasValue(325.93);
        assertThat(report.billedRestoreMs()).hasValue(26);
        assertThat(report.billedMs()).hasValue(154);
        assertThat(report.initMs()).isEmpty();
        assertThat(report.coldStart()).isTrue();
    }

    @Test
    void managedInstancesReportNoBillAndNoMemory() {
        InvocationReport report = parse("REPORT RequestId: a\tDuration: 125.46 ms");

        assertThat(report.durationMs()).isEqualTo(125.46);
        assertThat(report.billedMs()).isEqualTo(OptionalDouble.empty());
        assertThat(report.memoryMb()).isEmpty();
    }

    @Test
    void wholeMillisecondsHaveNoDecimals() {
        assertThat(parse("REPORT RequestId: a\tDuration: 3 ms\tBilled Duration: 3 ms\t")
                        .durationMs())
                .isEqualTo(3);
    }

    @Test
    void jsonFormat() {
        InvocationReport report = parse(
                "{\"time\":\"2026-10-08T10:00:00.000Z\",\"type\":\"platform.report\",\"record\":"
                        + "{\"requestId\":\"79b5\",\"metrics\":{\"durationMs\":1233.96,\"billedDurationMs\":1698,"
                        + "\"memorySizeMB\":256,\"maxMemoryUsedMB\":123,\"initDurationMs\":463.512},\"status\":\"success\"}}");

        assertThat(report.requestId()).isEqualTo("79b5");
        assertThat(report.durationMs()).isEqualTo(1233.96);
        assertThat(report.billedMs()).hasValue(1698);
        assertThat(report.initMs()).hasValue(463.512);
        assertThat(report.status()).isEqualTo("success");
    }

    @Test
    void otherLinesAreNoReports() {
        assertThat(ReportParser.parse("START RequestId: a Version: $LATEST")).isEmpty();
        assertThat(ReportParser.parse("{\"type\":\"platform.start\",\"record\":{\"x\":\"platform.report\"}}"))
                .isEmpty();
        assertThat(ReportParser.parse("{\"message\":\"\\\"platform.report\\\"")).isEmpty();
    }

    @Test
    void theTailMayBeginInTheMiddleOfALineAndHoldSeveralReports() {
        String tail = "ed Duration: 5 ms\tMemory Size: 128 MB\n"
                + "START RequestId: b Version: 3\n"
                + "REPORT RequestId: b\tDuration: 1.00 ms\tBilled Duration: 1 ms\t\n"
                + "END RequestId: c\nREPORT RequestId: c\tDuration: 2.00 ms\tBilled Duration: 2 ms\t\n"
                + "XRAY TraceId: 1-66\tSampled: true\n";

        assertThat(ReportParser.lastReport(tail, null).orElseThrow().requestId())
                .isEqualTo("c");
        assertThat(ReportParser.lastReport(tail, "b").orElseThrow().durationMs())
                .isEqualTo(1);
        assertThat(ReportParser.lastReport(tail, "d")).isEmpty();
        assertThat(ReportParser.lastReport("", null)).isEmpty();
    }
}
