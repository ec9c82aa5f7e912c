package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.environment.FunctionSettings;
import io.github.lambdaperf.local.environment.FunctionVersion;
import io.github.lambdaperf.local.environment.LocalFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Versions of functions as Lambda's {@code FunctionConfiguration} shape tells of them. */
final class FunctionDescriptions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final FunctionHost host;
    // Read when first asked for, and beside the event loop: the jars may be many megabytes.
    private final Map<String, CompletableFuture<FunctionFingerprint>> fingerprints = new ConcurrentHashMap<>();

    FunctionDescriptions(FunctionHost host) {
        this.host = host;
    }

    /** A time as Lambda writes it. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** SHA-256 of the function's code in Base64; known on the event loop. */
    CompletionStage<String> codeSha256(LocalFunction function) {
        return fingerprint(function.latest().definition()).thenApply(FunctionFingerprint::codeSha256);
    }

    /**
     * The configuration, as it is now.
     *
     * @param arn the ARN to show
     */
    CompletionStage<ObjectNode> configuration(LocalFunction function, FunctionVersion version, String arn) {
        boolean updating = version.version().equals(FunctionVersion.LATEST) && function.updating();
        return fingerprint(version.definition()).thenApply(found -> configuration(version, arn, updating, found));
    }

    private CompletableFuture<FunctionFingerprint> fingerprint(FunctionDefinition function) {
        return fingerprints.computeIfAbsent(
                function.name(),
                name -> CompletableFuture.supplyAsync(() -> read(function))
                        .thenApplyAsync(UnaryOperator.identity(), host.eventLoop()));
    }

    private static FunctionFingerprint read(FunctionDefinition function) {
        try {
            return FunctionFingerprint.of(function);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the code of function " + function.name(), e);
        }
    }

    private ObjectNode configuration(
            FunctionVersion version, String arn, boolean updating, FunctionFingerprint fingerprint) {
        FunctionDefinition definition = version.definition();
        FunctionSettings settings = version.settings();
        ObjectNode node = JSON.createObjectNode()
                .put("FunctionName", version.name())
                .put("FunctionArn", arn)
                .put("Runtime", definition.runtime())
                .put("Handler", definition.handler())
                .put("CodeSha256", fingerprint.codeSha256())
                .put("CodeSize", fingerprint.codeSize())
                .put("Description", settings.description())
                .put("MemorySize", definition.memoryMb())
                .put("Timeout", (definition.timeout().toMillis() + 999) / 1000)
                .put("Version", version.version())
                .put("RevisionId", version.revisionId())
                .put("PackageType", "Zip")
                .put("State", "Active")
                .put("LastUpdateStatus", updating ? "InProgress" : "Successful")
                .put("LastModified", time(version.lastModified()));
        if (settings.role() != null) {
            node.put("Role", settings.role());
        }
        node.putArray("Architectures").add(definition.architecture());
        ObjectNode variables = node.putObject("Environment").putObject("Variables");
        definition.environment().forEach(variables::put);
        node.putObject("EphemeralStorage").put("Size", settings.ephemeralStorageMb());
        boolean snapshot = settings.snapStart().equals("PublishedVersions")
                && !version.version().equals(FunctionVersion.LATEST);
        node.putObject("SnapStart")
                .put("ApplyOn", settings.snapStart())
                .put("OptimizationStatus", snapshot ? "On" : "Off");
        node.putObject("TracingConfig").put("Mode", settings.tracingMode());
        host.asynchronous()
                .deadLetterTarget(version.name())
                .ifPresent(target -> node.putObject("DeadLetterConfig").put("TargetArn", target));
        String runtime = "arn:aws:lambda:" + host.account().region() + "::runtime:" + fingerprint.runtimeVersion();
        node.putObject("RuntimeVersionConfig").put("RuntimeVersionArn", runtime);
        ObjectNode logging = node.putObject("LoggingConfig")
                .put("LogFormat", definition.logFormat().wireName())
                .put("LogGroup", version.logGroup());
        if (settings.applicationLogLevel() != null) {
            logging.put("ApplicationLogLevel", settings.applicationLogLevel());
        }
        if (settings.systemLogLevel() != null) {
            logging.put("SystemLogLevel", settings.systemLogLevel());
        }
        return node;
    }
}
