package io.github.lambdaperf.local.environment;

import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.RuntimeClient;
import io.github.lambdaperf.local.logs.LogStore;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** All functions of a local target with their environments. Invocations are made on the event loop. */
public final class FunctionHost implements AutoCloseable {

    private final EventLoop loop;
    private final Map<String, LocalFunction> functions = new LinkedHashMap<>();
    private final ConcurrencyLimits limits;
    private final Map<String, ExecutionEnvironment> environments = new HashMap<>();
    private final RuntimeApi runtimeApi = new RuntimeApi(environments);
    private final LogStore logs;
    private final ScratchDirectory scratch;
    private final Path directory;
    private final Account account;
    private final Duration updateDelay;
    private final CpuLimiter cpu;
    private final AsyncInvocations asynchronous;
    private final StartGate gate;
    private final LongAdder environmentsStarted = new LongAdder();
    private final Map<String, Integer> runningByFunction = new HashMap<>();
    private InvocationListener listener = InvocationListener.NONE;
    private int running;
    private FunctionPools pools;
    private final ExecutorService spawner = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "lambda-local-spawner");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Prepares the functions; {@link #open} must follow before the first invocation.
     *
     * @param maxConcurrency the account's limit of concurrent executions
     * @param timeScale factor for what Lambda counts in minutes: waits before retries of events, and their maximum age
     * @param updateDelay how long the change of a configuration is under way at least
     * @param cpuShare whether processes get the share of a processor that their memory size has on Lambda
     * @throws IOException when no temporary directory can be made
     */
    public FunctionHost(
            List<FunctionDefinition> definitions,
            Account account,
            EventLoop loop,
            LogStore logs,
            int maxConcurrency,
            double timeScale,
            Duration updateDelay,
            boolean cpuShare)
            throws IOException {
        this.loop = loop;
        this.logs = logs;
        this.limits = new ConcurrencyLimits(maxConcurrency, functions.values());
        this.updateDelay = updateDelay;
        this.cpu = cpuShare ? CpuLimiter.ofThisSystem() : CpuLimiter.none("not asked for");
        this.account = account;
        this.gate = new StartGate(Runtime.getRuntime().availableProcessors() * 2, loop);
        this.asynchronous = new AsyncInvocations(this, loop, timeScale);
        this.scratch = ScratchDirectory.in(Path.of(System.getProperty("java.io.tmpdir")));
        this.directory = scratch.path();
        definitions.forEach(definition -> functions.put(definition.name(), new LocalFunction(definition)));
    }

    /**
     * Makes the functions ready to be invoked.
     *
     * @param port the port of the Runtime API
     * @param client what talks to it
     * @param cacheDirectory keeps the archive of the runtime's classes for later targets; null for none
     * @throws IOException when the runtime client is not on the class path or not made for this machine
     */
    public void open(int port, RuntimeClient client, Path cacheDirectory) throws IOException {
        if (functions.isEmpty()) {
            return;
        }
        if (cacheDirectory != null) {
            Files.createDirectories(cacheDirectory);
        }
        Set<Path> javaHomes = functions.values().stream()
                .map(function -> function.latest().definition().javaHome())
                .collect(Collectors.toSet());
        PrivateFiles cache = cacheDirectory == null ? null : new PrivateFiles(cacheDirectory);
        EnvironmentLauncher launcher =
                EnvironmentLauncher.prepare(new PrivateFiles(directory), cache, javaHomes, client, account, port);
        pools = new FunctionPools(new HostResources(
                launcher, spawner, gate, loop, logs, directory, account, cpu, environmentsStarted, environments));
    }

    /** Tells of all invocations from now on; to be called before {@link #open}. */
    public void tell(InvocationListener hearer) {
        listener = hearer;
    }

    /** Who hears of invocations. */
    InvocationListener listener() {
        return listener;
    }

    /** Whose functions these are. */
    public Account account() {
        return account;
    }

    /** What limits the CPU of environments: {@code cgroup v1}, {@code cgroup v2}, or {@code none} with the reason. */
    public String cpuLimiter() {
        return cpu.description();
    }

    /** Environments started so far, those that are gone included; may be called on any thread. */
    public int environmentsStarted() {
        return environmentsStarted.intValue();
    }

    /** Answers the calls of the environments. */
    public RuntimeApi runtimeApi() {
        return runtimeApi;
    }

    /** Where functions may be read and changed. */
    public Executor eventLoop() {
        return loop;
    }

    /** The function of that name. */
    public Optional<LocalFunction> function(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    /** All functions in the order of their definition. */
    public Collection<LocalFunction> functions() {
        return functions.values();
    }

    /** The account's limit of concurrent executions. */
    public int maxConcurrency() {
        return limits.account();
    }

    /** What is left of it to functions that have none reserved. */
    public int unreservedConcurrency() {
        return limits.unreserved();
    }

    /** What of {@link #unreservedConcurrency} is not provisioned for a function. */
    public int unprovisionedConcurrency() {
        return limits.unprovisioned();
    }

    /**
     * Runs an invocation.
     *
     * @param function a function's name, or {@code name:qualifier}
     * @return false when the concurrency is used up; the invocation is then left alone
     */
    public boolean invoke(String function, Invocation invocation) {
        return admit(function, invocation) == Admission.ADMITTED;
    }

    /** As {@link #invoke}, with the limit that was met. */
    public Admission admit(String function, Invocation invocation) {
        Admission admission = start(function, invocation);
        if (admission != Admission.ADMITTED) {
            listener.throttled(target(function, null), System.currentTimeMillis());
        }
        return admission;
    }

    /** Runs an invocation if there is capacity; when there is none, that counts as no throttle. */
    Admission start(String function, Invocation invocation) {
        String[] parts = function.split(":", 2);
        String qualifier = parts.length == 2 ? parts[1] : null;
        LocalFunction found = functions.get(parts[0]);
        Optional<FunctionVersion> version = Optional.ofNullable(found)
                .flatMap(f -> f.picked(qualifier, ThreadLocalRandom.current().nextDouble()));
        Assignment assignment = new Assignment(invocation, account.functionArn(function));
        if (version.isEmpty()) {
            // An event that waited while its function was deleted.
            invocation.result().complete(notFound(assignment));
            return Admission.ADMITTED;
        }
        EnvironmentPool pool = pools.of(version.get());
        boolean ahead = pool.hasProvisioned() && found.reservedConcurrency().orElse(1) > 0;
        Admission admission = ahead ? Admission.ADMITTED : limits.enter(found);
        if (admission == Admission.ADMITTED) {
            running++;
            long startMs = System.currentTimeMillis();
            InvocationListener.Target target = target(function, version.get().version());
            listener.started(target, startMs, runningByFunction.merge(found.name(), 1, Integer::sum), running);
            invocation.result().whenComplete((result, failure) -> {
                running--;
                runningByFunction.merge(found.name(), -1, Integer::sum);
                if (!ahead) {
                    limits.leave(found);
                }
                if (result != null) {
                    listener.ended(target, startMs, result.durationMs(), result.functionError() != null);
                }
                asynchronous.capacityFreed();
            });
            boolean spillover = !pool.hasProvisioned();
            pool.run(assignment);
            if (pool.provisionedWanted() > 0) {
                listener.startedProvisioned(
                        target, startMs, spillover, pool.provisionedBusy(), pool.provisionedWanted());
            }
        }
        return admission;
    }

    private static InvocationResult notFound(Assignment assignment) {
        String type = "ResourceNotFoundException";
        byte[] error =
                FunctionErrors.payload(type, assignment.requestId(), "Function not found: " + assignment.functionArn());
        return new InvocationResult(
                error,
                "Unhandled",
                0,
                List.of(),
                FunctionVersion.LATEST,
                assignment.invocation().traceId());
    }

    /** What CloudWatch calls it: the version is a dimension only where an alias chose it. */
    private static InvocationListener.Target target(String reference, String version) {
        String[] parts = reference.split(":", 2);
        if (parts.length == 1 || parts[1].equals(FunctionVersion.LATEST)) {
            return InvocationListener.Target.unqualified(parts[0]);
        }
        return new InvocationListener.Target(parts[0], reference, parts[1].equals(version) ? null : version);
    }

    /** Changes {@code $LATEST}; its environments end when they are idle. */
    public void configure(LocalFunction function, FunctionDefinition definition, FunctionSettings settings) {
        FunctionVersion old = function.latest();
        function.configure(definition, settings);
        if (settings.deadLetterArn() != null) {
            asynchronous.deadLetterTarget(function.name(), settings.deadLetterArn());
        }
        pools.retire(old)
                .thenRun(() -> loop.schedule(function::updated, updateDelay.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Removes a published version with its environments. */
    public void delete(LocalFunction function, FunctionVersion version) {
        function.remove(version);
        pools.retire(version);
    }

    /** Removes a function with all its versions. */
    public void delete(LocalFunction function) {
        functions.remove(function.name());
        function.versions().forEach(pools::retire);
    }

    /** Points an alias to versions, new or again; its provisioned concurrency moves with it. */
    public FunctionAlias putAlias(
            LocalFunction function, String alias, String version, String description, Map<String, Double> weights) {
        FunctionAlias put = function.putAlias(alias, version, description, weights);
        if (function.provisionedConcurrency().containsKey(alias)) {
            pools.provision(function);
        }
        return put;
    }

    /** Removes an alias with its provisioned concurrency. */
    public void removeAlias(LocalFunction function, String alias) {
        function.removeAlias(alias);
        unprovision(function, alias);
    }

    /**
     * Reserves concurrency for a function.
     *
     * @param concurrency from 0, null for none of its own
     */
    public void reserve(LocalFunction function, Integer concurrency) {
        function.reserve(concurrency);
        asynchronous.capacityFreed();
    }

    /** Starts environments ahead of invocations of a version or alias. */
    public void provision(LocalFunction function, String qualifier, int concurrency) {
        function.provision(qualifier, concurrency);
        pools.provision(function);
    }

    /** Ends the environments that were started ahead. */
    public void unprovision(LocalFunction function, String qualifier) {
        function.unprovision(qualifier);
        pools.provision(function);
        asynchronous.capacityFreed();
    }

    /** How far the environments of a version are that were started ahead. */
    public ProvisioningStatus provisioningStatus(FunctionVersion version) {
        return pools.of(version).provisioningStatus();
    }

    /** Whether an invocation would be run now. */
    public boolean hasCapacity() {
        return running < limits.account();
    }

    /** The asynchronous invocations and their settings. */
    public AsyncInvocations asynchronous() {
        return asynchronous;
    }

    /** Runs an event as soon as there is capacity, with retries when the function fails. */
    public void enqueue(String function, Invocation event) {
        asynchronous.enqueue(function, event);
    }

    /** Ends all processes and waits for them. */
    @Override
    public void close() {
        loop.submit(this::startNoMore).awaitUninterruptibly();
        spawner.shutdown();
        try {
            if (!spawner.awaitTermination(10, TimeUnit.SECONDS)) {
                spawner.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Process> ended = loop.submit(this::stopAll).awaitUninterruptibly().getNow();
        if (ended != null) {
            ended.forEach(process -> process.onExit().join());
        }
        loop.submit(this::deleteFiles).awaitUninterruptibly();
    }

    private void startNoMore() {
        asynchronous.close();
        gate.close();
    }

    private List<Process> stopAll() {
        return pools == null ? List.of() : pools.close();
    }

    private void deleteFiles() {
        try {
            cpu.close();
            scratch.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory + ": " + e.getMessage(), e);
        }
    }
}
