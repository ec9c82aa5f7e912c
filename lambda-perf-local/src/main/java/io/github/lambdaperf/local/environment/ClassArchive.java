package io.github.lambdaperf.local.environment;

import io.github.lambdaperf.local.RuntimeClient;
import io.github.lambdaperf.local.http.ApiHandler;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.HttpServer;
import io.github.lambdaperf.local.runtime.TrainingHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shared archive of the classes of JDK and runtime client, as Lambda's own Java runtime starts with one
 * ({@code -XX:SharedArchiveFile=.../runtime.jsa}); from JDK 25 on an AOT cache, which holds them linked, with profiles (JEP
 * 514, JEP 515). Made by one run of the runtime, kept by JDK, jars and client.
 */
final class ClassArchive {

    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
    private static final int TRAINING_SECONDS = 60;
    private static final int FIRST_WITH_AOT_CACHE = 25;
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

    private final PrivateFiles cache;
    private final RuntimeClassPath classPath;
    private final RuntimeCommand command;

    ClassArchive(PrivateFiles cache, RuntimeClassPath classPath, RuntimeCommand command) {
        this.cache = cache;
        this.classPath = classPath;
        this.command = command;
    }

    /** The flags that use the archive for a JDK, made now if need be; none when it cannot be made, which only costs time. */
    List<String> flags(Path javaHome, RuntimeClient client) {
        Optional<Path> archive = of(javaHome, client);
        if (archive.isEmpty()) {
            return List.of();
        }
        List<String> flags = new ArrayList<>();
        if (hasAotCache(javaHome)) {
            flags.add("-XX:AOTCache=" + archive.get());
            flags.add("-Xlog:aot*=off");
        } else {
            flags.add("-Xshare:auto");
            flags.add("-XX:SharedArchiveFile=" + archive.get());
        }
        // an archive that does not fit is no matter of the function's log
        flags.add("-Xlog:cds*=off");
        flags.add("-Xlog:class+path*=off");
        return flags;
    }

    private static boolean hasAotCache(Path javaHome) {
        try {
            Matcher version = VERSION.matcher(Files.readString(javaHome.resolve("release")));
            return version.find() && Integer.parseInt(version.group(1)) >= FIRST_WITH_AOT_CACHE;
        } catch (IOException e) {
            return false;
        }
    }

    /** The archive for this JDK, made now if need be; empty when it cannot be made. */
    Optional<Path> of(Path javaHome, RuntimeClient client) {
        Path made = null;
        try {
            Path archive = cache.directory()
                    .resolve(
                            "lambda-local-runtime-" + key(javaHome, client) + (hasAotCache(javaHome) ? ".aot" : ".jsa"))
                    .toAbsolutePath();
            if (!Files.exists(archive)) {
                made = Files.createTempFile(cache.directory(), "lambda-local-runtime", ".part");
                Files.delete(made);
                train(javaHome, client, made.toAbsolutePath());
                PrivateFiles.moveIntoPlace(made, archive);
            }
            return Optional.of(archive);
        } catch (IOException e) {
            LOG.warn("functions start without an archive of the runtime's classes, so slower: {}", e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            delete(made);
        }
    }

    private String key(Path javaHome, RuntimeClient client) throws IOException {
        StringBuilder key = new StringBuilder(client.name()).append('\n').append(javaHome.toRealPath());
        Path release = javaHome.resolve("release");
        key.append('\n').append(Files.exists(release) ? Files.readString(release) : "");
        for (Path jar : classPath.jars()) {
            // The JVM refuses an archive whose jars have moved, grown or been touched.
            key.append('\n').append(jar);
            key.append('\n').append(Files.size(jar));
            key.append('\n').append(Files.getLastModifiedTime(jar).toMillis());
        }
        return PrivateFiles.digest(key.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void train(Path javaHome, RuntimeClient client, Path archive) throws IOException, InterruptedException {
        try (HttpServer server = new HttpServer()) {
            int port = server.bind(0, trainer());
            server.accept();
            List<String> line = new ArrayList<>(command.start(javaHome, client, RuntimeFlags.of(512, "")));
            line.add((hasAotCache(javaHome) ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive);
            line.addAll(command.end(classPath.joined(), client, TrainingHandler.class.getName()));
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            builder.environment().put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + port);
            builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", "training");
            builder.environment().put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
            builder.environment().put("_LAMBDA_TELEMETRY_LOG_FD", "1");
            Process process = builder.start();
            try {
                if (!process.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException("the run that writes it did not end within " + TRAINING_SECONDS + " seconds");
                }
            } finally {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0 || !Files.exists(archive)) {
                throw new IOException("the run that writes it ended with exit status " + process.exitValue());
            }
        }
    }

    // Two events that come back, one upon which the process exits.
    private static ApiHandler trainer() {
        AtomicInteger events = new AtomicInteger();
        return request -> {
            if (!request.path().endsWith("/invocation/next")) {
                return CompletableFuture.completedFuture(ApiReply.of(202, "application/json", "{}"));
            }
            int event = events.incrementAndGet();
            return CompletableFuture.completedFuture(
                    ApiReply.of(200, "application/json", "{\"n\":[1,2.5,\"x\"],\"exit\":" + (event > 2) + "}")
                            .with("Lambda-Runtime-Aws-Request-Id", "training-" + event)
                            .with("Lambda-Runtime-Deadline-Ms", "9999999999999")
                            .with("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000")
                            .with("Lambda-Runtime-Invoked-Function-Arn", "training"));
        };
    }

    private static void delete(Path part) {
        try {
            if (part != null) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            LOG.debug("cannot delete {}", part, e);
        }
    }
}
