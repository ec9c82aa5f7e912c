package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.LocalTarget;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Every goal that leaves or prints anything, with a function that repeats all it gets, in a process of its own whose
 * environment, loggers and temporary folder are the caller's.
 */
final class LeakyRun {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Path project;
    private final URI endpoint;

    private LeakyRun(Path project, URI endpoint) {
        this.project = project;
        this.endpoint = endpoint;
    }

    /** @param arguments the project's directory */
    public static void main(String[] arguments) throws Exception {
        Path project = Path.of(arguments[0]);
        List<Scenario> scenarios = ScenarioFiles.reader().readAll(project.resolve("src/perf"), List.of());
        FunctionDefinition function = TestTarget.function("leaking", LeakingHandler.class)
                .classPath(List.of(classes(project)))
                .environment(Map.of("LEAKY_VARIABLE", System.getenv("LEAKY_VARIABLE")))
                .timeout(TIMEOUT)
                .logMask(LocalSecrets.mask(scenarios))
                .build();
        try (LocalTarget target = LocalTarget.builder()
                .cacheDirectory(TestTarget.CACHE)
                .function(function)
                .maxConcurrency(2)
                .alias("earlier")
                .timeScale(0.001)
                .sources(LocalWiring.of(scenarios, "leaking", TIMEOUT))
                .dataDirectory(project.resolve("target/perf/endpoint"))
                .build()
                .start()) {
            LeakyRun run = new LeakyRun(project, target.endpoint());
            run.loadsAndReports();
            run.alarmsAndSizes();
        }
        LeakyRun own = new LeakyRun(project, null);
        own.local();
        own.byHand();
    }

    /** Of the function alone, where the build has its classes. */
    private static Path classes(Path project) throws Exception {
        String name = LeakingHandler.class.getName().replace('.', '/') + ".class";
        Path classes = project.resolve("target/classes");
        Path file = classes.resolve(name);
        Files.createDirectories(file.getParent());
        try (var in = LeakingHandler.class.getResourceAsStream("/" + name)) {
            Files.write(file, in.readAllBytes());
        }
        return classes;
    }

    private Goals goals() throws Exception {
        Goals goals = new Goals(project).telling(System.out::println);
        return endpoint == null
                ? goals
                : goals.with("perf.target", "aws")
                        .with("perf.function", "leaking")
                        .with("perf.region", "us-east-1")
                        .with("perf.profile", "leaky")
                        .with("perf.url", endpoint + "/_aws/url/leaking")
                        .with("perf.endpoint", endpoint);
    }

    private Goals only(String scenario) throws Exception {
        return goals().with("perf.scenarios", scenario);
    }

    private static void tell(Goals.Ended ended) {
        System.out.println(ended.failure() == null ? "well" : "[ERROR] " + ended.message());
    }

    private void loadsAndReports() throws Exception {
        tell(only("throws").with("perf.shard", "1/2").load());
        tell(only("throws").with("perf.shard", "2/2").load());
        tell(goals().merge());
        tell(goals().with("perf.progressSeconds", 1).load());
        tell(goals().with("perf.ingestionTimeout", "20s").analyze());
        tell(goals().with("perf.annotations", "github")
                .with("perf.compare", "interleaved")
                .with("perf.baselineQualifier", "earlier")
                .with("perf.maxRuns", 1)
                .check());
        tell(goals().report());
        tell(only("throws")
                .with("perf.runs", 1)
                .with("perf.accept", "the first one")
                .with("perf.refresh", true)
                .baseline());
        tell(goals().doctor());
        tell(only("throws").with("perf.runs", 2).with("perf.baselineRuns", 1).selftest());
        tell(goals().with("perf.url", System.getenv("PRESIGNED_URL")).load());
    }

    private void alarmsAndSizes() throws Exception {
        for (String action : List.of("plan", "apply", "verify", "export", "delete")) {
            tell(goals().alarms(action));
        }
        tell(only("throws")
                .with("perf.tune.memory", "256,512")
                .with("perf.tune.search", "all")
                .with("perf.tune.allowedErrors", "java.lang.IllegalArgumentException")
                .tune());
    }

    private void local() throws Exception {
        tell(only("throws").load());
        tell(only("throws").analyze());
        tell(goals().alarms("drill"));
    }

    /** Stays up until it is interrupted. */
    private void byHand() throws Exception {
        CompletableFuture<String> up = new CompletableFuture<>();
        Goals goals = goals().telling(line -> {
            System.out.println(line);
            if (line.contains("local target at http")) {
                up.complete(line.substring(line.indexOf("http")));
            }
        });
        Thread thread = new Thread(() -> {
            try {
                tell(goals.local());
            } catch (Exception e) {
                up.completeExceptionally(e);
            }
        });
        thread.start();
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(up.get(60, TimeUnit.SECONDS) + "/2015-03-31/functions/orders/invocations"))
                    .POST(HttpRequest.BodyPublishers.ofString(System.getenv("LEAKY_EVENT")))
                    .build();
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            System.out.println("by hand: " + answer.statusCode());
        } finally {
            thread.interrupt();
            thread.join();
        }
    }
}
