package io.github.lambdaperf.core.metric;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * A block of samples as a histogram of three digits. Few samples are a list, since a histogram costs as much memory and time
 * as its slowest sample is slow, however few there are; many are one; and once the block is full it keeps no more than the
 * values that came.
 */
final class HistogramBlock {
    /** As long a list takes the memory of an empty histogram. */
    static final int FEW = 2048;

    private long[] few = new long[Blocks.REQUESTS];
    private int size;

    /** Null where there are few. */
    private Histogram many;

    /** Null until the block is full. */
    private Buckets full;

    /** A full block of what a histogram holds, which stays as it is. */
    static HistogramBlock of(Histogram histogram) {
        HistogramBlock block = new HistogramBlock();
        block.full = Buckets.of(histogram);
        return block;
    }

    /** Takes a sample; only of a block that is not full. */
    void record(long value) {
        if (many == null && size == FEW) {
            many = new Histogram(3);
            for (long sample : few) {
                many.recordValue(sample);
            }
        }
        if (many != null) {
            many.recordValue(value);
            return;
        }
        if (size == few.length) {
            few = Arrays.copyOf(few, size * 2);
        }
        few[size++] = value;
    }

    /** No sample comes any more; a second time does nothing. */
    void fill() {
        full = buckets();
        few = null;
        many = null;
    }

    private Buckets buckets() {
        if (full != null) {
            return full;
        }
        return many == null ? Buckets.of(Arrays.copyOf(few, size)) : Buckets.of(many);
    }

    /** Adds a block, which stays as it is; this one is full afterwards. */
    void add(HistogramBlock another) {
        fill();
        full = full.plus(another.buckets());
    }

    /** A histogram of the same, which is nobody else's. */
    Histogram toHistogram() {
        return many != null ? many.copy() : buckets().toHistogram();
    }
}
