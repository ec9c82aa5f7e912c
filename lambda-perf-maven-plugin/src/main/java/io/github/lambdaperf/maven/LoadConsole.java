package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.load.LoadProgress;
import io.github.lambdaperf.core.record.ErrorRecord;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.maven.plugin.logging.Log;

/**
 * What a load tells while it runs: two short lines that are drawn again and again on a terminal, a line of the build's log
 * now and then elsewhere; and each new kind of error once, as it comes.
 */
final class LoadConsole implements LoadProgress.Listener, AutoCloseable {
    private static final Duration REDRAW = Duration.ofMillis(500);
    /** From the start of the first drawn line to the end of the screen; the cursor stands in the second. */
    private static final String CLEAR = "\r\u001b[A\u001b[J";
    // A line that is wider than the terminal is cut, not wrapped: what is wrapped cannot be drawn over.
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final Log log;
    private final PrintWriter terminal;
    private final Duration period;
    private final RecentRate rate = new RecentRate();
    private final Set<String> told = new HashSet<>();
    private boolean drawn;

    /** @param terminal to draw on; null: lines of the log @param seconds between these */
    LoadConsole(Log log, PrintWriter terminal, int seconds) {
        this.log = log;
        this.terminal = terminal;
        this.period = terminal == null ? Duration.ofSeconds(Math.max(1, seconds)) : REDRAW;
    }

    /** How often it wants to be told. */
    Duration period() {
        return period;
    }

    @Override
    public synchronized void progress(LoadProgress progress) {
        progress.errors().stream()
                .filter(error -> told.add(progress.scenario() + '\n' + error.outcome() + '\n' + error.type()))
                .forEach(error -> warn(text(progress, error)));
        if (terminal == null) {
            log.info(ProgressText.line(progress, progress.rate()));
        } else {
            double now = rate.of(progress);
            terminal.print((drawn ? CLEAR : "")
                    + NO_WRAP
                    + ProgressText.upper(progress, now)
                    + "\r\n"
                    + ProgressText.figures(progress)
                    + WRAP);
            terminal.flush();
            drawn = true;
        }
    }

    private static String text(LoadProgress progress, ErrorRecord error) {
        String what = error.type() == null ? error.outcome() : error.type();
        return String.format(
                Locale.ROOT,
                "%s after %.0f s: %s%s (%d so far)",
                progress.scenario(),
                progress.elapsedSeconds(),
                what,
                error.message() == null || error.message().isBlank() ? "" : ": " + error.message(),
                error.count());
    }

    /** A line of the log, above the drawn one. */
    synchronized void info(String text) {
        clear();
        log.info(text);
    }

    private void warn(String text) {
        clear();
        log.warn(text);
    }

    private void clear() {
        if (drawn) {
            terminal.print(CLEAR);
            terminal.flush();
            drawn = false;
        }
    }

    /** Leaves no drawn line behind. */
    @Override
    public synchronized void close() {
        clear();
    }
}
