package io.github.lambdaperf.local;

import io.github.lambdaperf.local.api.ApiService;
import io.github.lambdaperf.local.environment.Account;
import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.environment.LocalFunction;
import io.github.lambdaperf.local.http.HttpServer;
import io.github.lambdaperf.local.logs.InsightsEngine;
import io.github.lambdaperf.local.logs.LogStore;
import io.github.lambdaperf.local.logs.QueryEngine;
import io.github.lambdaperf.local.metrics.EmbeddedMetrics;
import io.github.lambdaperf.local.metrics.LambdaMetrics;
import io.github.lambdaperf.local.metrics.MetricClock;
import io.github.lambdaperf.local.metrics.MetricStore;
import io.github.lambdaperf.local.protocol.ServiceEndpoint;
import io.github.lambdaperf.local.service.CloudWatchService;
import io.github.lambdaperf.local.service.LambdaService;
import io.github.lambdaperf.local.service.LogsService;
import io.github.lambdaperf.local.service.ServiceRouter;
import io.github.lambdaperf.local.service.SourceServices;
import io.github.lambdaperf.local.service.StsService;
import io.github.lambdaperf.local.sources.EventSources;
import io.github.lambdaperf.local.traces.TraceService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** A local Lambda with its logs on 127.0.0.1, for any AWS client with any credentials. */
public final class LocalTarget implements AutoCloseable {

    private final Builder settings;
    private final Thread shutdown = new Thread(this::stop, "lambda-local-shutdown");
    private HttpServer server;
    private LogStore logs;
    private MetricStore metrics;
    private LogsService logsService;
    private FunctionHost host;
    private EventSources sources;
    private URI endpoint;

    private LocalTarget(Builder settings) {
        this.settings = settings;
    }

