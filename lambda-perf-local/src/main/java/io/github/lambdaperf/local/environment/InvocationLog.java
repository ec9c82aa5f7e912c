package io.github.lambdaperf.local.environment;

import io.github.lambdaperf.local.logs.LogLine;
import java.util.ArrayList;
import java.util.List;

/** The lines of one invocation. */
final class InvocationLog {

    private final List<LogLine> lines = new ArrayList<>(4);

    /** Adds a line; null is none. */
    void add(long now, String message) {
        if (message != null) {
            lines.add(new LogLine(now, message));
        }
    }

    void addAll(List<LogLine> more) {
        lines.addAll(more);
    }

    List<LogLine> lines() {
        return lines;
    }
}
