package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.load.LoadProgress;
import io.github.lambdaperf.core.load.LoggedError;
import io.github.lambdaperf.core.record.ErrorRecord;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class LoadConsoleTest {
    private static final ErrorRecord OUT_OF_STOCK = new ErrorRecord(
            "function_error",
            "com.example.OutOfStock",
            null,
            "no item left",
            3,
            "8476a536-e9f4-11e8-9739-2dfe598c3fcd");

    private final List<String> lines = new ArrayList<>();
    private final SystemStreamLog log = new SystemStreamLog() {
        @Override
        public void info(CharSequence text) {
            lines.add("INFO " + text);
        }

        @Override
        public void warn(CharSequence text) {
            lines.add("WARN " + text);
        }
    };

    private static LoadProgress progress(double seconds, long invocations, List<ErrorRecord> errors) {
        return progress(seconds, invocations, errors, List.of());
    }

    private static LoadProgress progress(
            double seconds, long invocations, List<ErrorRecord> errors, List<LoggedError> logged) {
        return new LoadProgress(
                "orders",
                seconds,
                60,
                50,
                49.8,
                3,
                3000,
                new LoadProgress.Figures(invocations, 12.34, 45.6, 3, 0, 2, 0, 600, invocations),
                errors,
                logged,
                0.000123);
    }

    @Test
    void withoutATerminalALineNowAndThen() {
        LoadConsole console = new LoadConsole(log, null, 10);

        console.progress(progress(9.5, 470, List.of()));
        console.progress(progress(10, 500, List.of()));
        console.progress(progress(12, 598, List.of()));
        console.progress(progress(20.4, 1020, List.of()));

        String figures =
                " | 3 in flight | p50 12.3 ms, p95 45.6 ms | 3 errors, 0 throttles, 2 cold starts | 0.00012 USD";
        assertThat(lines)
                .containsExactly(
                        "INFO orders 10/60 s | 50.0/s of 50.0/s" + figures,
                        "INFO orders 20/60 s | 50.2/s of 50.0/s" + figures);
    }

    @Test
    void onATerminalTwoLinesAreDrawnAgainAndAgain() {
        StringWriter terminal = new StringWriter();
        LoadConsole console = new LoadConsole(log, new PrintWriter(terminal), 10);

        console.progress(progress(10, 500, List.of()));
        console.progress(progress(15, 800, List.of()));
        console.info("scenario payments: constant-vus 1");
        console.close();

        // 300 in the last 5 s; a quarter of the time is over
        String figures = "p50 12.3 ms, p95 45.6 ms | 3 errors, 0 throttles, 2 cold starts | 0.00012 USD";
        assertThat(terminal.toString())
                .isEqualTo("\u001b[?7lorders [=>--------] 10/60 s, 0:50 left | 50.0/s of 50.0/s | 3 in flight\r\n"
                        + figures
                        + "\u001b[?7h"
                        + "\r\u001b[A\u001b[J"
                        + "\u001b[?7lorders [==>-------] 15/60 s, 0:41 left | 60.0/s of 50.0/s | 3 in flight\r\n"
                        + figures
                        + "\u001b[?7h"
                        + "\r\u001b[A\u001b[J");
        assertThat(lines).containsExactly("INFO scenario payments: constant-vus 1");
        assertThat(figures).hasSizeLessThanOrEqualTo(80);
    }

    @Test
    void eachKindOfErrorIsToldOnceAsItComes() {
        LoadConsole console = new LoadConsole(log, null, 10);

        console.progress(progress(5, 100, List.of()));
        console.progress(progress(6, 120, List.of(OUT_OF_STOCK)));
        console.progress(progress(7, 140, List.of(OUT_OF_STOCK)));

        assertThat(lines)
                .filteredOn(line -> line.startsWith("WARN"))
                .containsExactly("WARN orders after 6 s: com.example.OutOfStock: no item left (3 so far)");
    }

    @Test
    void whatTheFunctionLogsIsToldOnce() {
        LoadConsole console = new LoadConsole(log, null, 10);

        console.progress(progress(1, 50, List.of(), List.of(new LoggedError("ERROR no stock", 2))));
        console.progress(progress(2, 90, List.of(), List.of(new LoggedError("ERROR no stock", 5))));

        assertThat(lines).containsExactly("WARN orders after 1 s, in the function's log: ERROR no stock (2 so far)");
    }
}
