package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.AwsSettings;
import io.github.lambdaperf.core.finding.FunctionFinder;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.LocalTarget;
import io.github.lambdaperf.local.LogFormat;
import io.github.lambdaperf.local.LogMask;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** An open way to the function: to AWS, to another endpoint, or to a local target that lives as long as this. */
final class TargetConnection implements AutoCloseable {
    private final LocalTarget local;
    private final AwsSession session;
    private final String function;
    private final String earlierFunction;

    private TargetConnection(LocalTarget local, AwsSession session, String function, String earlierFunction) {
        this.local = local;
        this.session = session;
        this.function = function;
        this.earlierFunction = earlierFunction;
    }

    /**
     * Opens the way for a load; the local target runs the project's handler and keeps its logs in the directory.
     *
     * @param scenarios whose queues, topics and buses the local target sets up
     * @param logs where the local target's logs go
     * @param earlier a version to run beside it, or null
     */
    static TargetConnection forLoad(
            TargetSettings settings,
            List<Scenario> scenarios,
            Path logs,
            EarlierVersion earlier,
            Consumer<String> messages) {
        if (!settings.isLocal() || settings.endpoint() != null) {
            return remote(settings, earlier == null ? null : earlier.function(), messages);
        }
        TargetSettings.Local local = settings.local();
        LogMask mask = LocalSecrets.mask(scenarios);
        LocalTarget.Builder target = builder(local, scenarios, mask, logs, messages);
        String earlierName = null;
        if (earlier != null) {
            earlierName = local.name() + "-baseline";
            target.function(definition(local, handler(local), earlierName, earlier.classPath(), mask));
        }
        return local(target.build(), settings, earlierName);
    }

    /** Opens a local target for use by hand, on a port; 0: any free one. */
    static TargetConnection forHand(
            TargetSettings settings, List<Scenario> scenarios, int port, Path data, Consumer<String> messages) {
        TargetSettings.Local local = settings.local();
        return local(
                builder(local, scenarios, LocalSecrets.mask(scenarios), data, messages)
                        .port(port)
                        .build(),
                settings,
                null);
    }

    /** Opens a local target whose CloudWatch runs faster than the wall. @param mask for the function's logs */
    static TargetConnection forDrill(
            TargetSettings settings, Path data, double speed, LogMask mask, Consumer<String> messages) {
        TargetSettings.Local local = settings.local();
        return local(
                builder(local, List.of(), mask, data, messages)
                        .metricSpeed(speed)
                        .build(),
                settings,
                null);
    }

    private static LocalTarget.Builder builder(
            TargetSettings.Local local, List<Scenario> scenarios, LogMask mask, Path data, Consumer<String> messages) {
        String handler = handler(local);
        messages.accept("local target: " + handler + ", " + local.memoryMb() + " MB, JVM processes on this machine"
                + (local.template() == null ? "" : " (" + local.template() + ")")
                + (local.toolchain() == null ? "" : ", " + local.toolchain().runtime() + " of the toolchain"));
        LocalTarget.Builder target = LocalTarget.builder();
        aliases(scenarios).forEach(target::alias);
        return target.function(definition(local, handler, local.name(), local.classPath(), mask))
                .maxConcurrency(local.concurrency())
                .cpuShare(local.cpuShare())
                .timeScale(local.timeScale())
                .sources(LocalWiring.of(
                        scenarios, local.name(), AbstractPerfMojo.duration("perf.timeout", local.timeout())))
                .dataDirectory(data)
                .cacheDirectory(cache());
    }

    /** The aliases that scenarios call; a version is called by its number. */
    private static Set<String> aliases(List<Scenario> scenarios) {
        Set<String> aliases = new TreeSet<>();
        for (Scenario scenario : scenarios) {
            String qualifier = scenario.send() instanceof InvokeSpec invoke ? invoke.qualifier() : null;
            if (qualifier != null && !qualifier.equals("$LATEST") && !qualifier.matches("\\d+")) {
                aliases.add(qualifier);
            }
        }
        return aliases;
    }

    private static String handler(TargetSettings.Local local) {
        return local.handler() != null ? local.handler() : HandlerFinder.find(local.classes(), local.classPath());
    }

    private static FunctionDefinition definition(
            TargetSettings.Local local, String handler, String name, List<Path> classPath, LogMask mask) {
        FunctionDefinition.Builder function = FunctionDefinition.builder();
        if (local.toolchain() != null) {
            function.javaHome(local.toolchain().home())
                    .runtime(local.toolchain().runtime());
        }
        return function.name(name)
                .handler(handler)
                .classPath(classPath)
                .taskRoot(local.classes())
                .memoryMb(local.memoryMb())
                .timeout(AbstractPerfMojo.duration("perf.timeout", local.timeout()))
                .environment(local.environment())
                .logMask(mask)
                .logFormat("JSON".equalsIgnoreCase(local.logFormat()) ? LogFormat.JSON : LogFormat.TEXT)
                .build();
    }

    /** Where the local target keeps the class archive that makes its environments start as fast as Lambda's. */
    private static Path cache() {
        return Path.of(System.getProperty("user.home"), ".cache", "lambda-perf");
    }

    /** Opens the way to what a load left behind: on the local target, the logs that it kept. */
    static TargetConnection forAnalysis(TargetSettings settings, Path logs) {
        if (!settings.isLocal() || settings.endpoint() != null) {
            return remote(settings, null, message -> {});
        }
        return local(LocalTarget.builder().dataDirectory(logs).build(), settings, null);
    }

    private static TargetConnection local(LocalTarget target, TargetSettings settings, String earlierFunction) {
        try {
            target.start();
        } catch (UncheckedIOException e) {
            throw PerfException.world(
                    "nothing was sent: the local target could not be started (" + e.getMessage()
                            + "): make its folder writable, free some space, or set -Dperf.outputDirectory to another one",
                    e);
        }
        AwsSession session = new AwsSession(new AwsSettings(
                Optional.of(target.endpoint()), Optional.of("us-east-1"), Optional.empty(), settings.client()));
        return new TargetConnection(target, session, settings.local().name(), earlierFunction);
    }

    private static TargetConnection remote(TargetSettings settings, String earlierFunction, Consumer<String> messages) {
        AwsSession session = new AwsSession(new AwsSettings(
                Optional.ofNullable(settings.endpoint()).map(TargetConnection::endpoint),
                Optional.ofNullable(settings.region()),
                Optional.ofNullable(settings.profile()),
                settings.client()));
        try {
            String function = settings.function() != null
                    ? settings.function()
                    : new FunctionFinder(settings.sources(), session::cloudFormation, messages).find();
            return new TargetConnection(null, session, function, earlierFunction);
        } catch (PerfException e) {
            session.close();
            throw e;
        }
    }

    private static URI endpoint(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && List.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw PerfException.user("perf.endpoint is '" + text + "': it must be like http://127.0.0.1:4566");
    }

    /** What limits the CPU of local functions; {@code none} with the reason where nothing does. */
    String cpuLimiter() {
        return local == null ? "none" : local.cpuLimiter();
    }

    AwsSession session() {
        return session;
    }

    String function() {
        return function;
    }

    /** The earlier version that runs beside it, or null. */
    String earlierFunction() {
        return earlierFunction;
    }

    @Override
    public void close() {
        session.close();
        if (local != null) {
            closeLocal();
        }
    }

    private void closeLocal() {
        try {
            local.close();
        } catch (UncheckedIOException e) {
            throw PerfException.world(
                    "the local target could not keep its logs (" + e.getMessage() + "): perf:analyze will find less",
                    e);
        }
    }
}
