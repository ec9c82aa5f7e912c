package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.load.LoadProgress;
import java.util.Locale;
import org.apache.maven.plugin.logging.Log;

/** The progress of a load as lines of the build's log. */
final class ConsoleProgress implements LoadProgress.Listener {
    private final Log log;

    ConsoleProgress(Log log) {
        this.log = log;
    }

    @Override
    public void progress(LoadProgress progress) {
        LoadProgress.Figures figures = progress.figures();
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%s %.0f/%.0f s | %.1f/s",
                progress.scenario(),
                progress.elapsedSeconds(),
                progress.totalSeconds(),
                progress.rate()));
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
        log.info(line);
    }
}
