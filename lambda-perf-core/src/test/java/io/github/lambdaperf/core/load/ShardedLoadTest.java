package io.github.lambdaperf.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.scenario.Arrival;
import io.github.lambdaperf.core.scenario.Executor.ConstantArrivalRate;
import io.github.lambdaperf.core.shard.Shard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ShardedLoadTest {

    @Property(tries = 100)
    void shardsOfAScheduleHaveItsArrivalsAndNoOthers(
            @ForAll @IntRange(min = 1, max = 12) int count,
            @ForAll @IntRange(min = 1, max = 90) int rate,
            @ForAll boolean poisson,
            @ForAll long seed) {
        Arrival arrival = poisson ? new Arrival(true, seed) : Arrival.EVEN;
        List<Long> together = new ArrayList<>();
        for (int index = 1; index <= count; index++) {
            together.addAll(offsets(schedule(rate, arrival).of(new Shard(index, count))));
        }

        assertThat(together).containsExactlyInAnyOrderElementsOf(offsets(schedule(rate, arrival)));
    }

    private static Arrivals schedule(int rate, Arrival arrival) {
        return Arrivals.of(
                new ConstantArrivalRate(rate, Duration.ofSeconds(1), Duration.ofSeconds(3), null, null, arrival));
    }

    private static List<Long> offsets(Arrivals arrivals) {
        List<Long> offsets = new ArrayList<>();
        for (long next = arrivals.next(); next != Arrivals.END; next = arrivals.next()) {
            offsets.add(next);
        }
        return offsets;
    }
}
