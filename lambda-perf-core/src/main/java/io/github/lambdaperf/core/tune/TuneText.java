package io.github.lambdaperf.core.tune;

import java.util.Locale;

/** Sentences of a sweep. */
final class TuneText {
    private TuneText() {}

    /** What came out for a size, in one line. */
    static String line(SizeFigures size) {
        return String.format(
                Locale.ROOT,
                "%d MB: %s of %d invocations, mean %.1f ms billed, %.4f USD per million%s",
                size.memoryMb(),
                size.errors() == 0 ? "no errors" : size.errors() + " errors",
                size.invocations(),
                size.meanMs().value(),
                size.costPerMillion().value(),
                size.unfit() == null ? "" : " (cannot be chosen: " + size.unfit() + ")");
    }
}
