package io.github.lambdaperf.core.load;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.shard.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardRulesTest {
    @TempDir
    private Path directory;

    private void check(String scenario, int shards) throws IOException {
        Files.writeString(directory.resolve("orders.yaml"), scenario);
        LoadPlan plan = new LoadPlan(
                ScenarioFiles.reader().readAll(directory, List.of()),
                directory,
                directory.resolve("run"),
                "run",
                "aws",
                "orders",
                "",
                null,
                List.of(),
                "test",
                1,
                Duration.ofSeconds(10),
                1,
                PriceTable.bundled(),
                null,
                null);
        ShardRules.check(plan, new Shard(1, shards), null);
    }

    @Test
    void sharedIterationsNeedAVuOnEachShard() {
        assertThatThrownBy(() -> check("vus: 2\niterations: 100\n", 3))
                .isInstanceOf(PerfException.class)
                .hasMessage("nothing was sent: scenario orders shares its iterations among fewer VUs than there are"
                        + " shards, and a shard without a VU would run none of its own; leave it out of shards with"
                        + " -Dperf.scenarios, or run it whole");
        assertThatCode(() -> check("vus: 3\niterations: 100\n", 3)).doesNotThrowAnyException();
        assertThatCode(() -> check("vus: 2\nduration: 1s\n", 3)).doesNotThrowAnyException();
    }
}
