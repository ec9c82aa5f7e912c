package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.load.LoadPlan;
import io.github.lambdaperf.core.load.LoadTest;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.shard.Shard;
import io.github.lambdaperf.core.shard.ShardIndex;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A share of a load of a deployed function, in this process or in one of several. */
final class ShardedLoad {
    private ShardedLoad() {}

    /**
     * Says when it is ready to be told the instant of the common start, by a line of its input.
     *
     * @param args endpoint, directory of scenarios, directory of the record, index
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Shard shard = ShardIndex.of("auto", Map.of("CI_NODE_INDEX", args[3], "CI_NODE_TOTAL", "3"));
        URI endpoint = URI.create(args[0]);
        try (AwsSession session = TestTarget.session(endpoint)) {
            // what takes a new JVM long
            session.lambda().getFunctionConfiguration(request -> request.functionName("echo"));
        }
        System.out.println("ready");
        String startAt = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        run(endpoint, Path.of(args[1]), Path.of(args[2]), shard, Instant.parse(startAt));
    }

    static RunRecord run(URI endpoint, Path scenarios, Path record, Shard shard, Instant startAt)
            throws InterruptedException {
        try (AwsSession session = TestTarget.session(endpoint)) {
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
