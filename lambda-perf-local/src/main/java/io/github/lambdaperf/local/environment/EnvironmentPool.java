package io.github.lambdaperf.local.environment;

import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.logs.LogStore;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;

/** The environments of one function; the one used last is used first. Confined to the event loop. */
final class EnvironmentPool implements ExecutionEnvironment.Owner {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy/MM/dd", java.util.Locale.ROOT);

    private final FunctionDefinition function;
    private final EnvironmentLauncher launcher;
    private final Executor spawner;
    private final StartGate gate;
    private final EventLoop loop;
    private final LogStore logs;
    private final Path directory;
    private final PlatformLog platform;
    private final LongAdder environmentsStarted;
    private final Map<String, ExecutionEnvironment> byId;
    private final Map<String, ExecutionEnvironment> mine = new LinkedHashMap<>();
    private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
    private final Deque<String> abandonedStreams = new ArrayDeque<>();
    private boolean closed;

    EnvironmentPool(
            FunctionDefinition function,
            EnvironmentLauncher launcher,
            Executor spawner,
            StartGate gate,
            EventLoop loop,
            LogStore logs,
            Path directory,
            PlatformLog platform,
            LongAdder environmentsStarted,
            Map<String, ExecutionEnvironment> byId) {
        this.function = function;
        this.launcher = launcher;
        this.spawner = spawner;
        this.gate = gate;
        this.loop = loop;
        this.logs = logs;
        this.directory = directory;
        this.platform = platform;
        this.environmentsStarted = environmentsStarted;
        this.byId = byId;
    }

    void run(Invocation invocation) {
        ExecutionEnvironment environment = idle.pollFirst();
        if (environment != null) {
            environment.assign(invocation);
        } else {
            environment = create();
            environment.starting(invocation);
            spawn(environment);
        }
    }

    private ExecutionEnvironment create() {
        String id = UUID.randomUUID().toString().replace("-", "");
        String abandoned = abandonedStreams.pollFirst();
        String stream = abandoned != null ? abandoned : DAY.format(LocalDate.now(ZoneOffset.UTC)) + "/[$LATEST]" + id;
        if (abandoned == null) {
            environmentsStarted.increment();
        }
        ExecutionEnvironment environment =
                new ExecutionEnvironment(id, function, stream, abandoned != null, loop, logs, this, platform);
        byId.put(id, environment);
        mine.put(id, environment);
        return environment;
    }

    // Forking takes milliseconds that other invocations would feel on the event loop.
    private void spawn(ExecutionEnvironment environment) {
        gate.enter(
                environment.id(),
                () -> spawner.execute(() -> {
                    Path file = directory.resolve(environment.id() + ".out");
                    try {
                        Files.createFile(file);
                        ProcessOutput output = new ProcessOutput(file);
                        long nanos = System.nanoTime();
                        Process process = launcher.launch(function, environment.id(), environment.logStream(), file);
                        loop.execute(() -> started(environment, process, nanos, output));
                    } catch (IOException e) {
                        loop.execute(() -> environment.failedToStart(e));
                    }
                }));
    }

    private void started(ExecutionEnvironment environment, Process process, long nanos, ProcessOutput output) {
        environment.started(process, nanos, output);
        process.onExit().thenAccept(ended -> {
            if (!loop.isShuttingDown()) {
                loop.execute(() -> environment.exited(ended.exitValue()));
            }
        });
    }

    @Override
    public void initEnded(ExecutionEnvironment environment) {
        gate.leave(environment.id());
    }

    @Override
    public void available(ExecutionEnvironment environment) {
        idle.addFirst(environment);
    }

    @Override
    public void gone(ExecutionEnvironment environment) {
        idle.remove(environment);
        byId.remove(environment.id());
        mine.remove(environment.id());
        abandonedStreams.addFirst(environment.logStream());
    }

    @Override
    public void notTaken(Invocation invocation) {
        if (closed) {
            invocation.result().cancel(false);
        } else {
            run(invocation);
        }
    }

    void close() {
        closed = true;
        mine.values().forEach(ExecutionEnvironment::stop);
    }

    /** Processes that may still run. */
    java.util.List<Process> processes() {
        return mine.values().stream()
                .map(ExecutionEnvironment::process)
                .flatMap(process -> Optional.ofNullable(process).stream())
                .toList();
    }
}
