package io.github.lambdaperf.core.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Contiguous blocks of equal sample count for the jackknife, without knowing beforehand how many samples come: whenever
 * there are {@value #MOST} full blocks, neighbours are merged and blocks hold twice as many from then on. So a long run
 * ends with {@value #LEAST} to {@value #MOST} blocks, whatever its length.
 *
 * @param <B> what a block accumulates
 */
final class Blocks<B> {
    /** Blocks are merged before there are this many. */
    static final int MOST = 40;

    /** Fewest blocks of a long run. */
    static final int LEAST = 20;

    /** Samples of a first block of requests: 40 of them, which a median needs, make five blocks. */
    static final int REQUESTS = 8;

    private final Supplier<B> factory;
    private final BiConsumer<B, B> merge;
    private final Consumer<B> full;
    private List<B> blocks = new ArrayList<>();
    private int size;
    private int filled;

    /**
     * @param size samples of a block until they are merged; few where few samples are looked for, since an error that goes
     *     by two or three blocks says nothing
     * @param factory makes an empty block
     * @param merge adds the second block to the first
     */
    Blocks(int size, Supplier<B> factory, BiConsumer<B, B> merge) {
        this(size, factory, merge, block -> {});
    }

    /** @param full told once for each block that takes no more samples */
    Blocks(int size, Supplier<B> factory, BiConsumer<B, B> merge, Consumer<B> full) {
        this.size = size;
        this.factory = factory;
        this.merge = merge;
        this.full = full;
    }

    /** The block that the next sample belongs to; call once for each sample. */
    B next() {
        if (blocks.isEmpty() || filled == size) {
            if (!blocks.isEmpty()) {
                full.accept(blocks.get(blocks.size() - 1));
            }
            if (blocks.size() == MOST) {
                halve();
            }
            blocks.add(factory.get());
            filled = 0;
        }
        filled++;
        return blocks.get(blocks.size() - 1);
    }

    private void halve() {
        List<B> merged = new ArrayList<>(MOST);
        for (int i = 0; i < blocks.size(); i += 2) {
            B block = blocks.get(i);
            merge.accept(block, blocks.get(i + 1));
            merged.add(block);
        }
        blocks = merged;
        size *= 2;
    }

    /**
     * Adds blocks of another sequence that ran at the same time, to {@code groups} blocks that each hold what was taken in
     * the same part of the time; only of sequences that are put together so, none by {@link #next}.
     *
     * @param groups no more than {@code others} has, and the same each time
     */
    void absorb(List<B> others, int groups) {
        while (blocks.size() < groups) {
            blocks.add(factory.get());
        }
        for (int i = 0; i < others.size(); i++) {
            merge.accept(blocks.get((int) ((long) i * groups / others.size())), others.get(i));
        }
        size = 0;
    }

    /** The blocks so far; a last one less than half full is part of its neighbour. */
    List<B> toList() {
        List<B> list = new ArrayList<>(blocks);
        if (list.size() > 1 && filled * 2 < size) {
            B last = list.remove(list.size() - 1);
            B merged = factory.get();
            merge.accept(merged, list.remove(list.size() - 1));
            merge.accept(merged, last);
            list.add(merged);
        }
        return list;
    }
}
