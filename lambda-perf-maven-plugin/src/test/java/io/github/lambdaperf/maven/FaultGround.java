package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.record.ErrorRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.local.LocalTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyConfigNotFoundException;

/**
 * A function on a local target behind a {@link FaultProxy}, and what must be so after every fault that a test provokes: no
 * process, thread or temporary file is left, the function is what it was, and the next run works.
 */
final class FaultGround implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final int CONCURRENCY = 2;
    private static final long SOON_MILLIS = 30_000;

    private final Set<Path> used = new ConcurrentSkipListSet<>();
    private TestTarget target;
    private FaultProxy proxy;
    private AwsSession session;
    private String before;

    /** Where the function is called. */
    FaultProxy proxy() {
        return proxy;
    }

    /** The local target itself, for a proxy of the test's own. */
    LocalTarget target() {
        return target.target();
    }

    /** The goals of a project that loads the function; nothing may be left beside the project either. */
    Goals goals(Path project) throws IOException {
        used.add(project.getParent());
        return to(new Goals(project));
    }

    private Goals to(Goals goals) {
        return goals.with("perf.target", "aws")
                .with("perf.function", "echo")
                .with("perf.region", "us-east-1")
                .with("perf.endpoint", proxy.endpoint());
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        target = TestTarget.start(
                TestTarget.waiting("echo", 1).timeout(Duration.ofSeconds(10)).memoryMb(256),
                local -> local.maxConcurrency(CONCURRENCY).alias("live"));
        proxy = new FaultProxy(target.endpoint());
        session = target.session();
        before = state(session);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        proxy.mend();
        proxy.operations().clear();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        proxy.mend();
        for (Path directory : used) {
            assertThat(temporaries(directory)).as("temporary files").isEmpty();
        }
        assertThat(state(session)).as("the function").isEqualTo(before);
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .as("processes besides the function's")
                .hasSizeLessThanOrEqualTo(CONCURRENCY);
        theNextRunWorks();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().matches("lambda-perf-.*|perf-.*")) {
                // its end is announced a moment before it
                thread.join(SOON_MILLIS);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    private void theNextRunWorks() throws Exception {
        Path next = Files.createTempDirectory("next");
        try {
            Goals goals = to(new Goals(next)).scenario("next", "vus: 1\niterations: 3\n");
            assertThat(goals.load().failure()).isNull();
            assertThat(goals.analyze().failure()).isNull();
            assertThat(goals.check().failure()).isNull();
            RunRecord run = goals.record().orElseThrow();
            assertThat(run.status()).isEqualTo(RunRecord.Status.COMPLETE);
            ScenarioRecord scenario = run.scenarios().get(0);
            assertThat(scenario.errors()).isEmpty();
            assertThat(scenario.analysis().complete()).isTrue();
            assertThat(temporaries(next)).isEmpty();
        } finally {
            delete(next);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        proxy.close();
        target.close();
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .as("processes that are left")
                .isEmpty();
    }

    /** Files that a goal makes and must take away again. */
    static List<Path> temporaries(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> !file.equals(directory)
                            && file.getFileName().toString().matches(".*\\.tmp|\\..*|.*\\.part|merge-.*"))
                    .toList();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    static double count(ScenarioRecord scenario, String metric) {
        return scenario.metrics().get(metric).values().getOrDefault("count", 0.0);
    }

    /** Errors by type and reason. */
    static Map<String, ErrorRecord> byName(ScenarioRecord scenario) {
        return scenario.errors().stream()
                .collect(Collectors.toMap(
                        error -> error.type() + (error.reason() == null ? "" : "/" + error.reason()),
                        Function.identity()));
    }

    /** What no goal may leave changed. */
    static String state(AwsSession session) {
        var lambda = session.lambda();
        Integer provisioned = null;
        try {
            provisioned = lambda.getProvisionedConcurrencyConfig(
                            b -> b.functionName("echo").qualifier("live"))
                    .requestedProvisionedConcurrentExecutions();
        } catch (ProvisionedConcurrencyConfigNotFoundException e) {
            // as it should be
        }
        var configuration = lambda.getFunctionConfiguration(b -> b.functionName("echo"));
        return configuration.memorySize() + " MB, " + configuration.timeout() + " s, reserved "
                + lambda.getFunctionConcurrency(b -> b.functionName("echo")).reservedConcurrentExecutions()
                + ", provisioned " + provisioned + ", tags "
                + lambda.listTags(b -> b.resource(configuration.functionArn())).tags()
                + lambda.listAliases(b -> b.functionName("echo")).aliases().stream()
                        .map(AliasConfiguration::name)
                        .toList()
                + lambda.listVersionsByFunction(b -> b.functionName("echo")).versions().stream()
                        .map(FunctionConfiguration::version)
                        .toList();
    }
}
