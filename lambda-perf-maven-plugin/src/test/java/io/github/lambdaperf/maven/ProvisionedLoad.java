package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.load.LoadPlan;
import io.github.lambdaperf.core.load.LoadTest;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.record.RunRecord;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A load as the target {@code aws} runs it, in this process or in one that may be killed. */
final class ProvisionedLoad {
    private ProvisionedLoad() {}

    /** @param args endpoint, directory of scenarios, directory of the run, directory of the journal */
    public static void main(String[] args) throws InterruptedException {
        run(URI.create(args[0]), Path.of(args[1]), Path.of(args[2]), Path.of(args[3]), message -> {});
    }

    static RunRecord run(URI endpoint, Path scenarios, Path directory, Path journal, Consumer<String> messages)
            throws InterruptedException {
        try (AwsSession session = TestTarget.session(endpoint)) {
            LoadPlan plan =
                    TestTarget.plan(ScenarioFiles.reader().readAll(scenarios, List.of()), directory, "aws", "echo");
            return new LoadTest(plan, session, journal, messages, progress -> {}).run();
        }
    }
}
