package io.github.lambdaperf.core.metric;

import java.util.List;
import org.HdrHistogram.Histogram;

/** Samples of one kind of invocation, whole and in blocks; values in milliseconds, histograms in microseconds. */
public final class Population {
    /** Histogram units per millisecond. */
    public static final double UNITS_PER_MS = 1000;

    private final Histogram all = new Histogram(3);
    private final Blocks<HistogramBlock> blocks;

    private Population(int block) {
        blocks = new Blocks<>(block, HistogramBlock::new, HistogramBlock::add, HistogramBlock::fill);
    }

    /** For samples that come with every request. */
    public static Population ofRequests() {
        return new Population(Blocks.REQUESTS);
    }

    /** For samples that come with cold starts alone: few, so that each is a block until they are many. */
    public static Population ofColdStarts() {
        return new Population(1);
    }

    /** Adds a sample; negative ones count as zero. */
    public void add(double ms) {
        long value = Math.max(0, Math.round(ms * UNITS_PER_MS));
        all.recordValue(value);
        blocks.next().record(value);
    }

    /** The blocks, to be added to those of another generator. */
    public BlockSamples samples() {
        List<Histogram> list = blocks();
        return new BlockSamples(
                List.of(),
                list.stream().map(Histogram::getTotalCount).toList(),
                list.stream().map(EncodedHistogram::encode).toList());
    }

    /** Adds another generator's, which ran at the same time. @param groups blocks to make of them, no more than it has */
    public void absorb(BlockSamples other, int groups) {
        List<Histogram> others =
                other.histograms().stream().map(EncodedHistogram::decode).toList();
        others.forEach(all::add);
        blocks.absorb(others.stream().map(HistogramBlock::of).toList(), groups);
    }

    /** All samples; the live histogram, not a copy. */
    public Histogram histogram() {
        return all;
    }

    /** Contiguous blocks of nearly equal count, in the order of time. */
    public List<Histogram> blocks() {
        return blocks.toList().stream().map(HistogramBlock::toHistogram).toList();
    }
}
