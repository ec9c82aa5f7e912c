package io.github.lambdaperf.local.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The environments of one version of a function: those provisioned first, then the one used last. Confined to the event
 * loop.
 */
final class EnvironmentPool implements ExecutionEnvironment.Owner {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT);

    private final FunctionVersion function;
    private final HostResources resources;
    private final PlatformLog platform;
    private final Map<String, ExecutionEnvironment> mine = new LinkedHashMap<>();
    private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
    private final Deque<ExecutionEnvironment> idleProvisioned = new ArrayDeque<>();
    private final Set<ExecutionEnvironment> provisioned = new LinkedHashSet<>();
    private final Deque<String> abandonedStreams = new ArrayDeque<>();
    private final Set<Process> ending = new LinkedHashSet<>();
    private int provisionedWanted;
    private boolean provisioningFailed;
    private boolean retired;
    private boolean closed;

    EnvironmentPool(FunctionVersion function, HostResources resources) {
        this.function = function;
        this.resources = resources;
        this.platform = new PlatformLog(function, resources.account());
    }

    FunctionVersion function() {
        return function;
    }

    /** Whether an environment made ahead is free. */
    boolean hasProvisioned() {
        return !idleProvisioned.isEmpty();
    }

    /** Environments that are to be made ahead. */
    int provisionedWanted() {
        return provisionedWanted;
    }

    /** Environments made ahead that run an invocation. */
    int provisionedBusy() {
        return (int) provisioned.stream()
                .filter(environment -> environment.initialised() && environment.busy())
                .count();
    }

    void run(Assignment assignment) {
        ExecutionEnvironment environment = idleProvisioned.pollFirst();
        if (environment == null) {
            environment = idle.pollFirst();
        }
        if (environment != null) {
            environment.assign(assignment);
        } else {
            environment = create();
            environment.starting(assignment);
            spawn(environment);
        }
    }

    private ExecutionEnvironment create() {
        String abandoned = abandonedStreams.pollFirst();
        return abandoned == null
                ? create(InitializationType.ON_DEMAND, null)
                : create(InitializationType.WITHIN_INVOKE, abandoned);
    }

    private ExecutionEnvironment create(InitializationType type, String abandonedStream) {
        String id = UUID.randomUUID().toString().replace("-", "");
        String stream = abandonedStream;
        if (stream == null) {
            stream = DAY.format(LocalDate.now(ZoneOffset.UTC)) + function.streamPrefix() + id;
            resources.environmentsStarted().increment();
        }
        ExecutionEnvironment environment = new ExecutionEnvironment(
                id, function, stream, type, resources.loop(), resources.logs(), this, platform);
        resources.environments().put(id, environment);
        mine.put(id, environment);
        return environment;
    }

    // Forking takes milliseconds that other invocations would feel on the event loop.
    private void spawn(ExecutionEnvironment environment) {
        resources.gate().enter(environment.id(), () -> resources.spawner().execute(() -> fork(environment)));
    }

    private void fork(ExecutionEnvironment environment) {
        Path file = resources.directory().resolve(environment.id() + ".out");
        try {
            Files.createFile(file);
            ProcessOutput output = new ProcessOutput(file);
            long nanos = System.nanoTime();
            Process process = resources
                    .launcher()
                    .launch(function, environment.type(), environment.id(), environment.logStream(), file);
            resources.loop().execute(() -> started(environment, process, nanos, output));
        } catch (IOException e) {
            resources.loop().execute(() -> environment.failedToStart(e));
        }
    }

    private void started(ExecutionEnvironment environment, Process process, long nanos, ProcessOutput output) {
        environment.started(process, nanos, output);
        if (!mine.containsKey(environment.id())) {
            // Dismissed while it waited for its start.
            ending.add(process);
        }
        process.onExit().thenAccept(ended -> {
            if (!resources.loop().isShuttingDown()) {
                resources.loop().execute(() -> exited(environment, ended));
            }
        });
    }

    private void exited(ExecutionEnvironment environment, Process process) {
        ending.remove(process);
        resources.cpu().release(environment.id());
        environment.exited(process.exitValue());
    }

    /** Keeps that many environments initialised ahead of invocations; starts or ends some for it. */
    void provision(int wanted) {
        provisionedWanted = wanted;
        provisioningFailed = false;
        for (ExecutionEnvironment environment : List.copyOf(provisioned)) {
            if (provisioned.size() > wanted && !environment.busy()) {
                dismiss(environment);
            }
        }
        replenish();
    }

    private void replenish() {
        while (!closed && !retired && !provisioningFailed && provisioned.size() < provisionedWanted) {
            ExecutionEnvironment environment = create(InitializationType.PROVISIONED, null);
            provisioned.add(environment);
            environment.starting();
            spawn(environment);
        }
    }

    ProvisioningStatus provisioningStatus() {
        long initialised =
                provisioned.stream().filter(ExecutionEnvironment::initialised).count();
        return new ProvisioningStatus((int) initialised, provisioningFailed);
    }

    @Override
    public void initEnded(ExecutionEnvironment environment) {
        resources.gate().leave(environment.id());
        // Not before: Lambda gives an initialisation more than the share of its memory.
        Process process = environment.process();
        if (environment.initialised() && process != null && process.isAlive()) {
            resources
                    .cpu()
                    .limit(environment.id(), process, function.definition().memoryMb());
        }
    }

    @Override
    public void available(ExecutionEnvironment environment) {
        boolean surplus = provisioned.contains(environment) && provisioned.size() > provisionedWanted;
        if (retired || surplus) {
            dismiss(environment);
        } else if (provisioned.contains(environment)) {
            idleProvisioned.addFirst(environment);
        } else {
            idle.addFirst(environment);
        }
    }

    private void dismiss(ExecutionEnvironment environment) {
        environment.stop();
        forget(environment);
        if (environment.process() != null) {
            ending.add(environment.process());
        }
    }

    private void forget(ExecutionEnvironment environment) {
        idle.remove(environment);
        idleProvisioned.remove(environment);
        provisioned.remove(environment);
        resources.environments().remove(environment.id());
        mine.remove(environment.id());
    }

    @Override
    public void gone(ExecutionEnvironment environment) {
        boolean ahead = provisioned.contains(environment);
        forget(environment);
        if (!ahead) {
            abandonedStreams.addFirst(environment.logStream());
        } else {
            provisioningFailed |= !environment.initialised();
            replenish();
        }
    }

    @Override
    public void notTaken(Assignment assignment) {
        if (closed) {
            assignment.invocation().result().cancel(false);
        } else {
            run(assignment);
        }
    }

    /** Ends its environments, those that are busy after their invocation, as another configuration is in force. */
    void retire() {
        retired = true;
        for (ExecutionEnvironment environment : List.copyOf(mine.values())) {
            if (!environment.busy()) {
                dismiss(environment);
            }
        }
    }

    void close() {
        closed = true;
        List.copyOf(mine.values()).forEach(ExecutionEnvironment::stop);
    }

    /** Processes that may still run. */
    List<Process> processes() {
        return Stream.concat(mine.values().stream().map(ExecutionEnvironment::process), ending())
                .filter(Objects::nonNull)
                .toList();
    }

    /** Whether none of its environments may still run. */
    boolean isEmpty() {
        return mine.isEmpty() && ending().findAny().isEmpty();
    }

    /** Processes that have been told to end. */
    Stream<Process> ending() {
        return ending.stream().filter(Process::isAlive);
    }
}
