package io.github.lambdaperf.core.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class HistogramBlockTest {
    private static Histogram histogram(List<Long> values) {
        Histogram histogram = new Histogram(3);
        values.forEach(histogram::recordValue);
        return histogram;
    }

    private static HistogramBlock block(List<Long> values) {
        HistogramBlock block = new HistogramBlock();
        values.forEach(block::record);
        return block;
    }

    @Property(tries = 200)
    void aFullBlockHoldsWhatAHistogramHolds(@ForAll List<@LongRange(min = 0, max = 900_000_000) Long> values) {
        HistogramBlock block = block(values);
        assertThat(block.toHistogram()).isEqualTo(histogram(values));

        block.fill();

        assertThat(block.toHistogram()).isEqualTo(histogram(values));
    }

    /** Few are a list and many a histogram; nothing shows where one becomes the other. */
    @Property(tries = 50)
    void soItDoesWhereItBecomesLarge(
            @ForAll long seed, @ForAll @IntRange(min = -3, max = 3000) int beyond, @ForAll boolean slow) {
        List<Long> values = new SplittableRandom(seed)
                .longs(HistogramBlock.FEW + beyond, 0, slow ? 900_000_000 : 5000)
                .boxed()
                .toList();
        HistogramBlock block = block(values);
        assertThat(block.toHistogram()).isEqualTo(histogram(values));

        block.fill();

        assertThat(block.toHistogram()).isEqualTo(histogram(values));
    }

    @Property(tries = 200)
    void aSumHoldsWhatBothHold(
            @ForAll List<@LongRange(min = 0, max = 5_000) Long> one,
            @ForAll List<@LongRange(min = 0, max = 900_000_000) Long> other) {
        Histogram both = histogram(one);
        both.add(histogram(other));
        HistogramBlock sum = block(one);

        sum.add(block(other));

        assertThat(sum.toHistogram()).isEqualTo(both);
    }

    @Test
    void whatIsAddedStaysAsItIs() {
        HistogramBlock open = block(List.of(7L));
        HistogramBlock sum = new HistogramBlock();

        sum.add(open);
        open.record(8);

        assertThat(sum.toHistogram()).isEqualTo(histogram(List.of(7L)));
        assertThat(open.toHistogram()).isEqualTo(histogram(List.of(7L, 8L)));
    }

    @Test
    void aPopulationCanBeLookedAtWhileItGrows() {
        Population population = Population.ofRequests();
        for (int i = 1; i <= 5000; i++) {
            population.add(i);
            if (i % 101 == 0) {
                assertThat(population.blocks().stream()
                                .mapToLong(Histogram::getTotalCount)
                                .sum())
                        .isEqualTo(i);
            }
        }
        assertThat(population.blocks()).hasSizeBetween(Blocks.LEAST, Blocks.MOST);
    }
}
