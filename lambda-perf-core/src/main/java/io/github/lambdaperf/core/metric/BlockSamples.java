package io.github.lambdaperf.core.metric;

import java.util.List;

/**
 * Blocks of {@link BlockSums} or of a {@link Population}, in the order of time.
 *
 * @param sums of each block; of a population empty
 * @param counts of samples in each block
 * @param histograms of each block of a population, as {@link EncodedHistogram} has them; else empty
 */
public record BlockSamples(List<Double> sums, List<Long> counts, List<byte[]> histograms) {
    public BlockSamples {
        sums = List.copyOf(sums);
        counts = List.copyOf(counts);
        histograms = List.copyOf(histograms);
    }

    /** Number of blocks. */
    public int size() {
        return counts.size();
    }
}
