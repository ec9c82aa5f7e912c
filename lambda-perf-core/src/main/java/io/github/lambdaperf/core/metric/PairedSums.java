package io.github.lambdaperf.core.metric;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Sums and counts of two versions that ran side by side, over blocks that hold the same time slice of both. */
public final class PairedSums {
    private static final class Slice {
        private final double[] sums = new double[2];
        private final long[] counts = new long[2];

        void add(Slice other) {
            for (Side side : Side.values()) {
                sums[side.ordinal()] += other.sums[side.ordinal()];
                counts[side.ordinal()] += other.counts[side.ordinal()];
            }
        }
    }

    private final Blocks<Slice> blocks = new Blocks<>(Blocks.REQUESTS, Slice::new, Slice::add);

    /** Adds a value. */
    public void add(Side side, double value) {
        Slice slice = blocks.next();
        slice.sums[side.ordinal()] += value;
        slice.counts[side.ordinal()]++;
    }

    /** Sum of each block of a version. */
    public double[] sums(Side side) {
        return doubles(slice -> slice.sums[side.ordinal()]);
    }

    /** Number of values of each block of a version. */
    public long[] counts(Side side) {
        return longs(slice -> slice.counts[side.ordinal()]);
    }

    private double[] doubles(ToDoubleFunction<Slice> value) {
        return list().stream().mapToDouble(value).toArray();
    }

    private long[] longs(ToLongFunction<Slice> value) {
        return list().stream().mapToLong(value).toArray();
    }

    private List<Slice> list() {
        return blocks.toList();
    }
}
