package io.github.lambdaperf.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.logs.InvocationReport;
import io.github.lambdaperf.core.logs.ReportParser;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** REPORT lines: anything a function prints may look like one. */
final class ReportLineFuzz {
    private ReportLineFuzz() {}

    static void read(String text) {
        ReportParser.lastReport(text, null).ifPresent(ReportLineFuzz::check);
        ReportParser.lastReport(text, "3604209a-e9a3-11e6-939a-754dd98c7be3").ifPresent(ReportLineFuzz::check);
        ReportParser.parse(text).ifPresent(ReportLineFuzz::check);
    }

    /** One figure that is none would spoil the sums of a whole run. */
    private static void check(InvocationReport report) {
        Stream.of(
                        OptionalDouble.of(report.durationMs()),
                        report.billedMs(),
                        report.memoryMb(),
                        report.maxMemoryMb(),
                        report.initMs(),
                        report.restoreMs(),
                        report.billedRestoreMs())
                .flatMapToDouble(OptionalDouble::stream)
                .forEach(figure -> assertThat(Double.isFinite(figure) && figure >= 0)
                        .as("the figure %s", figure)
                        .isTrue());
    }
}
