package io.github.lambdaperf.core.metric;

import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * What a histogram of three digits holds, without the buckets that nothing came to.
 *
 * @param values the highest one of each bucket, ascending
 * @param counts of each, more than 0
 */
record Buckets(long[] values, long[] counts) {
    /** Knows which values share a bucket, and holds none. */
    private static final Histogram GRID = new Histogram(3);

    static Buckets of(Histogram histogram) {
        int size = 0;
        for (HistogramIterationValue ignored : histogram.recordedValues()) {
            size++;
        }
        long[] values = new long[size];
        long[] counts = new long[size];
        int index = 0;
        for (HistogramIterationValue bucket : histogram.recordedValues()) {
            values[index] = bucket.getValueIteratedTo();
            counts[index++] = bucket.getCountAddedInThisIterationStep();
        }
        return new Buckets(values, counts);
    }

    /** @param samples are sorted in place */
    static Buckets of(long[] samples) {
        Arrays.sort(samples);
        long[] values = new long[samples.length];
        long[] counts = new long[samples.length];
        int size = 0;
        for (long sample : samples) {
            if (size == 0 || sample > values[size - 1]) {
                values[size++] = GRID.highestEquivalentValue(sample);
            }
            counts[size - 1]++;
        }
        return new Buckets(Arrays.copyOf(values, size), Arrays.copyOf(counts, size));
    }

    /** Both together. */
    Buckets plus(Buckets other) {
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
        return new Buckets(Arrays.copyOf(mergedValues, size), Arrays.copyOf(mergedCounts, size));
    }

    Histogram toHistogram() {
        Histogram histogram = new Histogram(3);
        for (int i = 0; i < values.length; i++) {
            histogram.recordValueWithCount(values[i], counts[i]);
        }
        return histogram;
    }
}
