package io.github.lambdaperf.local.environment;

import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.RuntimeClient;
import io.github.lambdaperf.local.logs.LogStore;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** All functions of a local target with their environments. Invocations are made on the event loop. */
public final class FunctionHost implements AutoCloseable {

    private final EventLoop loop;
    private final Map<String, FunctionDefinition> functions = new LinkedHashMap<>();
    private final Map<String, EnvironmentPool> pools = new LinkedHashMap<>();
    private final Map<String, ExecutionEnvironment> environments = new HashMap<>();
    private final RuntimeApi runtimeApi = new RuntimeApi(environments);
    private final LogStore logs;
    private final ScratchDirectory scratch;
    private final Path directory;
    private final Account account;
    private final int maxConcurrency;
    private final AsyncInvocations asynchronous;
    private final StartGate gate;
    private final LongAdder environmentsStarted = new LongAdder();
    private final Map<String, Integer> runningByFunction = new HashMap<>();
    private InvocationListener listener = InvocationListener.NONE;
    private int running;
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
     * @throws IOException when no temporary directory can be made
     */
    public FunctionHost(
            List<FunctionDefinition> definitions,
            Account account,
            EventLoop loop,
            LogStore logs,
            int maxConcurrency,
            double timeScale)
            throws IOException {
        this.loop = loop;
        this.logs = logs;
        this.maxConcurrency = maxConcurrency;
        this.account = account;
        this.gate = new StartGate(Runtime.getRuntime().availableProcessors() * 2, loop);
        this.asynchronous = new AsyncInvocations(this, loop, timeScale);
        this.scratch = ScratchDirectory.in(Path.of(System.getProperty("java.io.tmpdir")));
        this.directory = scratch.path();
        definitions.forEach(definition -> functions.put(definition.name(), definition));
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
        Set<Path> javaHomes =
                functions.values().stream().map(FunctionDefinition::javaHome).collect(Collectors.toSet());
        PrivateFiles cache = cacheDirectory == null ? null : new PrivateFiles(cacheDirectory);
        EnvironmentLauncher launcher =
                EnvironmentLauncher.prepare(new PrivateFiles(directory), cache, javaHomes, client, account, port);
        functions.forEach((name, function) -> pools.put(
                name,
                new EnvironmentPool(
                        function,
                        launcher,
                        spawner,
                        gate,
                        loop,
                        logs,
                        directory,
                        new PlatformLog(function, account),
                        environmentsStarted,
                        environments)));
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

    /** Environments started so far, those that are gone included; may be called on any thread. */
    public int environmentsStarted() {
        return environmentsStarted.intValue();
    }

    /** Answers the calls of the environments. */
    public RuntimeApi runtimeApi() {
        return runtimeApi;
    }

    /** The function of that name. */
    public Optional<FunctionDefinition> function(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    /** All functions in the order of their definition. */
    public Collection<FunctionDefinition> functions() {
        return functions.values();
    }

    /** The account's limit of concurrent executions. */
    public int maxConcurrency() {
        return maxConcurrency;
    }

    /**
     * Runs an invocation.
     *
     * @return false when the account's concurrency is used up; the invocation is then left alone
     */
    public boolean invoke(String function, Invocation invocation) {
        if (start(function, invocation)) {
            return true;
        }
        listener.throttled(InvocationListener.Target.unqualified(function), System.currentTimeMillis());
        return false;
    }

    /** Runs an invocation if there is capacity; when there is none, that counts as no throttle. */
    boolean start(String function, Invocation invocation) {
        if (running >= maxConcurrency) {
            return false;
        }
        running++;
        long startMs = System.currentTimeMillis();
        InvocationListener.Target target = InvocationListener.Target.unqualified(function);
        listener.started(target, startMs, runningByFunction.merge(function, 1, Integer::sum), running);
        invocation.result().whenComplete((result, failure) -> {
            running--;
            runningByFunction.merge(function, -1, Integer::sum);
            if (result != null) {
                listener.ended(target, startMs, result.durationMs(), result.functionError() != null);
            }
            asynchronous.capacityFreed();
        });
        pools.get(function).run(invocation);
        return true;
    }

    /** Whether an invocation would be run now. */
    public boolean hasCapacity() {
        return running < maxConcurrency;
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
        loop.submit(this::delete).awaitUninterruptibly();
    }

    private void startNoMore() {
        asynchronous.close();
        gate.close();
    }

    private List<Process> stopAll() {
        List<Process> all = new ArrayList<>();
        for (EnvironmentPool pool : pools.values()) {
            all.addAll(pool.processes());
            pool.close();
        }
        return all;
    }

    private void delete() {
        try {
            scratch.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory + ": " + e.getMessage(), e);
        }
    }
}
