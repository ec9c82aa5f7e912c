package io.github.lambdaperf.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.invoke.InvokeOutcome;
import io.github.lambdaperf.core.metric.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static ScenarioRecorder recorder() {
        return new ScenarioRecorder(List.of(), List.of(), 0, Instant.EPOCH);
    }

    private static Lanes interleaved(long seed) {
        return Lanes.interleaved(
                new Lanes.Lane(Side.CANDIDATE, null, recorder()),
                new Lanes.Lane(Side.BASELINE, null, recorder()),
                seed);
    }

    @Property(tries = 100)
    void everyPairGoesToBothAndNeitherIsAlwaysFirst(
            @ForAll long seed, @ForAll @IntRange(min = 64, max = 200) int pairs) {
        Lanes lanes = interleaved(seed);
        List<Side> first = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            Side one = lanes.next().side();
            Side two = lanes.next().side();
            assertThat(EnumSet.of(one, two)).hasSize(2);
            first.add(one);
        }
        assertThat(first).contains(Side.BASELINE, Side.CANDIDATE);
    }

    @Property(tries = 20)
    void theSameSeedGivesTheSameOrder(@ForAll long seed) {
        Lanes one = interleaved(seed);
        Lanes other = interleaved(seed);
        for (int i = 0; i < 100; i++) {
            assertThat(one.next().side()).isEqualTo(other.next().side());
        }
    }

    /** To give up takes memory, too, which the first attempts of each may not find. */
    private static final class Starving extends FakeInvoker {
        private int abandons;
        private int closes;

        Starving() {
            super(NEVER, number -> InvokeOutcome.SUCCESS, number -> null);
        }

        @Override
        public void abandon() {
            if (++abandons == 1) {
                throw new OutOfMemoryError("to abandon");
            }
        }

        @Override
        public void close() {
            if (++closes == 1) {
                throw new OutOfMemoryError("to close");
            }
            super.close();
        }
    }

    @Test
    void givingUpIsTriedUntilBothWaysAreClosed() throws Exception {
        Starving candidate = new Starving();
        Starving baseline = new Starving();
        Lanes lanes = Lanes.interleaved(
                new Lanes.Lane(Side.CANDIDATE, candidate, recorder()),
                new Lanes.Lane(Side.BASELINE, baseline, recorder()),
                1);

        lanes.giveUp();

        assertThat(candidate.closes).isGreaterThan(1);
        assertThat(baseline.closes).isEqualTo(2);
        assertThat(baseline.abandons).isGreaterThan(1);
    }
}
