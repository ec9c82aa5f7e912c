package io.github.lambdaperf.core.metric;

import io.github.lambdaperf.core.record.JudgedCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A sum and a count over contiguous blocks, for means and for shares of events. */
public final class BlockSums {
    private static final class Block {
        private double sum;
        private long count;

        void add(Block other) {
            sum += other.sum;
            count += other.count;
        }
    }

    private final Blocks<Block> blocks = new Blocks<>(Blocks.REQUESTS, Block::new, Block::add);
    private double sum;
    private long count;

    /** Adds a sample. */
    public void add(double value) {
        Block block = blocks.next();
        block.sum += value;
        block.count++;
        sum += value;
        count++;
    }

    /** The blocks, to be added to those of another generator. */
    public BlockSamples samples() {
        return new BlockSamples(
                Arrays.stream(sums()).boxed().toList(),
                Arrays.stream(counts()).boxed().toList(),
                List.of());
    }

    /** Adds another generator's, which ran at the same time. @param groups blocks to make of them, no more than it has */
    public void absorb(BlockSamples other, int groups) {
        List<Block> others = new ArrayList<>();
        for (int i = 0; i < other.size(); i++) {
            Block block = new Block();
            block.sum = other.sums().get(i);
            block.count = other.counts().get(i);
            others.add(block);
            sum += block.sum;
            count += block.count;
        }
        blocks.absorb(others, groups);
    }

    public double sum() {
        return sum;
    }

    public long count() {
        return count;
    }

    /** Sum of each block, in the order of time. */
    public double[] sums() {
        List<Block> list = blocks.toList();
        return list.stream().mapToDouble(block -> block.sum).toArray();
    }

    /**
     * The sum as events among the count of trials, with the overdispersion of the blocks: Pearson's X² over its degrees
     * of freedom, at least 1.
     */
    public JudgedCount toCount() {
        double[] events = sums();
        long[] trials = counts();
        double share = count == 0 ? 0 : sum / count;
        double dispersion = 1;
        if (events.length > 1 && share > 0 && share < 1) {
            double chiSquared = 0;
            for (int i = 0; i < events.length; i++) {
                double expected = trials[i] * share;
                chiSquared += (events[i] - expected) * (events[i] - expected) / (expected * (1 - share));
            }
            dispersion = Math.max(1, chiSquared / (events.length - 1));
        }
        return new JudgedCount(Math.round(sum), count, dispersion);
    }

    /** Count of each block, in the order of time. */
    public long[] counts() {
        List<Block> list = blocks.toList();
        return list.stream().mapToLong(block -> block.count).toArray();
    }
}
