package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.load.LoadProgress;
import java.util.ArrayDeque;
import java.util.Deque;

/** Invocations per second over the last seconds, so that a figure which is asked for twice a second does not flicker. */
final class RecentRate {
    private record Seen(double seconds, long invocations) {}

    private final Deque<Seen> seen = new ArrayDeque<>();
    private final double window;
    private String scenario = "";

    /** @param window seconds */
    RecentRate(double window) {
        this.window = window;
    }

    double of(LoadProgress progress) {
        boolean startedAnew =
                !seen.isEmpty() && progress.elapsedSeconds() < seen.peekLast().seconds();
        if (startedAnew || !scenario.equals(progress.scenario())) {
            scenario = progress.scenario();
            seen.clear();
            seen.add(new Seen(0, 0));
        }
        Seen now = new Seen(progress.elapsedSeconds(), progress.figures().invocations());
        seen.addLast(now);
        while (seen.size() > 2 && now.seconds() - seen.peekFirst().seconds() > window) {
            seen.removeFirst();
        }
        Seen first = seen.peekFirst();
        double seconds = now.seconds() - first.seconds();
        return seconds <= 0 ? 0 : (now.invocations() - first.invocations()) / seconds;
    }
}
