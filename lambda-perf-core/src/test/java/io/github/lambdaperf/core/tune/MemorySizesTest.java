package io.github.lambdaperf.core.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import org.junit.jupiter.api.Test;

class MemorySizesTest {
    @Test
    void readsListsAndRanges() {
        assertThat(MemorySizes.parse(null)).containsExactly(128, 256, 512, 1024, 1536, 2048, 3008);
        assertThat(MemorySizes.parse("1024, 128,512")).containsExactly(128, 512, 1024);
        assertThat(MemorySizes.parse("128-320/64,10240")).containsExactly(128, 192, 256, 320, 10_240);
        // Power Tuning's ALL
        assertThat(MemorySizes.parse("128-3008/64"))
                .hasSize(46)
                .startsWith(128, 192)
                .endsWith(2944, 3008);
    }

    @Test
    void refusesWhatLambdaDoesNotOffer() {
        assertThatThrownBy(() -> MemorySizes.parse("64,128"))
                .isInstanceOf(PerfException.class)
                .hasMessage("perf.tune.memory is '64,128': Lambda's sizes are from 128 to 10240 MB");
        assertThatThrownBy(() -> MemorySizes.parse("512"))
                .isInstanceOf(PerfException.class)
                .hasMessage("perf.tune.memory is '512': there must be two sizes at least to choose from");
        for (String wrong : new String[] {"1GB", "128-3008", "512-128/64", "128-512/0", ","}) {
            assertThatThrownBy(() -> MemorySizes.parse(wrong))
                    .isInstanceOf(PerfException.class)
                    .hasMessageStartingWith("perf.tune.memory ");
        }
    }
}
