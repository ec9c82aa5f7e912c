package io.github.lambdaperf.core.load;

/**
 * Which rate to try next: each one higher than the last by a factor until one breaks, then the middle between the highest
 * that held and the lowest that broke, until they are close. Not thread-safe.
 */
final class RateSearch {
    /** Said by {@link #next} when the search is over. */
    static final double END = Double.NaN;

    private final double max;
    private final double increase;
    private final double precision;
    private double current;
    private Double held;
    private Double broke;

    /**
     * A search.
     *
     * @param start first rate, more than 0
     * @param max highest rate that is tried, at least {@code start}
     * @param increase more than 0; 0.5 makes 150 of 100
     * @param precision more than 0; 0.05 ends the search at 100 held and 105 broken
     */
    RateSearch(double start, double max, double increase, double precision) {
        this.max = max;
        this.increase = increase;
        this.precision = precision;
        this.current = start;
    }

    /** The rate to try, or {@link #END}. */
    double next() {
        return current;
    }

    /** The rate that was tried last held or broke. */
    void tried(boolean holds) {
        if (holds) {
            held = current;
        } else {
            broke = current;
        }
        if (held == null || broke == null && current >= max) {
            current = END;
        } else if (broke == null) {
            current = Math.min(max, current * (1 + increase));
        } else {
            current = broke <= held * (1 + precision) * (1 + 1e-9) ? END : (held + broke) / 2;
        }
    }

    /** Null where the first rate broke. */
    Double highestHeld() {
        return held;
    }

    /** Null where none broke. */
    Double lowestBroken() {
        return broke;
    }

    /** The most rates that can be tried. */
    static int mostSteps(double start, double max, double increase, double precision) {
        int up = 1 + (int) Math.ceil(Math.log(max / start) / Math.log1p(increase));
        int between = (int) Math.ceil(Math.log(Math.max(1, increase / precision)) / Math.log(2)) + 1;
        return up + between;
    }
}
