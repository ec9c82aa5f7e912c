package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.report.StyledLine;
import io.github.lambdaperf.core.report.StyledLine.Segment;
import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;

/** Prints styled lines to the build's log, with colours where Maven itself uses them. */
final class Console {
    private static final Map<StyledLine.Style, String> CODES = Map.of(
            StyledLine.Style.STRONG, "\u001b[1m",
            StyledLine.Style.GOOD, "\u001b[32;1m",
            StyledLine.Style.BAD, "\u001b[31;1m",
            StyledLine.Style.WARN, "\u001b[33;1m",
            StyledLine.Style.FAINT, "\u001b[2m");
    private static final String RESET = "\u001b[m";

    private final Log log;
    private final boolean colours;

    Console(Log log, MavenSession session) {
        this.log = log;
        this.colours = colours(session);
    }

    /** As Maven decides it: {@code style.color} rules; else a terminal that is not in batch mode has colours. */
    private static boolean colours(MavenSession session) {
        String style = session.getUserProperties()
                .getProperty("style.color", session.getSystemProperties().getProperty("style.color", "auto"));
        return switch (style) {
            case "always", "yes", "force" -> true;
            case "never", "no", "none" -> false;
            default -> System.console() != null && session.getRequest().isInteractiveMode();
        };
    }

    void info(String text) {
        log.info(text);
    }

    void print(StyledLine line) {
        StringBuilder text = new StringBuilder();
        for (Segment segment : line.segments()) {
            String code = colours ? CODES.get(segment.style()) : null;
            if (code == null) {
                text.append(segment.text());
            } else {
                text.append(code).append(segment.text()).append(RESET);
            }
        }
        log.info(text);
    }
}