    /** A builder without functions, on any free port. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts to listen. Processes of functions are started when they are invoked.
     *
     * @return this
     * @throws UncheckedIOException when the port is taken, the data directory cannot be used, or the runtime client is
     *     not made for this machine
     */
    public synchronized LocalTarget start() {
        if (endpoint != null) {
            throw new IllegalStateException("this local target has been started already at " + endpoint);
        }
        try {
            open(new Account(settings.accountId, settings.region));
        } catch (IOException e) {
            stop();
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(shutdown);
        return this;
    }

    private void pointAliases() {
        if (settings.aliases.isEmpty()) {
            return;
        }
        for (LocalFunction function : host.functions()) {
            String version = function.publish(null).version();
            settings.aliases.forEach(alias -> host.putAlias(function, alias, version, "", Map.of()));
        }
    }

    private void open(Account account) throws IOException {
        server = new HttpServer();
        logs = settings.dataDirectory == null ? LogStore.inMemory() : LogStore.in(settings.dataDirectory);
        metrics = settings.dataDirectory == null ? MetricStore.inMemory() : MetricStore.in(settings.dataDirectory);
        logs.tell(new EmbeddedMetrics(metrics));
        host = new FunctionHost(
                List.copyOf(settings.functions.values()),
                account,
                server.eventLoop(),
                logs,
                settings.maxConcurrency,
                settings.timeScale,
                settings.updateDelay,
                settings.cpuShare);
        MetricClock clock = MetricClock.fast(settings.metricSpeed);
        host.tell(new LambdaMetrics(metrics, clock));
        QueryEngine engine =
                settings.queryEngine != null ? settings.queryEngine : new InsightsEngine(settings.accountId);
        logsService = new LogsService(logs, engine, account);
        sources = new EventSources(host, server.eventLoop());
        AtomicReference<String> url = new AtomicReference<>();
        ServiceRouter router = new ServiceRouter(
                host.runtimeApi(),
                new LambdaService(host),
                logsService,
                new StsService(account),
                new ApiService(host, server.eventLoop(), settings.apiKey, settings.integrationTimeout),
                new SourceServices(host, sources, url::get),
                new TraceService(logs),
                List.of(new ServiceEndpoint(CloudWatchService.NAMES, new CloudWatchService(metrics, account, clock))));
        int port = server.bind(settings.port, router);
        url.set("http://127.0.0.1:" + port);
        host.open(port, settings.runtimeClient, settings.cacheDirectory);
        server.eventLoop().submit(() -> settings.sources.make(sources, host)).syncUninterruptibly();
        server.eventLoop().submit(this::pointAliases).syncUninterruptibly();
        // not before: it may take seconds until functions can be invoked
        server.accept();
        endpoint = URI.create(url.get());
    }

    /** Where clients reach it, such as {@code http://127.0.0.1:40123}. */
    public synchronized URI endpoint() {
        if (endpoint == null) {
            throw new IllegalStateException("the local target has not been started");
        }
        return endpoint;
    }

    /**
     * Execution environments started so far, those that are gone included. A process that replaces one which timed out or
     * crashed is no new environment, as on Lambda.
     */
    public synchronized int environmentsStarted() {
        return host == null ? 0 : host.environmentsStarted();
    }

    /**
     * What limits the CPU of environments, to be shown with their figures: {@code cgroup v2}, {@code cgroup v1}, or
     * {@code none} with the reason after a colon.
     */
    public synchronized String cpuLimiter() {
        return host == null ? "none: the local target does not run" : host.cpuLimiter();
    }

    /** Ends all processes of functions and stops to listen. A second call does nothing. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdown);
        } catch (IllegalStateException e) {
            // The hook runs, or has run.
            return;
        }
    }

    private synchronized void stop() {
        try {
            if (sources != null) {
                server.eventLoop().submit(sources::close).awaitUninterruptibly();
                sources = null;
            }
            if (host != null) {
                host.close();
                host = null;
            }
            if (logsService != null) {
                logsService.close();
            }
            if (server != null) {
                server.close();
                server = null;
            }
            if (logs != null) {
                logs.close();
                logs = null;
            }
            if (metrics != null) {
                metrics.close();
                metrics = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings of a {@link LocalTarget}. */
    public static final class Builder {
        private final Map<String, FunctionDefinition> functions = new LinkedHashMap<>();
        private final Set<String> aliases = new LinkedHashSet<>();
        private int port;
        private int maxConcurrency = Runtime.getRuntime().availableProcessors();
        private Path dataDirectory;
        private Path cacheDirectory;
        private RuntimeClient runtimeClient = RuntimeClient.forThisMachine();
        private String region = "us-east-1";
        private String accountId = "000000000000";
        private double timeScale = 1;
        private double metricSpeed = 1;
        private LocalSources sources = new LocalSources();
        private boolean cpuShare;
        private Duration updateDelay = Duration.ZERO;
        private QueryEngine queryEngine;
        private String apiKey;
        private Duration integrationTimeout;

        private Builder() {}

        /** Adds a function; its name must be new. */
        public Builder function(FunctionDefinition function) {
            if (functions.putIfAbsent(function.name(), function) != null) {
                throw new IllegalArgumentException("two functions are named " + function.name() + "; rename one");
            }
            return this;
        }

        /** Publishes a version of every function and points this alias to it. */
        public Builder alias(String name) {
            aliases.add(name);
            return this;
        }

        /** The port, 0 (the default) for any free one. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** Concurrent executions over all functions, from 1; the machine's processors by default. */
        public Builder maxConcurrency(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("a concurrency of " + value + " runs nothing; use 1 or more");
            }
            maxConcurrency = value;
            return this;
        }

        /** Where logs and metrics are kept beyond this target's life; without it they are kept in memory only. */
        public Builder dataDirectory(Path value) {
            dataDirectory = value;
            return this;
        }

        /**
         * Where an archive of the classes of JDK and runtime is kept for later targets; made at the first start. With it a
         * cold start takes about a third less, as on Lambda, whose runtime has one too. Without it there is none.
         */
        public Builder cacheDirectory(Path value) {
            cacheDirectory = value;
            return this;
        }

        /** What talks to the Runtime API inside the environments; by default AWS's own where it ships it. */
        public Builder runtimeClient(RuntimeClient value) {
            runtimeClient = Objects.requireNonNull(value, "runtimeClient");
            return this;
        }

        /** The region the target claims to be in, {@code us-east-1} by default. */
        public Builder region(String value) {
            region = value;
            return this;
        }

        /** The account it claims to be, {@code 000000000000} by default. */
        public Builder accountId(String value) {
            accountId = value;
            return this;
        }

        /**
         * How much faster than the wall the clock of CloudWatch's metrics and alarms runs; 1 unless set. An alarm on minutes
         * fires in seconds, of what was really invoked in them.
         */
        public Builder metricSpeed(double value) {
            if (!(value >= 1)) {
                throw new IllegalArgumentException(
                        "the clock of metrics can only run faster than the wall's: " + value);
            }
            metricSpeed = value;
            return this;
        }

        /**
         * Factor for the delays that AWS counts in minutes, 1 by default: the waits of one and two minutes before retries of
         * asynchronous invocations, and their maximum age. From 0.001 to 1.
         */
        public Builder timeScale(double value) {
            if (!(value >= 0.001 && value <= 1)) {
                throw new IllegalArgumentException("a time scale of " + value + " is out of range: use 0.001 to 1");
            }
            timeScale = value;
            return this;
        }

        /** Queues, topics and rules that the target has from its start; none by default. */
        public Builder sources(LocalSources value) {
            sources = Objects.requireNonNull(value, "sources");
            return this;
        }

        /**
         * Whether an environment gets, once it is initialised, the share of a processor that Lambda gives its memory size
         * (one at 1769 MB), where the system permits that; {@link LocalTarget#cpuLimiter} tells. Off by default.
         */
        public Builder cpuShare(boolean value) {
            cpuShare = value;
            return this;
        }

        /**
         * How long {@code LastUpdateStatus} stays {@code InProgress} at least after the change of a configuration; zero by
         * default, about a second on AWS.
         */
        public Builder updateDelay(Duration value) {
            updateDelay = Objects.requireNonNull(value, "updateDelay");
            return this;
        }

        /** Another evaluator of Logs Insights queries in the place of the own one. */
        public Builder queryEngine(QueryEngine value) {
            queryEngine = value;
            return this;
        }

        /** The API key that REST APIs ask for in {@code X-Api-Key}; without it they ask for none. */
        public Builder apiKey(String value) {
            apiKey = value;
            return this;
        }

        /** How long APIs wait for a function: 29 s (REST API) and 30 s (HTTP API) by default. */
        public Builder integrationTimeout(Duration value) {
            integrationTimeout = value;
            return this;
        }

        /** A target that is yet to be started. */
        public LocalTarget build() {
            return new LocalTarget(this);
        }
    }
}
