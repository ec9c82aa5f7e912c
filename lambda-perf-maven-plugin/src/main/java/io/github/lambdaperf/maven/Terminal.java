package io.github.lambdaperf.maven;

import java.io.Console;
import java.io.PrintWriter;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;

/** Whether there is a terminal that a line may be drawn on. */
final class Terminal {
    private Terminal() {}

    /** Null in batch mode, with {@code -q}, where modules are built side by side, on a CI, and where there is none. */
    static PrintWriter of(MavenSession session, Log log) {
        Console console = System.console();
        boolean drawn = console != null
                && isTerminal(console)
                && session.getRequest().isInteractiveMode()
                && session.getRequest().getDegreeOfConcurrency() <= 1
                && log.isInfoEnabled()
                && System.getenv("CI") == null
                && !"dumb".equals(System.getenv("TERM"));
        return drawn ? console.writer() : null;
    }

    /** From JDK 22 on there is a console without a terminal too, which {@code Console.isTerminal} tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
