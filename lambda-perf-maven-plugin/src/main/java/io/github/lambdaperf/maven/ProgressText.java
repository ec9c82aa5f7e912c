package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.load.LoadProgress;
import java.util.Locale;

/** The progress of a load in words. */
final class ProgressText {
    private static final int BAR = 20;

    private ProgressText() {}

    /** Such as {@code orders 12/60 s | 49.8/s of 50.0/s | 3 in flight | ...}. */
    static String line(LoadProgress progress, double rate) {
        LoadProgress.Figures figures = progress.figures();
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%s %.0f/%.0f s | %.1f/s",
                progress.scenario(),
                progress.elapsedSeconds(),
                progress.totalSeconds(),
                rate));
        if (!Double.isNaN(progress.wantedRate())) {
            line.append(String.format(Locale.ROOT, " of %.1f/s", progress.wantedRate()));
        }
        line.append(String.format(
                Locale.ROOT,
                " | %d in flight | p50 %.1f ms, p95 %.1f ms | %d errors, %d throttles, %d cold starts",
                progress.inFlight(),
                figures.p50Ms(),
                figures.p95Ms(),
                figures.errors(),
                figures.throttles(),
                figures.coldStarts()));
        if (figures.dropped() > 0) {
            line.append(String.format(Locale.ROOT, ", %d dropped", figures.dropped()));
        }
        if (!Double.isNaN(progress.costUsd())) {
            line.append(String.format(Locale.ROOT, " | %.6f USD", progress.costUsd()));
        }
        return line.toString();
    }

    /** Such as {@code [=====>    ]}, k6's. @param done 0 to 1 */
    static String bar(double done) {
        int filled = (int) (Math.min(1, Math.max(0, done)) * BAR);
        String head = filled < BAR ? ">" : "";
        return "[" + "=".repeat(filled) + head + "-".repeat(BAR - filled - head.length()) + "]";
    }

    /** Such as {@code  | 4:18 left}. */
    static String left(LoadProgress progress) {
        long seconds = Math.round(progress.secondsLeft());
        return String.format(Locale.ROOT, " | %d:%02d left", seconds / 60, seconds % 60);
    }
}
