package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.PerfException;
import java.util.Locale;

/** What ends a load from within, as a message for the user. */
final class LoadFault {
    private static final double MB = 1024 * 1024;

    private LoadFault() {}

    /** True where it was the load generator's memory. */
    static boolean isMemory(Throwable cause) {
        return cause instanceof OutOfMemoryError || cause.getCause() instanceof OutOfMemoryError;
    }

    /** An exception that is a message already stays as it is. */
    static PerfException of(Throwable cause) {
        if (cause instanceof PerfException told) {
            return told;
        }
        if (isMemory(cause)) {
            return memory(cause);
        }
        return PerfException.world(
                "the load was ended by a failure of the load generator: " + cause
                        + "; the stack trace is in the output of mvn -e: please report it",
                cause);
    }

    /** @param cause null: it is known by its name alone */
    static PerfException memory(Throwable cause) {
        return PerfException.world(
                String.format(
                        Locale.ROOT,
                        "the load generator ran out of memory (its heap is %.0f MB): give Maven more, MAVEN_OPTS=-Xmx1g,"
                                + " or send less at once, or ask for smaller answers",
                        Runtime.getRuntime().maxMemory() / MB),
                cause);
    }
}
