package io.github.lambdaperf.local.fuzz;

import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.RuntimeClient;
import io.github.lambdaperf.local.api.ApiService;
import io.github.lambdaperf.local.environment.Account;
import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.http.ApiHandler;
import io.github.lambdaperf.local.http.HttpScript;
import io.github.lambdaperf.local.logs.InsightsEngine;
import io.github.lambdaperf.local.logs.LogLine;
import io.github.lambdaperf.local.logs.LogStore;
import io.github.lambdaperf.local.metrics.MetricClock;
import io.github.lambdaperf.local.metrics.MetricId;
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
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * The wire codecs and the operations behind them. Each input begins with the same target; its function's JDK does not
 * exist, so that no input starts a process.
 */
final class WireFuzz {
    private static final Account ACCOUNT = new Account("000000000000", "us-east-1");
    private static final EventLoop LOOP = new NioEventLoopGroup(1, new DefaultThreadFactory("fuzz-loop", true)).next();

    private WireFuzz() {}

    static void cloudWatch(byte[] input) {
        try (MetricStore store = metrics()) {
            HttpScript.play(
                    input,
                    new ServiceEndpoint(
                            CloudWatchService.NAMES, new CloudWatchService(store, ACCOUNT, MetricClock.fast(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void logs(byte[] input) {
        try (LogStore store = logStore();
                LogsService logs = new LogsService(store, new InsightsEngine(ACCOUNT.id()), ACCOUNT)) {
            HttpScript.play(input, request -> {
                String target = request.header("X-Amz-Target", "");
                return target.startsWith(LogsService.TARGET)
                        ? logs.handle(request)
                        : new TraceService(store).handle(request);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole target, as the server calls it. */
    static void everything(byte[] input) {
        try (MetricStore metrics = metrics();
                LogStore logs = logStore();
                FunctionHost host =
                        new FunctionHost(List.of(function()), ACCOUNT, LOOP, logs, 10, 0.001, Duration.ZERO, false)) {
            // The cache keeps what each target would unpack anew.
            host.open(1, RuntimeClient.JAVA, Path.of("target/fuzz-cache"));
            EventSources sources = new EventSources(host, LOOP);
            LogsService logsService = new LogsService(logs, new InsightsEngine(ACCOUNT.id()), ACCOUNT);
            ApiHandler router = new ServiceRouter(
                    host.runtimeApi(),
                    new LambdaService(host),
                    logsService,
                    new StsService(ACCOUNT),
                    new ApiService(host, LOOP, null, null),
                    new SourceServices(host, sources, () -> "http://127.0.0.1:1"),
                    new TraceService(logs),
                    List.of(new ServiceEndpoint(
                            CloudWatchService.NAMES, new CloudWatchService(metrics, ACCOUNT, MetricClock.fast(1)))));
            try {
                onLoop(() -> HttpScript.play(input, router));
            } finally {
                onLoop(sources::close);
                logsService.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void onLoop(Runnable task) {
        try {
            LOOP.submit(task).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static FunctionDefinition function() {
        return FunctionDefinition.builder()
                .name("orders")
                .handler("com.example.Orders::handleRequest")
                .classPath(List.of())
                .taskRoot(Path.of("target"))
                .memoryMb(128)
                .timeout(Duration.ofSeconds(3))
                .javaHome(Path.of("target/no-jdk"))
                .build();
    }

    private static MetricStore metrics() {
        MetricStore store = MetricStore.inMemory();
        store.series(new MetricId("AWS/Lambda", "Duration", Map.of("FunctionName", "orders")), "Milliseconds")
                .add(60_000, 5);
        store.series(new MetricId("AWS/Lambda", "Errors", Map.of("FunctionName", "orders")), "Count")
                .add(120_000, 1);
        return store;
    }

    private static LogStore logStore() throws IOException {
        LogStore store = LogStore.inMemory();
        store.createGroup("/aws/lambda/orders");
        store.createStream("/aws/lambda/orders", "s");
        store.append(
                "/aws/lambda/orders", "s", List.of(new LogLine(1000, "ERROR one"), new LogLine(2000, "{\"a\":1}")));
        return store;
    }
}
