package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.AwsSettings;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.load.LoadPlan;
import io.github.lambdaperf.core.load.LoadTest;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.shard.Shard;
import io.github.lambdaperf.core.shard.ShardIndex;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A share of a load of a deployed function, in this process or in one of several. */
final class ShardedLoad {
    private ShardedLoad() {}

    /** @param args endpoint, directory of scenarios, directory of the record, index, instant of the common start */
    public static void main(String[] args) throws InterruptedException {
        Shard shard = ShardIndex.of("auto", Map.of("CI_NODE_INDEX", args[3], "CI_NODE_TOTAL", "3"));
        run(URI.create(args[0]), Path.of(args[1]), Path.of(args[2]), shard, Instant.parse(args[4]));
    }

    static RunRecord run(URI endpoint, Path scenarios, Path record, Shard shard, Instant startAt)
            throws InterruptedException {
        try (AwsSession session =
                new AwsSession(new AwsSettings(Optional.of(endpoint), Optional.of("us-east-1"), Optional.empty()))) {
            LoadPlan plan = new LoadPlan(
                    ScenarioFiles.reader().readAll(scenarios, List.of()),
                    scenarios,
                    record,
                    record.getFileName().toString(),
                    "aws",
                    "echo",
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
            return new LoadTest(plan, session, message -> {}, progress -> {})
                    .sharing(shard, startAt)
                    .run();
        }
    }
}
