package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.AwsSettings;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.load.LoadPlan;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.tune.TuneGoal;
import io.github.lambdaperf.core.tune.TuneRecord;
import io.github.lambdaperf.core.tune.TuneSettings;
import io.github.lambdaperf.core.tune.Tuning;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A sweep as the target {@code aws} runs it, in this process or in one that may be killed. */
final class Sweep {
    private Sweep() {}

    /** @param args endpoint, directory of scenarios, directory of the runs, directory of the journal */
    public static void main(String[] args) throws InterruptedException {
        run(
                URI.create(args[0]),
                Path.of(args[1]),
                Path.of(args[2]),
                Path.of(args[3]),
                settings(List.of(256), false, null, null),
                message -> {});
    }

    static TuneSettings settings(List<Integer> sizes, boolean apply, String applyAlias, String constraint) {
        return new TuneSettings(
                sizes,
                false,
                new TuneGoal(TuneGoal.Strategy.COST, 0.5, 0),
                TuneSettings.constraint(constraint),
                0,
                Set.of(),
                1_000_000,
                false,
                Set.of(),
                apply,
                applyAlias);
    }

    static TuneRecord run(
            URI endpoint,
            Path scenarios,
            Path directory,
            Path journal,
            TuneSettings settings,
            Consumer<String> messages)
            throws InterruptedException {
        try (AwsSession session =
                new AwsSession(new AwsSettings(Optional.of(endpoint), Optional.of("us-east-1"), Optional.empty()))) {
            LoadPlan plan = new LoadPlan(
                    ScenarioFiles.reader().readAll(scenarios, List.of()),
                    directory,
                    directory.resolve("run"),
                    "run-1",
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
            Tuning tuning = new Tuning(plan, settings, session, journal, messages, progress -> {});
            tuning.announce();
            return tuning.run();
        }
    }
}
