package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.AwsSettings;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.load.LoadPlan;
import io.github.lambdaperf.core.load.Opponent;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.LocalTarget;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A function of these tests on a local target of this process, and a session with it. */
final class TestTarget implements AutoCloseable {
    /** Of all tests' targets, whose environments then start in half the time. */
    static final Path CACHE = Path.of("target", "environments");

    private final LocalTarget target;
    private final AwsSession session;

    private TestTarget(LocalTarget target) {
        this.target = target;
        this.session = session(target.endpoint());
    }

    /** One of these tests' handlers, with 512 MB and 30 s unless that is changed. */
    static FunctionDefinition.Builder function(String name, Class<?> handler) {
        try {
            Path classes = Path.of(
                    handler.getProtectionDomain().getCodeSource().getLocation().toURI());
            return FunctionDefinition.builder()
                    .name(name)
                    .handler(handler.getName())
                    .classPath(List.of(classes))
                    .timeout(Duration.ofSeconds(30))
                    .memoryMb(512);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A function that takes so long. */
    static FunctionDefinition.Builder waiting(String name, long millis) {
        return function(name, WaitingHandler.class).environment(Map.of("WAIT_MILLIS", Long.toString(millis)));
    }

    static TestTarget start(FunctionDefinition.Builder function) {
        return start(function, target -> target);
    }

    static TestTarget start(FunctionDefinition.Builder function, UnaryOperator<LocalTarget.Builder> settings) {
        return new TestTarget(
                settings.apply(LocalTarget.builder().cacheDirectory(CACHE).function(function.build()))
                        .build()
                        .start());
    }

    static AwsSession session(URI endpoint) {
        return new AwsSession(new AwsSettings(Optional.of(endpoint), Optional.of("us-east-1"), Optional.empty()));
    }

    /** A run in the directory's folder {@code run}. @param where {@code aws} or {@code local} */
    static LoadPlan plan(List<Scenario> scenarios, Path directory, String where, String function) {
        return plan(scenarios, directory, "run-1", where, function, null);
    }

    /** @param opponent null: every invocation goes to the function */
    static LoadPlan plan(
            List<Scenario> scenarios, Path directory, String runId, String where, String function, Opponent opponent) {
        return new LoadPlan(
                scenarios,
                directory,
                directory.resolve("run"),
                runId,
                where,
                function,
                "",
                null,
                List.of(),
                "test",
                1,
                Duration.ofSeconds(10),
                1,
                PriceTable.bundled(),
                opponent,
                null);
    }

    LocalTarget target() {
        return target;
    }

    URI endpoint() {
        return target.endpoint();
    }

    AwsSession session() {
        return session;
    }

    @Override
    public void close() {
        session.close();
        target.close();
    }
}
