package io.github.lambdaperf.local;

import java.util.List;
import java.util.function.UnaryOperator;

/** Takes out of a function's log, before a line is kept, what nobody may read. Called on the target's event loop. */
@FunctionalInterface
public interface LogMask {
    /** Keeps lines as they are. */
    LogMask NONE = events -> UnaryOperator.identity();

    /**
     * What to do with lines.
     *
     * @param events that the function has got when it wrote them, none while it starts: the current one, and the one
     *     before, whose output may come late
     */
    UnaryOperator<String> given(List<byte[]> events);
}
