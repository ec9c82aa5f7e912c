package io.github.lambdaperf.core.metric;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class BlocksTest {

    @Property(tries = 50)
    void keepsEverySampleInNearlyEqualBlocks(@ForAll @IntRange(min = 1, max = 50_000) int samples) {
        BlockSums sums = new BlockSums();
        for (int i = 0; i < samples; i++) {
            sums.add(1);
        }
        long[] counts = sums.counts();

        assertThat(java.util.Arrays.stream(counts).sum()).isEqualTo(samples);
        assertThat(counts.length).isLessThanOrEqualTo(40);
        if (samples >= 320) {
            assertThat(counts.length).isGreaterThanOrEqualTo(19);
        }
        for (int i = 0; i + 1 < counts.length; i++) {
            assertThat(counts[i]).isEqualTo(counts[0]);
        }
        assertThat(counts[counts.length - 1] * 2).isGreaterThanOrEqualTo(counts.length > 1 ? counts[0] : 2);
    }

    @Test
    void blocksKeepTheOrderOfTime() {
        BlockSums sums = new BlockSums();
        for (int i = 0; i < 16; i++) {
            sums.add(i);
        }

        assertThat(sums.sums()).containsExactly(28, 92); // 0..7 and 8..15
    }

    @Test
    void eachOfFewColdStartsIsABlock() {
        Population inits = Population.ofColdStarts();
        for (int i = 0; i < 16; i++) {
            inits.add(300 + i);
        }

        assertThat(inits.blocks()).hasSize(16).allMatch(block -> block.getTotalCount() == 1);
    }

    @Test
    void manyColdStartsShareBlocksAsRequestsDo() {
        Population inits = Population.ofColdStarts();
        for (int i = 0; i < 1000; i++) {
            inits.add(300);
        }

        assertThat(inits.blocks()).hasSizeBetween(20, 40);
        assertThat(inits.blocks().stream().mapToLong(Histogram::getTotalCount).sum())
                .isEqualTo(1000);
    }

    @Test
    void fewColdStartsOfTwoVersionsMakeSlicesOfBoth() {
        PairedPopulation inits = PairedPopulation.ofColdStarts();
        for (int i = 0; i < 20; i++) {
            inits.add(i % 2 == 0 ? Side.BASELINE : Side.CANDIDATE, 300);
        }

        assertThat(inits.baseline()).hasSize(5).allMatch(block -> block.getTotalCount() == 2);
        assertThat(inits.candidate()).hasSize(5).allMatch(block -> block.getTotalCount() == 2);
    }
}
