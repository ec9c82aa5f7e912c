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

    /** How a size compares with the chosen one. */
    static String than(double value, double other) {
        double percent = (value / other - 1) * 100;
        return Math.abs(percent) < 0.5
                ? "the same"
                : String.format(Locale.ROOT, "%.0f %% %s", Math.abs(percent), percent < 0 ? "less" : "more");
    }
}
