package io.github.lambdaperf.benchmarks.local;

import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.LocalTarget;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long environments take from the start of their process to the first {@code next}, which is the Init Duration that
 * REPORT shows, beside a JVM that does nothing.
 *
 * <p>Arguments: Java home of the environments; how many are started one after the other; how many at once.
 */
public final class EnvironmentStarts {
    private static final Pattern INIT = Pattern.compile("Init Duration: ([0-9.]+) ms");

    private EnvironmentStarts() {}

    /** Runs. */
    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path cache = Files.createTempDirectory("starts");
        try {
            Path javaHome = Path.of(args[0]).toRealPath();
            // the first one makes the archive
            oneByOne(javaHome, cache, 1);
            double[] alone = oneByOne(javaHome, cache, Integer.parseInt(args[1]));
            out.printf(
                    Locale.ROOT,
                    "one after the other: median %.0f ms, least %.0f, most %.0f%n",
                    alone[alone.length / 2],
                    alone[0],
                    alone[alone.length - 1]);
            double[] bare = bare(javaHome, Integer.parseInt(args[1]));
            out.printf(Locale.ROOT, "a JVM that only says its version: median %.0f ms%n", bare[bare.length / 2]);
            atOnce(javaHome, cache, Integer.parseInt(args[2]), out);
        } finally {
            try (Stream<Path> files = Files.walk(cache)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static LocalTarget target(Path javaHome, Path cache, String method, int concurrency) throws Exception {
        Path classes = Path.of(
                Echo.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return LocalTarget.builder()
                .function(FunctionDefinition.builder()
                        .name("echo")
                        .handler(Echo.class.getName() + "::" + method)
                        .classPath(List.of(classes))
                        .memoryMb(128)
                        .javaHome(javaHome)
                        .build())
                .cacheDirectory(cache)
                .maxConcurrency(concurrency)
                .build()
                .start();
    }

    private static HttpRequest invocation(LocalTarget target) {
        URI uri = target.endpoint().resolve("/2015-03-31/functions/echo/invocations");
        return HttpRequest.newBuilder(uri)
                .header("X-Amz-Log-Type", "Tail")
                .POST(HttpRequest.BodyPublishers.ofString("{\"n\":1}"))
                .build();
    }

    private static double[] oneByOne(Path javaHome, Path cache, int count) throws Exception {
        double[] inits = new double[count];
        for (int i = 0; i < count; i++) {
            try (LocalTarget target = target(javaHome, cache, "now", 1)) {
                inits[i] =
                        init(HttpClient.newHttpClient().send(invocation(target), HttpResponse.BodyHandlers.ofString()));
            }
        }
        Arrays.sort(inits);
        return inits;
    }

    /** What no environment can be faster than: a JVM with Lambda's flags from its start to its end. */
    private static double[] bare(Path javaHome, int count) throws Exception {
        double[] milliseconds = new double[count];
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            new ProcessBuilder(
                            javaHome.resolve("bin/java").toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            milliseconds[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(milliseconds);
        return milliseconds;
    }

    private static void atOnce(Path javaHome, Path cache, int count, PrintStream out) throws Exception {
        try (LocalTarget target = target(javaHome, cache, "later", count)) {
            HttpClient client = HttpClient.newHttpClient();
            long begin = System.nanoTime();
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                answers.add(client.sendAsync(invocation(target), HttpResponse.BodyHandlers.ofString()));
            }
            int well = 0;
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                boolean failed = answer.join()
                        .headers()
                        .firstValue("X-Amz-Function-Error")
                        .isPresent();
                well += answer.join().statusCode() == 200 && !failed ? 1 : 0;
            }
            out.printf(
                    Locale.ROOT,
                    "%d at once: %d succeeded, %d environments, %.1f s to the last answer%n",
                    count,
                    well,
                    target.environmentsStarted(),
                    (System.nanoTime() - begin) / 1e9);
        }
    }

    private static double init(HttpResponse<String> answer) throws IOException {
        String tail = new String(
                Base64.getDecoder()
                        .decode(answer.headers().firstValue("X-Amz-Log-Result").orElseThrow()),
                StandardCharsets.UTF_8);
        Matcher init = INIT.matcher(tail);
        if (!init.find()) {
            throw new IOException("no cold start: " + tail);
        }
        return Double.parseDouble(init.group(1));
    }
}
