package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.environment.FunctionHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** What Lambda's Get and List operations say of the host's functions. */
final class FunctionDescriptions {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FunctionHost host;
    private final Instant created = Instant.now();
    // Read when first asked for, and beside the event loop: the jars may be many megabytes.
    private final Map<String, CompletableFuture<FunctionFingerprint>> fingerprints = new ConcurrentHashMap<>();

    FunctionDescriptions(FunctionHost host) {
        this.host = host;
    }

    ObjectNode accountSettings() {
        ObjectNode settings = JSON.createObjectNode();
        settings.putObject("AccountLimit")
                .put("TotalCodeSize", 80_530_636_800L)
                .put("CodeSizeUnzipped", 262_144_000)
                .put("CodeSizeZipped", 52_428_800)
                .put("ConcurrentExecutions", host.maxConcurrency())
                .put("UnreservedConcurrentExecutions", host.maxConcurrency());
        settings.putObject("AccountUsage").put("FunctionCount", host.functions().size());
        return settings;
    }

    CompletionStage<ObjectNode> function(FunctionDefinition function) {
        return configuration(function).thenApply(configuration -> {
            ObjectNode description = JSON.createObjectNode();
            description.set("Configuration", configuration);
            return description;
        });
    }

    CompletionStage<ObjectNode> functions() {
        ObjectNode list = JSON.createObjectNode();
        ArrayNode array = list.putArray("Functions");
        CompletionStage<ObjectNode> all = CompletableFuture.completedFuture(list);
        for (FunctionDefinition function : host.functions()) {
            all = all.thenCombine(configuration(function), (result, configuration) -> {
                array.add(configuration);
                return result;
            });
        }
        return all;
    }

    /** Empty: the local target reserves no concurrency. */
    ObjectNode concurrency() {
        return JSON.createObjectNode();
    }

    CompletionStage<ObjectNode> configuration(FunctionDefinition function) {
        return fingerprints
                .computeIfAbsent(function.name(), name -> CompletableFuture.supplyAsync(() -> fingerprint(function)))
                .thenApply(fingerprint -> configuration(function, fingerprint));
    }

    private static FunctionFingerprint fingerprint(FunctionDefinition function) {
        try {
            return FunctionFingerprint.of(function);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the code of function " + function.name(), e);
        }
    }

    private ObjectNode configuration(FunctionDefinition function, FunctionFingerprint fingerprint) {
        ObjectNode node = JSON.createObjectNode()
                .put("FunctionName", function.name())
                .put("FunctionArn", host.account().functionArn(function.name()))
                .put("Runtime", function.runtime())
                .put("Handler", function.handler())
                .put("CodeSha256", fingerprint.codeSha256())
                .put("CodeSize", fingerprint.codeSize())
                .put("MemorySize", function.memoryMb())
                .put("Timeout", (function.timeout().toMillis() + 999) / 1000)
                .put("Version", "$LATEST")
                .put("PackageType", "Zip")
                .put("State", "Active")
                .put("LastUpdateStatus", "Successful")
                .put("LastModified", created.toString().replaceFirst("(\\.\\d{3})?\\d*Z$", "$1+0000"));
        node.putArray("Architectures").add(function.architecture());
        ObjectNode variables = node.putObject("Environment").putObject("Variables");
        function.environment().forEach(variables::put);
        node.putObject("EphemeralStorage").put("Size", 512);
        node.putObject("SnapStart").put("ApplyOn", "None").put("OptimizationStatus", "Off");
        node.putObject("TracingConfig").put("Mode", "PassThrough");
        node.putObject("RuntimeVersionConfig")
                .put(
                        "RuntimeVersionArn",
                        "arn:aws:lambda:" + host.account().region() + "::runtime:" + fingerprint.runtimeVersion());
        host.asynchronous()
                .deadLetterTarget(function.name())
                .ifPresent(arn -> node.putObject("DeadLetterConfig").put("TargetArn", arn));
        node.putObject("LoggingConfig")
                .put("LogFormat", function.logFormat().wireName())
                .put("LogGroup", "/aws/lambda/" + function.name());
        return node;
    }
}
