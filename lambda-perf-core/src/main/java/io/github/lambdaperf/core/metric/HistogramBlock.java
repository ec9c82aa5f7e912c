package io.github.lambdaperf.core.metric;

import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * A block of samples as a histogram of three digits. Once it is full it keeps no more than the values that came: as a
 * histogram it would be as large as its slowest sample is slow, and there are dozens.
 */
final class HistogramBlock {
    private static final long[] NONE = new long[0];

    /** Null once the block is full. */
    private Histogram open = new Histogram(3);

    /** One of each bucket, ascending. */
    private long[] values = NONE;

    private long[] counts = NONE;

    /** A full block of what a histogram holds, which stays as it is. */
    static HistogramBlock of(Histogram histogram) {
        HistogramBlock block = new HistogramBlock();
        block.open = histogram;
        block.fill();
        return block;
    }

    /** Takes a sample; only of a block that is not full. */
    void record(long value) {
        open.recordValue(value);
    }

    /** No sample comes any more; a second time does nothing. */
    void fill() {
        if (open == null) {
            return;
        }
        int size = 0;
        for (HistogramIterationValue ignored : open.recordedValues()) {
            size++;
        }
        values = new long[size];
        counts = new long[size];
        int index = 0;
        for (HistogramIterationValue bucket : open.recordedValues()) {
            values[index] = bucket.getValueIteratedTo();
            counts[index++] = bucket.getCountAddedInThisIterationStep();
        }
        open = null;
    }

    /** Adds a block, which stays as it is; this one is full afterwards. */
    void add(HistogramBlock another) {
        fill();
        HistogramBlock other = another.open == null ? another : of(another.open);
        long[] mergedValues = new long[values.length + other.values.length];
        long[] mergedCounts = new long[mergedValues.length];
        int size = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < values.length || theirs < other.values.length) {
            long myNext = mine < values.length ? values[mine] : Long.MAX_VALUE;
            long theirNext = theirs < other.values.length ? other.values[theirs] : Long.MAX_VALUE;
            mergedValues[size] = Math.min(myNext, theirNext);
            if (myNext <= theirNext) {
                mergedCounts[size] += counts[mine++];
            }
            if (theirNext <= myNext) {
                mergedCounts[size] += other.counts[theirs++];
            }
            size++;
        }
        values = Arrays.copyOf(mergedValues, size);
        counts = Arrays.copyOf(mergedCounts, size);
    }

    /** A histogram of the same, which is nobody else's. */
    Histogram toHistogram() {
        if (open != null) {
            return open.copy();
        }
        Histogram histogram = new Histogram(3);
        for (int i = 0; i < values.length; i++) {
            histogram.recordValueWithCount(values[i], counts[i]);
        }
        return histogram;
    }
}
