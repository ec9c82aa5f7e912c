package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.environment.FunctionHost;
import java.time.Instant;

/** What Lambda's Get and List operations say of the host's functions. */
final class FunctionDescriptions {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FunctionHost host;
    private final Instant created = Instant.now();

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

    ObjectNode function(FunctionDefinition function) {
        ObjectNode description = JSON.createObjectNode();
        description.set("Configuration", configuration(function));
        return description;
    }

    ObjectNode functions() {
        ObjectNode list = JSON.createObjectNode();
        ArrayNode array = list.putArray("Functions");
        host.functions().forEach(function -> array.add(configuration(function)));
        return list;
    }

    /** Empty: the local target reserves no concurrency. */
    ObjectNode concurrency() {
        return JSON.createObjectNode();
    }

    ObjectNode configuration(FunctionDefinition function) {
        ObjectNode node = JSON.createObjectNode()
                .put("FunctionName", function.name())
                .put("FunctionArn", host.account().functionArn(function.name()))
                .put("Runtime", function.runtime())
                .put("Handler", function.handler())
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
        node.putObject("LoggingConfig")
                .put("LogFormat", function.logFormat().wireName())
                .put("LogGroup", "/aws/lambda/" + function.name());
        return node;
    }
}
