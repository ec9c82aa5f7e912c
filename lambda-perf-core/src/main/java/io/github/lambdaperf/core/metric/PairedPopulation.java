package io.github.lambdaperf.core.metric;

import java.util.List;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * Samples of one kind of invocation of two versions that ran side by side, in blocks that hold the same time slice of
 * both; values in milliseconds, histograms in microseconds.
 */
public final class PairedPopulation {
    private record Slice(HistogramBlock baseline, HistogramBlock candidate) {
        Slice() {
            this(new HistogramBlock(), new HistogramBlock());
        }

        void add(Slice other) {
            baseline.add(other.baseline);
            candidate.add(other.candidate);
        }

        void fill() {
            baseline.fill();
            candidate.fill();
        }
    }

    private final Blocks<Slice> blocks;

    private PairedPopulation(int slice) {
        blocks = new Blocks<>(slice, Slice::new, Slice::add, Slice::fill);
    }

    /** For samples that come with every request. */
    public static PairedPopulation ofRequests() {
        return new PairedPopulation(Blocks.REQUESTS);
    }

    /** For samples that come with cold starts alone: few, and slices still hold some of both versions. */
    public static PairedPopulation ofColdStarts() {
        return new PairedPopulation(Blocks.REQUESTS / 2);
    }

    /** Adds a sample; negative ones count as zero. */
    public void add(Side side, double ms) {
        Slice slice = blocks.next();
        (side == Side.BASELINE ? slice.baseline : slice.candidate)
                .record(Math.max(0, Math.round(ms * Population.UNITS_PER_MS)));
    }

    /** Blocks of the earlier version, in the order of time. */
    public List<Histogram> baseline() {
        return of(Slice::baseline);
    }

    /** As many blocks of the version under test, over the same slices of time. */
    public List<Histogram> candidate() {
        return of(Slice::candidate);
    }

    private List<Histogram> of(Function<Slice, HistogramBlock> side) {
        return blocks.toList().stream()
                .map(side)
                .map(HistogramBlock::toHistogram)
                .toList();
    }
}
