package io.github.lambdaperf.core.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardTest {

    @Property
    void theSharesMakeUpTheWholeAndNeverOverlap(
            @ForAll @IntRange(min = 1, max = 40) int count, @ForAll @IntRange(max = 500) int total) {
        TreeSet<Long> numbers = new TreeSet<>();
        long sum = 0;
        for (int index = 1; index <= count; index++) {
            Shard shard = new Shard(index, count);
            for (long own = 0; own < shard.share(total); own++) {
                numbers.add(shard.global(own));
            }
            sum += shard.share(total);
        }

        assertThat(sum).isEqualTo(total);
        assertThat(numbers)
                .containsExactlyElementsOf(
                        IntStream.range(0, total).mapToObj(Long::valueOf).toList());
    }

    @Test
    void readsWhatIsWritten() {
        assertThat(ShardIndex.of("3/10", Map.of())).isEqualTo(new Shard(3, 10));
        assertThat(ShardIndex.of(null, Map.of("CI_NODE_INDEX", "2", "CI_NODE_TOTAL", "3")))
                .isEqualTo(Shard.WHOLE);
    }

    @ParameterizedTest
    @CsvSource({
        "AWS_BATCH_JOB_ARRAY_INDEX, 0, AWS_BATCH_JOB_ARRAY_SIZE, 1",
        "CI_NODE_INDEX, 1, CI_NODE_TOTAL, 1",
        "CIRCLE_NODE_INDEX, 6, CIRCLE_NODE_TOTAL, 7",
        "BUILDKITE_PARALLEL_JOB, 6, BUILDKITE_PARALLEL_JOB_COUNT, 7",
        "SYSTEM_JOBPOSITIONINPHASE, 7, SYSTEM_TOTALJOBSINPHASE, 7"
    })
    void readsTheVariablesOfSystems(String index, String value, String count, int expected) {
        assertThat(ShardIndex.of("auto", Map.of(index, value, count, "7"))).isEqualTo(new Shard(expected, 7));
    }

    @Test
    void kubernetesTellsTheIndexAndNotTheCount() {
        Map<String, String> pod = Map.of("JOB_COMPLETION_INDEX", "9");

        assertThat(ShardIndex.of("auto/10", pod)).isEqualTo(new Shard(10, 10));
        assertThatThrownBy(() -> ShardIndex.of("auto", pod))
                .isInstanceOf(PerfException.class)
                .hasMessage("perf.shard is auto, and Kubernetes does not tell how many there are: write it out, such as"
                        + " -Dperf.shard=auto/10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0/3 | perf.shard: there is no shard 0 of 3 (0/3); they are numbered from 1",
                "4/3 | perf.shard: there is no shard 4 of 3 (4/3); they are numbered from 1",
                "three | perf.shard is 'three': it can be 3/10, auto (the system's own variables) or auto/10"
            })
    void refusesTheRest(String text, String message) {
        assertThatThrownBy(() -> ShardIndex.of(text, Map.of()))
                .isInstanceOf(PerfException.class)
                .hasMessage(message);
    }
}
