package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.load.LoadProgress;
import io.github.lambdaperf.core.report.Figures;
import java.util.Locale;

/** The progress of a load in words. */
final class ProgressText {
    private static final int BAR = 10;

    private ProgressText() {}

    /** For a log: {@code orders 12/60 s | 49.8/s of 50.0/s | 3 in flight | ...}. */
    static String line(LoadProgress progress, double rate) {
        return progress.scenario() + " " + time(progress) + " | " + rate(progress, rate) + " | " + figures(progress);
    }

    /** For a terminal of eighty columns: {@code orders [==>-------] 12/60 s, 0:48 left | 49.8/s of 50.0/s | 3 in flight}. */
    static String upper(LoadProgress progress, double rate) {
        return progress.scenario() + " " + bar(progress.done()) + " " + time(progress) + ", " + left(progress) + " | "
                + rate(progress, rate);
    }

    /** Below it: latency, what went wrong, cold starts, cost so far. */
    static String figures(LoadProgress progress) {
        LoadProgress.Figures figures = progress.figures();
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "p50 %s, p95 %s | %d errors, %d throttles, %d cold starts",
                Figures.value(figures.p50Ms(), "ms"),
                Figures.value(figures.p95Ms(), "ms"),
                figures.errors(),
                figures.throttles(),
                figures.coldStarts()));
        if (figures.dropped() > 0) {
            line.append(String.format(Locale.ROOT, ", %d dropped", figures.dropped()));
        }
        if (!Double.isNaN(progress.costUsd())) {
            line.append(" | ").append(Figures.usd(progress.costUsd()));
        }
        return line.toString();
    }

    private static String time(LoadProgress progress) {
        return String.format(Locale.ROOT, "%.0f/%.0f s", progress.elapsedSeconds(), progress.totalSeconds());
    }

    private static String rate(LoadProgress progress, double rate) {
        String wanted = Double.isNaN(progress.wantedRate())
                ? ""
                : String.format(Locale.ROOT, " of %.1f/s", progress.wantedRate());
        return String.format(Locale.ROOT, "%.1f/s%s | %d in flight", rate, wanted, progress.inFlight());
    }

    /** Such as {@code [==>-------]}, k6's. @param done 0 to 1 */
    private static String bar(double done) {
        int filled = (int) (Math.min(1, Math.max(0, done)) * BAR);
        String head = filled < BAR ? ">" : "";
        return "[" + "=".repeat(filled) + head + "-".repeat(BAR - filled - head.length()) + "]";
    }

    private static String left(LoadProgress progress) {
        long seconds = Math.round(progress.secondsLeft());
        return String.format(Locale.ROOT, "%d:%02d left", seconds / 60, seconds % 60);
    }
}
