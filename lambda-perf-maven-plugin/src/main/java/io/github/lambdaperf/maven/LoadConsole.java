package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.load.LoadProgress;
import io.github.lambdaperf.core.load.LoggedError;
import io.github.lambdaperf.core.record.ErrorRecord;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.maven.plugin.logging.Log;

/**
 * What a load tells while it runs: two short lines that are drawn again and again on a terminal, a line of the build's log
 * now and then elsewhere; and each new kind of error, and of errors in the function's log, once, as it comes.
 */
final class LoadConsole implements LoadProgress.Listener, AutoCloseable {
    /** How often it wants to be told: errors are to be seen as they come, also where progress is a line now and then. */
    static final Duration PERIOD = Duration.ofMillis(500);

    private static final double RECENT_SECONDS = 3;
    /** From the start of the first drawn line to the end of the screen; the cursor stands in the second. */
    private static final String CLEAR = "\r\u001b[A\u001b[J";
    // A line that is wider than the terminal is cut, not wrapped: what is wrapped cannot be drawn over.
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final Log log;
    private final PrintWriter terminal;
    private final int seconds;
    private final RecentRate rate;
    private final Set<String> told = new HashSet<>();
    private String scenario = "";
    private double due;
    private boolean drawn;

    /** @param terminal to draw on; null: lines of the log @param seconds between these */
    LoadConsole(Log log, PrintWriter terminal, int seconds) {
        this.log = log;
        this.terminal = terminal;
        this.seconds = Math.max(1, seconds);
        this.rate = new RecentRate(terminal == null ? this.seconds : RECENT_SECONDS);
    }

    @Override
    public synchronized void progress(LoadProgress progress) {
        progress.errors().stream()
                .filter(error -> told.add(progress.scenario() + '\n' + error.outcome() + '\n' + error.type()))
                .forEach(error -> warn(text(progress, error)));
        progress.logged().stream()
                .filter(error -> told.add(progress.scenario() + '\n' + error.text()))
                .forEach(error -> warn(text(progress, error)));
        double now = rate.of(progress);
        if (terminal == null) {
            if (isDue(progress)) {
                log.info(ProgressText.line(progress, now));
            }
        } else {
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

    private boolean isDue(LoadProgress progress) {
        boolean startedAnew = progress.elapsedSeconds() < due - seconds;
        if (startedAnew || !scenario.equals(progress.scenario())) {
            scenario = progress.scenario();
            due = seconds;
        }
        if (progress.elapsedSeconds() < due) {
            return false;
        }
        due += seconds * (1 + Math.floor((progress.elapsedSeconds() - due) / seconds));
        return true;
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

    private static String text(LoadProgress progress, LoggedError error) {
        return String.format(
                Locale.ROOT,
                "%s after %.0f s, in the function's log: %s (%d so far)",
                progress.scenario(),
                progress.elapsedSeconds(),
                error.text(),
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
